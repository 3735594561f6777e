package dev.callgate.internal;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenersTest {
    private final List<String> told = new ArrayList<>();

    private Consumer<String> writing(String name) {
        return event -> told.add(name + " " + event);
    }

    private static Consumer<String> throwing(Throwable failure) {
        return event -> sneakyThrow(failure);
    }

    private static void sneakyThrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Test
    void notifiesInTheOrderOfAddition() {
        Listeners<Consumer<String>> one = Listeners.<Consumer<String>>none().with(writing("a"));
        Listeners<Consumer<String>> three = one.with(writing("b")).with(writing("a"));
        one.notifyEach(each -> each.accept("first"));
        three.notifyEach(each -> each.accept("second"));
        Listeners.<Consumer<String>>none().notifyEach(each -> each.accept("third"));
        assertEquals(List.of("a first", "a second", "b second", "a second"), told);
    }

    @Test
    @DisplayName("T1 what a listener throws keeps no other from being told, and is logged without telephone numbers")
    void logsExceptionsAndContinues() {
        String log = loggedBy(() -> Listeners.<Consumer<String>>none()
                .with(throwing(new IllegalStateException("no room for +12025550123")))
                .with(throwing(new StackOverflowError("an error")))
                .with(writing("last"))
                .notifyEach(each -> each.accept("event")));
        assertEquals(List.of("last event"), told);
        assertTrue(log.contains("WARN"), log);
        assertTrue(log.contains(getClass().getName()), log);
        assertTrue(log.contains("IllegalStateException: no room for +(digits)"), log);
        assertTrue(log.contains("StackOverflowError: an error"), log);
        assertFalse(log.contains("2025550123"), log);
    }

    private static String loggedBy(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            work.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+12025550123", "(202) 555-0123", "+49 30 123 45 67", "tel:+1-202-555-0123;x=1", "202/555.0123"})
    void masksTelephoneNumbersInAnySpelling(String number) {
        String trace = Listeners.withoutNumbers(
                new IllegalStateException("outer " + number, new IllegalArgumentException("inner " + number)));
        assertFalse(trace.replaceAll("[^0-9\n]", "").matches("(?s).*[0-9]{7}.*"), trace);
        assertTrue(trace.contains("outer ") && trace.contains("inner "), trace);
        assertTrue(trace.contains(getClass().getSimpleName() + ".java:"), trace);
    }

    @Test
    void doesNotMaskShortNumbers() {
        assertTrue(Listeners.withoutNumbers(new IllegalStateException("code 404 of 12 34"))
                .contains("code 404 of 12 34"));
    }

    @Test
    void rejectsNull() {
        assertThrowsNaming(NullPointerException.class, () -> Listeners.none().with(null), "listener");
    }
}
