package dev.callgate.examples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** Whether each part runs and prints its table, on little data; what it measures is for people to read. */
@ResourceLock(Resources.SYSTEM_OUT)
class BenchmarksIT {
    private static String run(String... arguments) {
        StringBuilder printed = new StringBuilder();
        assertEquals(0, runAndExit(printed, arguments));
        return printed.toString();
    }

    private static int runAndExit(StringBuilder all, String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            return new CommandLine(new Benchmarks()).execute(arguments);
        } finally {
            System.setOut(before);
            all.append(printed.toString(StandardCharsets.UTF_8));
        }
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
        assertTrue(table.contains("| 4 | gate, limit reached | "), table);
        assertTrue(table.contains("`-Dbenchmark=\"load --rows 100 ") && table.contains(" cores, Java "), table);
        assertTrue(table.matches("(?s).*any number of callers in the same round: \\d+\\.\\d\\d\\..*"), table);
        assertTrue(Files.exists(picture));
    }

    @Test
    void countsCallsOnOneRow() {
        String table = runShort("hot", "--rows", "100", "--threads", "4");
        assertTrue(table.contains("| gate | ") && table.contains("| gate, organization's limit | "), table);
        assertTrue(table.contains("| fair floor: four checks by hand | "), table);
    }

    @Test
    void measuresOnlyChosenCandidates() {
        String table = runShort("hot", "--rows", "100", "--threads", "4", "--only", "floor,gate");
        assertTrue(table.contains("| fair floor: ") && table.contains("| gate, group commit | "), table);
        assertFalse(table.contains("Bucket4j, "), table);
    }

    @Test
    void refusesToMeasureNothing() {
        String error = failShort("hot", "--rows", "100", "--only", "such");
        assertTrue(error.contains("--only such matches none of: floor: bare UPDATE; "), error);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void callsFromVirtualThreads() {
        String table = runShort("hot", "--rows", "100", "--threads", "4", "--virtual", "--only", "floor,gate");
        assertTrue(table.contains("4 callers, who are virtual threads, "), table);
        assertTrue(table.contains("| fair floor: ") && table.contains("| gate, group commit | "), table);
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void saysThatVirtualThreadsNeedALaterJava() {
        String error = failShort("hot", "--rows", "100", "--virtual");
        assertTrue(error.contains("--virtual needs Java 21 or later, but this is Java 1"), error);
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

    /** Too short to be flat, which the exit code says; but exact. */
    @ParameterizedTest
    @EnumSource(SoakServer.Kind.class)
    void soaks(SoakServer.Kind database) {
        StringBuilder printed = new StringBuilder();
        int exit = runAndExit(
                printed, "soak", "--database", database.name(), "--minutes", "0.2", "--days", "2", "--samples", "20");
        String table = printed.toString();
        assertTrue(table.contains("Faults: 0"), table);
        assertTrue(table.matches("(?s).*Compared: [45] days of an organization with [1-9].*"), table);
        assertTrue(table.contains("| 2.0 | ") && table.contains("outside_calling_hours="), table);
        assertEquals(table.contains("BROKEN") ? 1 : 0, exit);
    }

    @Test
    void refusesToSoakWithFewSamples() {
        StringWriter message = new StringWriter();
        int exit = new CommandLine(new Benchmarks())
                .setErr(new PrintWriter(message))
                .execute("soak", "--samples", "9");
        assertEquals(CommandLine.ExitCode.USAGE, exit);
        assertTrue(message.toString().contains("--samples must be 10 or more, not 9"), message.toString());
    }

    private static String runShort(String... arguments) {
        return run(shortened(arguments));
    }

    private static String[] shortened(String... arguments) {
        String[] quick = {"--rounds", "1", "--seconds", "0.1", "--warm-up", "0.1", "--lead-in", "0.1"};
        return Stream.concat(Stream.of(arguments), Stream.of(quick)).toArray(String[]::new);
    }

    /** Returns the message. */
    private static String failShort(String... arguments) {
        StringWriter message = new StringWriter();
        assertEquals(
                CommandLine.ExitCode.USAGE,
                new CommandLine(new Benchmarks())
                        .setErr(new PrintWriter(message))
                        .execute(shortened(arguments)));
        return message.toString();
    }

    @Test
    void decidesInMemory() {
        String table = run(
                "memory", "--agents", "100,200", "--numbers", "2", "--rounds", "1", "--millis", "20", "--threads", "1");
        assertTrue(
                table.contains("| gate | 100 | 1 | ")
                        && table.contains("| gate | 200 | 1 | ")
                        && table.contains("gateFromText beside libphonenumber: "),
                table);
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
