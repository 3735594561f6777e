package dev.callgate.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What tests ask of a run. */
final class RunAssertions {
    private RunAssertions() {}

    static void assertPrinted(Run run, String expected) {
        assertTrue(run.text().contains(expected), () -> expected + "\nis not in\n" + run.text() + run.err());
    }

    static void assertNotPrinted(Run run, String unexpected) {
        assertFalse(run.text().contains(unexpected), () -> unexpected + "\nis in\n" + run.text());
    }

    static void assertFails(Run run, String message) {
        assertAll(
                () -> assertEquals(1, run.err().size(), () -> "one line, not " + run.err()),
                () -> assertTrue(run.err().get(0).contains(message), () -> message + "\nis not in\n" + run.err()),
                () -> assertFalse(run.status() == 0, "the exit status tells"));
    }
}
