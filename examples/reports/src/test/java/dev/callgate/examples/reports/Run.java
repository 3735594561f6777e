package dev.callgate.examples.reports;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One run of the program, and what it printed. */
record Run(int status, String out, List<String> err) {
    static Run of(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        int status = PrintReports.run(out, new PrintWriter(err, true), args);
        return new Run(
                status,
                out.toString(StandardCharsets.UTF_8),
                err.toString().lines().toList());
    }

    /** Returns the printed text with each run of spaces as one, so that tests need not know the columns' widths. */
    String text() {
        return out.replaceAll(" +", " ");
    }

    void assertPrints(String expected) {
        assertEquals(0, status, err::toString);
        assertTrue(text().contains(expected), () -> expected + "\nis not in\n" + text());
    }

    void assertFails(int expectedStatus, String message) {
        assertAll(
                () -> assertEquals(1, err.size(), () -> "one line, not " + err),
                () -> assertTrue(String.join("\n", err).contains(message), () -> message + "\nis not in\n" + err),
                () -> assertEquals(expectedStatus, status),
                () -> assertEquals("", out));
    }
}
