package dev.callgate.examples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

/** Whether each part runs and prints its table, on little data; what it measures is for people to read. */
@ResourceLock(Resources.SYSTEM_OUT)
class BenchmarksIT {
    private static String run(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertEquals(0, new CommandLine(new Benchmarks()).execute(arguments));
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void importsAFile() {
        String table = run("import", "--rows", "5000", "--rounds", "2");
        assertTrue(table.contains("| 2 | ") && table.contains("| median | "), table);
    }

    @Test
    void readsPages() {
        String table = run("pages", "--numbers", "20000", "--times", "3");
        assertTrue(table.contains("| none | 20,000 | ") && table.contains("| digits: none such | 0 | "), table);
    }
}
