package dev.callgate.examples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void countsSpreadCalls(@TempDir Path folder) {
        Path picture = folder.resolve("load.png");
        String table = runShort(
                "load",
                "--rows",
                "100",
                "--threads",
                "1,4",
                "--numbers-per-agent",
                "2",
                "--picture",
                picture.toString());
        assertTrue(table.contains("| 1 | floor: bare UPDATE | ") && table.contains("| 4 | gate | "), table);
        assertTrue(table.contains("| 4 | fair floor: four checks by hand | "), table);
        assertTrue(Files.exists(picture));
    }

    @Test
    void countsCallsOnOneRow() {
        String table = runShort("hot", "--rows", "100", "--threads", "4");
        assertTrue(table.contains("| gate | ") && table.contains("| gate, organization's limit | "), table);
        assertTrue(table.contains("| fair floor: four checks by hand | "), table);
    }

    @Test
    void countsCallsAtEqualIntervals() {
        String table = runShort("paced", "--rows", "100", "--threads", "4", "--combined-threads", "8");
        assertTrue(table.contains("| gate | 4 | ") && table.contains("batching | 8 | "), table);
        assertTrue(table.contains("| fair floor: four checks by hand | 4 | "), table);
    }

    @Test
    void countsCallsAmongMany() {
        String table =
                runShort("scale", "--assignments", "2000", "--few", "100", "--threads", "2", "--calling", "5,200");
        assertTrue(table.contains("| 2 | 5 | floor: bare UPDATE | ") && table.contains("| 2 | 200 | gate | "), table);
    }

    private static String runShort(String... arguments) {
        String[] quick = {"--rounds", "1", "--seconds", "0.1", "--warm-up", "0.1", "--lead-in", "0.1"};
        return run(Stream.concat(Stream.of(arguments), Stream.of(quick)).toArray(String[]::new));
    }

    @Test
    void decidesInMemory() {
        String table =
                run("memory", "--agents", "100", "--numbers", "2", "--rounds", "1", "--millis", "20", "--threads", "1");
        assertTrue(table.contains("| gate | 1 | ") && table.contains("gateFromText beside libphonenumber: "), table);
    }

    @Test
    void takesHeap() {
        String table = run("footprint", "--agents", "2000", "--rounds", "1", "--heap", "64m");
        assertTrue(table.contains("| callgate | ") && table.contains("| bucket4j | "), table);
    }

    @Test
    void starts() {
        String table = run("startup", "--rounds", "1");
        assertTrue(table.contains("| memory | ") && table.contains("| h2 | "), table);
    }
}
