package dev.callgate.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallRequestTest {
    private static final CallRequest REQUEST =
            CallRequest.by(new OrganizationId("acme"), new AgentId("anna")).to("+12025550199");

    private static void assertRejected(String message, String name, String value) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> REQUEST.with(name, value))
                        .getMessage());
    }

    @Test
    @DisplayName("a request keeps its attributes in the order of their names, and its other parts")
    void keepsAttributes() {
        CallRequest request = REQUEST.callId("c-1")
                .from(E164.of("+12025550123"))
                .with("list", "a")
                .with("campaign", "Été 2026")
                .with("list", "b");
        assertEquals(
                List.of("campaign", "list"), List.copyOf(request.attributes().keySet()));
        assertEquals(Map.of("campaign", "Été 2026", "list", "b"), request.attributes());
        assertEquals(REQUEST.callId("c-1").from(E164.of("+12025550123")).destination(), request.destination());
        assertEquals(
                request.attributes(),
                request.to(Destination.parse("+12025550198")).attributes());
        assertEquals(
                request.attributes(),
                request.from(E164.of("+12025550124")).callId("c-2").attributes());
        assertEquals(Map.of(), REQUEST.attributes());
    }

    @Test
    @DisplayName("D15 a request keeps the place of its called party, but not for another destination")
    void keepsThePlace() {
        Place florida = Place.of("US-FL");
        CallRequest request =
                REQUEST.place(florida).callId("c-1").with("campaign", "spring").from(E164.of("+12025550123"));
        assertEquals(florida, request.place());
        assertNull(request.to(Destination.parse("+12025550198")).place());
        assertNull(REQUEST.place());
        assertThrows(NullPointerException.class, () -> REQUEST.place(null));
    }

    @Test
    @DisplayName("nobody can change the attributes of a request")
    void copiesAttributes() {
        Map<String, String> own = new HashMap<>(Map.of("campaign", "spring"));
        CallRequest request =
                new CallRequest(REQUEST.organization(), REQUEST.agent(), REQUEST.destination(), null, null, own, null);
        own.put("list", "a");
        assertEquals(Map.of("campaign", "spring"), request.attributes());
        Map<String, String> returned = request.attributes();
        assertThrows(UnsupportedOperationException.class, () -> returned.put("list", "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Campaign", "1st", "_a", "a-b", "a=b", "a b", "é", "a23456789012345678901234567890123"})
    @DisplayName("a name that no attribute can have is rejected, with the name")
    void rejectsNames(String name) {
        assertRejected(
                "the name of an attribute must be a letter from a to z and up to 31 letters, digits and underscores, such as"
                        + " campaign, not \"" + name + "\"",
                name,
                "spring");
    }

    @Test
    @DisplayName("the longest name and the longest value are kept")
    void keepsTheLongest() {
        String name = "a2345678901234567890123456789012";
        assertEquals(
                "v".repeat(64), REQUEST.with(name, "v".repeat(64)).attributes().get(name));
    }

    @Test
    @DisplayName("an empty value, or one that is too long, is rejected, with its length")
    void rejectsLengths() {
        assertRejected("attribute list must have 1 to 64 characters, but has 0: \"\"", "list", "");
        assertRejected(
                "attribute list must have 1 to 64 characters, but has 65: \"%s\"".formatted("v".repeat(65)),
                "list",
                "v".repeat(65));
    }

    @ParameterizedTest
    @ValueSource(strings = {" a", "a ", " "})
    @DisplayName("a value that begins or ends with a space is rejected")
    void rejectsSpaces(String value) {
        assertRejected(
                "attribute list must not begin or end with a space, or contain control characters or lone surrogates: \"%s\""
                        .formatted(value),
                "list",
                value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\nb", "a\u0000b", "a\u0085b", "a\ud83d"})
    @DisplayName("a value with control characters or a lone surrogate is rejected, and the message has none of them")
    void rejectsControlCharacters(String value) {
        String message = assertThrows(IllegalArgumentException.class, () -> REQUEST.with("list", value))
                .getMessage();
        assertEquals(
                "attribute list must not begin or end with a space, or contain control characters or lone surrogates: \"a",
                message.substring(0, message.lastIndexOf('"') == -1 ? message.length() : message.indexOf("\"a") + 2));
        assertEquals(
                0,
                message.codePoints()
                        .filter(each -> Character.isISOControl(each) || Character.getType(each) == Character.SURROGATE)
                        .count());
    }

    @Test
    @DisplayName("a ninth attribute is rejected, and a new value of the eighth is not")
    void rejectsTooMany() {
        CallRequest full = REQUEST;
        for (int n = 1; n <= 8; n++) {
            full = full.with("a" + n, "v");
        }
        CallRequest eight = full;
        assertEquals("w", eight.with("a8", "w").attributes().get("a8"));
        assertEquals(
                "a call has at most 8 attributes, not 9",
                assertThrows(IllegalArgumentException.class, () -> eight.with("a9", "v"))
                        .getMessage());
    }
}
