package dev.callgate.model;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.callgate.internal.VisibleText;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdsTest {
    static Stream<String> valid() {
        return Stream.of("a", "x".repeat(64), "0b36cb2c-6b0f-4c3c-a0f1-7a3b2f0f0a11", "漢字 🙂", "Robert'); --");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void keepTheTextExactly(String value) {
        assertEquals(value, new AgentId(value).toString());
        assertEquals(value, new OrganizationId(value).toString());
        assertEquals(value, new ActorId(value).toString());
        assertEquals(new AgentId(value), new AgentId(value));
        assertEquals(new ActorId(value), new ActorId(value));
        assertEquals(new OrganizationId(value), new OrganizationId(value));
    }

    static Stream<String> invalid() {
        return Stream.of(
                "",
                " ",
                " a",
                "a ",
                "\u2003",
                "\t",
                "a\nb",
                "a\u0000",
                "\u007f",
                "a\u0085b",
                "x".repeat(65),
                "x".repeat(1 << 20));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void rejectInvalidText(String value) {
        String quoted = "\"" + VisibleText.shown(value) + "\"";
        assertThrowsNaming(IllegalArgumentException.class, () -> new AgentId(value), "agent id", quoted);
        assertThrowsNaming(IllegalArgumentException.class, () -> new ActorId(value), "actor id", quoted);
        assertThrowsNaming(IllegalArgumentException.class, () -> new OrganizationId(value), "organization id", quoted);
    }

    @Test
    @DisplayName("an id is never changed in silence, and a message about it shows what cannot be seen")
    void messagesShowInvisibleCharacters() {
        assertEquals("a\u200bb", new AgentId("a\u200bb").toString());
        assertNotEquals(new AgentId("ab"), new AgentId("a\u200bb"));
        assertThrowsNaming(IllegalArgumentException.class, () -> new AgentId("a\u2003"), "\"a<U+2003>\"");
        assertThrowsNaming(IllegalArgumentException.class, () -> new CallId("a\u200b\n"), "\"a<U+200B><U+000A>\"");
    }

    @Test
    void messagesStateTheLengthOfTooLongText() {
        assertThrowsNaming(IllegalArgumentException.class, () -> new AgentId("x".repeat(65)), 64, 65);
    }

    @Test
    void ofCallsMayBeLonger() {
        assertEquals("x".repeat(128), new CallId("x".repeat(128)).toString());
        assertThrowsNaming(IllegalArgumentException.class, () -> new CallId("x".repeat(129)), "call id", 128, 129);
        assertThrowsNaming(IllegalArgumentException.class, () -> new CallId(" a"), "call id", "\" a\"");
        assertThrowsNaming(NullPointerException.class, () -> new CallId(null), "call id");
    }

    @Test
    void rejectNull() {
        assertThrowsNaming(NullPointerException.class, () -> new AgentId(null), "agent id");
        assertThrowsNaming(NullPointerException.class, () -> new ActorId(null), "actor id");
        assertThrowsNaming(NullPointerException.class, () -> new OrganizationId(null), "organization id");
    }

    @Test
    void areComparedExactly() {
        assertNotEquals(new AgentId("a"), new AgentId("A"));
        assertNotEquals(new ActorId("a"), new ActorId("A"));
        assertNotEquals(new AgentId("a"), (Object) new OrganizationId("a"));
        assertNotEquals(new AgentId("a"), (Object) new ActorId("a"));
    }

    @Test
    void defaultActorIsTheSystem() {
        assertEquals("system", ActorId.SYSTEM.value());
        assertEquals(new ActorId("system"), ActorId.SYSTEM);
    }
}
