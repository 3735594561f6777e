package dev.callgate.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile texts. */
class HostileDestinationTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    /** The length that a text may add to the message about it. */
    private static final int MAX_PROBLEM_LENGTH = 300;

    private static Stream<String> patterns() {
        return Stream.of(
                "1",
                "+",
                " ",
                "-",
                "(",
                "a",
                "x",
                "x1",
                "ext",
                "ext.1",
                "#",
                ",",
                ",1",
                ";",
                ";1",
                ";a",
                ";ext=1",
                ";a=;",
                "%",
                "%25",
                "%2B1",
                "@",
                ":",
                "tel:",
                "sip:1@",
                "urn:service:sos",
                ".sos",
                "-a",
                "1a",
                "1-800-F",
                "\u0000",
                "\u00a0",
                "\ud835",
                "\ud835\udfdb",
                "１",
                "٩");
    }

    private static Stream<String> hostile(String pattern, int length) {
        String repeated = pattern.repeat(length / pattern.length());
        return Stream.of("", "+", "+1202", "1-800-", "tel:", "tel:+1;", "sip:", "sip:+1;", "urn:service:sos.", "911;")
                .flatMap(start ->
                        Stream.of("", "!", "x", "@host", ";phone-context=+1").map(end -> start + repeated + end));
    }

    @ParameterizedTest
    @MethodSource("patterns")
    @DisplayName("D1 a text of any make and length is understood soon, and what is said of it is short")
    void soonAndShort(String pattern) {
        assertTimeoutPreemptively(SOON, () -> List.of(40, 64, 220, 1 << 16)
                .forEach(length -> hostile(pattern, length).forEach(HostileDestinationTest::parseDestination)));
    }

    private static void parseDestination(String dialed) {
        for (Destination parsed : List.of(Destination.parse(dialed), Destination.parse(dialed, "US"))) {
            if (parsed instanceof Destination.Invalid undialable) {
                assertEquals(dialed, undialable.text());
                assertTrue(undialable.problem().length() < MAX_PROBLEM_LENGTH, undialable::problem);
            }
        }
    }

    @Test
    @DisplayName("D1 a URI may be longer than a number, up to 256 characters")
    void longUris() {
        String uri = "tel:+12025550123;foo=";
        assertInstanceOf(Destination.Valid.class, Destination.parse(uri + "x".repeat(256 - uri.length())));
        assertTooLong(uri + "x".repeat(257 - uri.length()));
        assertTooLong("tel:" + " ".repeat(60) + "12345");
        assertTooLong("+1" + " ".repeat(63) + "2025550123");
        assertTooLong(" ".repeat(1 << 20));
    }

    private static void assertTooLong(String dialed) {
        Destination.Invalid refused = assertInstanceOf(Destination.Invalid.class, Destination.parse(dialed, "US"));
        assertTrue(refused.problem().contains("is longer than"), refused::problem);
        assertEquals(Refused.Reason.INVALID_DESTINATION, refused.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tel:", "sip:", "urn:service:sos.", "+1202555", "911;"})
    @DisplayName("D1 a long text is shortened in what is said of it")
    void shortens(String start) {
        String problem = assertInstanceOf(Destination.Invalid.class, Destination.parse(start + "?".repeat(1000)))
                .problem();
        assertTrue(problem.contains("…"), problem);
        assertTrue(!problem.contains("?".repeat(101)), problem);
    }

    @Property
    @Label("any text behind a scheme is a destination, if only one that cannot be dialed")
    void neverThrows(@ForAll String text) {
        for (String start : List.of("", "tel:", "tel:+12025550123;", "sip:", "sip:+12025550123")) {
            assertNotNull(Destination.parse(start + text));
            assertNotNull(Destination.parse(start + text + "@host", "GB"));
        }
    }
}
