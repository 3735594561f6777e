package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.model.Capability;
import dev.callgate.storage.jdbc.sql.Json;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void writesAndReadsCodes() {
        assertEquals("[]", Json.ofCodes(List.of()).text());
        assertEquals("[\"CA\", \"US\"]", Json.ofCodes(List.of("CA", "US")).text());
        assertEquals(Set.of("US", "*", "001"), Json.codes("[ \"US\",\"*\" , \"001\"]"));
        assertEquals(Set.of(), Json.codes("[]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"US\"",
                "{\"US\": true}",
                "[\"US\"",
                "[\"CA\", \"US",
                ",\"US\"]",
                "[\"CA\" \"US\"]",
                "[\"US\",]",
                "[\"US\"] x",
                "[[\"US\"]]",
                "[{\"never\": \"US\"}]",
                "[\"a\\\"US\"]",
                "[\"US\", 1]",
                "[\"US\", \"CA\u0017\"]"
            })
    @DisplayName("a text that is not a list of strings has no codes")
    void readsNoCodesOfOtherTexts(String json) {
        assertEquals(Set.of(), Json.codes(json));
    }

    @Test
    void readsCapabilitiesOfOthers() {
        assertEquals(
                EnumSet.of(Capability.VOICE), Json.capabilities("{\"voice\": true, \"sms\": false, \"video\": true}"));
        assertEquals(EnumSet.of(Capability.VOICE, Capability.SMS), Json.capabilities("{\"sms\":true,\"voice\":true}"));
        assertEquals(Set.of(), Json.capabilities("{}"));
    }

    @Property
    void readsBackTextsByName(@ForAll Map<@StringLength(min = 1, max = 20) String, String> values) {
        assertEquals(values, Json.values(Json.ofValues(values).text()));
    }

    @Test
    @DisplayName("RFC 8259: reads every escape that another program may write, and a text of any length")
    void readsEscapesOfOthers() {
        assertEquals(
                Map.of("a\"b", "\\/\b\f\n\r\té", "c", "d"),
                Json.values("{\"a\\\"b\":\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\", \"c\" : \"d\"}"));
        String longText = "\\\"".repeat(100_000);
        assertEquals(
                Map.of("a", longText),
                Json.values(Json.ofValues(Map.of("a", longText)).text()));
        assertEquals(Map.of(), Json.values("{}"));
    }

    @ParameterizedTest
    @EnumSource(Capability.class)
    void readsBackWhatItWrote(Capability capability) {
        assertEquals(
                Set.of(capability),
                Json.capabilities(Json.ofCapabilities(Set.of(capability)).text()));
    }
}
