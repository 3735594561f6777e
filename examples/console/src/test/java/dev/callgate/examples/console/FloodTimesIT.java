package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Whether the floods run and print their table; what it measures is for people to read. */
@ResourceLock(Resources.SYSTEM_OUT)
class FloodTimesIT {
    private static String run(String... arguments) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            FloodTimes.main(arguments);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("short floods of the packaged console end with a table in which strangers were answered")
    void floods() throws Exception {
        String table = run("--seconds", "2", "--settle", "0", "--floods", "b,e", "--heap", "512m");
        assertTrue(table.contains("| (b) pages without a cookie, 7 KB of query | "), table);
        assertTrue(table.contains("| (e) multipart of 30 MB at /login and /api/v1/calls | "), table);
        assertTrue(table.lines().filter(each -> each.startsWith("| none |")).count() == 3, table);
    }

    @Test
    @DisplayName("decisions one after another are all allowed, and the first and the last are told")
    void decisions() throws Exception {
        String table = run("--decisions", "300");
        assertTrue(table.contains("300 decisions, 300 allowed") && table.contains("| last 300 | "), table);
    }
}
