package dev.callgate.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.Regions;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text as a destination. The first line of an input names the region; if it does not, there is none. */
class DestinationFuzzTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** CPU time, so that a busy machine does not fail the test. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final int MAX_PROBLEM_LENGTH = 300;
    private static final int MAX_DECORATED_LENGTH = 200;

    static Stream<Path> inputs() throws IOException {
        return Files.list(Path.of("src/test/resources/dev/callgate/call/DestinationFuzzTestInputs/destination"));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    @DisplayName("D7 D8 D17 any text is parsed within the time limit, and its decorated forms give the same result")
    void stored(Path input) throws IOException {
        destination(Files.readAllBytes(input));
    }

    @FuzzTest
    void destination(byte[] input) {
        String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 2);
        boolean named = lines.length == 2 && Regions.known().contains(lines[0]);
        String region = named ? lines[0] : null;
        String text = named ? lines[1] : String.join("\n", lines);
        long start = THREADS.getCurrentThreadCpuTime();
        check(text, region);
        assertTrue(THREADS.getCurrentThreadCpuTime() - start < SOON.toNanos(), "it takes too long");
    }

    private static void check(String text, @Nullable String region) {
        Destination understood = parse(text, region);
        assertEquals(understood, parse(text, region));
        if (text.length() <= MAX_DECORATED_LENGTH) {
            String decorated = " \u202a\u200b" + text + "\u202c\ufeff ";
            assertSame(understood, parse(decorated, region), decorated);
        }
        if (understood instanceof Destination.Valid valid) {
            checkValid(valid, region);
        } else if (understood instanceof Destination.Emergency emergency) {
            checkEmergency(emergency, text, region);
        } else {
            checkInvalid(assertInstanceOf(Destination.Invalid.class, understood), text);
        }
        checkNumber(text, region, understood);
    }

    private static Destination parse(String text, @Nullable String region) {
        return region == null ? Destination.parse(text) : Destination.parse(text, region);
    }

    private static void assertSame(Destination expected, Destination actual, String text) {
        if (expected instanceof Destination.Invalid invalid) {
            assertEquals(
                    invalid.code(),
                    assertInstanceOf(Destination.Invalid.class, actual, text).code());
        } else {
            assertEquals(expected, actual, text);
        }
    }

    private static void checkValid(Destination.Valid valid, @Nullable String region) {
        E164 number = valid.e164();
        String extension = valid.extension() == null ? "" : ";ext=" + valid.extension();
        for (String form : List.of("", "tel:", "sip:")) {
            String written = form + number + extension + (form.equals("sip:") ? "@host" : "");
            assertEquals(valid, parse(written, region), written);
        }
        assertEquals(number, E164.of(number.toString()));
        assertEquals(number, E164.parse(number.toString()));
        assertTrue(Regions.known().contains(number.region()), number::region);
        for (E164 same : number.sameLine()) {
            assertEquals(number.line(), same.line(), same::toString);
        }
        assertTrue(number.sameLine().contains(number.line()), number::toString);
    }

    private static void checkEmergency(Destination.Emergency emergency, String text, @Nullable String region) {
        String code = emergency.code();
        assertEquals(emergency, parse(code, region));
        assertInstanceOf(Destination.Emergency.class, Destination.parse(text), text);
        if (Character.isDigit(code.charAt(0))) {
            for (String form : List.of("%s x5", "%s,,5#", "%s#", "tel:%s;phone-context=+1", "<sip:%s@host>;tag=1")) {
                assertEquals(emergency, parse(form.replace("%s", code), region), form);
            }
        }
    }

    private static void checkInvalid(Destination.Invalid invalid, String text) {
        assertEquals(text, invalid.text());
        assertTrue(invalid.problem().length() < MAX_PROBLEM_LENGTH, invalid::problem);
        assertTrue(invalid.problem().codePoints().noneMatch(Character::isISOControl), invalid::problem);
    }

    /** What is a number by itself is one as a destination, unless it is an emergency number. */
    private static void checkNumber(String text, @Nullable String region, Destination understood) {
        E164 number;
        try {
            number = region == null || region.equals(Regions.NON_GEOGRAPHIC)
                    ? E164.parse(text)
                    : E164.parse(text, region);
        } catch (InvalidNumberException e) {
            assertTrue(e.getMessage().codePoints().noneMatch(Character::isISOControl), e::getMessage);
            return;
        }
        assertNotEquals(Regions.UNKNOWN, number.region());
        assertEquals(number, E164.parse(number.toString()));
        if (understood instanceof Destination.Valid valid) {
            assertEquals(number, valid.e164());
        }
    }
}
