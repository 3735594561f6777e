package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.number.Capability;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonTest {
    @Test
    void writesAndReadsCodes() {
        assertEquals("[]", Json.ofCodes(List.of()).text());
        assertEquals("[\"CA\", \"US\"]", Json.ofCodes(List.of("CA", "US")).text());
        assertEquals(Set.of("US", "*", "001"), Json.codes("[ \"US\",\"*\" , \"001\"]"));
        assertEquals(Set.of(), Json.codes("[]"));
    }

    @Test
    void readsCapabilitiesOfOthers() {
        assertEquals(
                EnumSet.of(Capability.VOICE), Json.capabilities("{\"voice\": true, \"sms\": false, \"video\": true}"));
        assertEquals(EnumSet.of(Capability.VOICE, Capability.SMS), Json.capabilities("{\"sms\":true,\"voice\":true}"));
        assertEquals(Set.of(), Json.capabilities("{}"));
    }

    @ParameterizedTest
    @EnumSource(Capability.class)
    void readsBackWhatItWrote(Capability capability) {
        assertEquals(
                Set.of(capability),
                Json.capabilities(Json.ofCapabilities(Set.of(capability)).text()));
    }
}
