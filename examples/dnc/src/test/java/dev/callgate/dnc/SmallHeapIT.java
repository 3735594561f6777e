package dev.callgate.dnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SmallHeapIT {
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    @DisplayName("K3 in a heap of 64 MB, the benchmark loads two million numbers, changes them and looks them up")
    void runsInASmallHeap() throws Exception {
        String java = ProcessHandle.current().info().command().orElse("java");
        Process process = new ProcessBuilder(
                        java,
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DoNotCallBenchmark.class.getName(),
                        "2000000")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> printed = process.inputReader().lines().toList();
        printed.forEach(System.err::println);
        assertEquals(0, process.waitFor());
        assertPrinted(printed, "numbers  .* 2,000,000 in 4 area codes");
        assertPrinted(printed, "look-up in the file .* 0 bytes allocated, .*");
        assertPrinted(printed, "rule of this file .* 0 bytes allocated, .*");
        assertPrinted(printed, "change list .* 100,000 lines applied in .* s, 1,950,000 numbers left.*");
        assertPrinted(printed, "HashSet of a million .*");
    }

    private static void assertPrinted(List<String> printed, String line) {
        assertTrue(printed.stream().anyMatch(each -> each.matches(line)), () -> line + " is not in " + printed);
    }
}
