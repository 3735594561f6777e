package dev.callgate.examples.dialer;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.dialer.sipp.ReceivedCall;
import dev.callgate.examples.dialer.sipp.Sipp;
import dev.callgate.examples.dialer.sipp.SippLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LimitsIT {
    private static final int NUMBERS = 24;

    @TempDir
    Path dir;

    @Test
    @Timeout(120)
    @DisplayName(
            "D2 with limits too small for the list, exactly the limit reaches the far end, and nothing else goes out")
    void exactlyTheLimit() throws Exception {
        Path files = Files.createDirectory(dir.resolve("sipp"));
        DialerRun run;
        SippLog log;
        try (Sipp sipp = TestSipp.start("far-end.xml", files)) {
            run = run(
                    "--daily-limit", "2", "--trunk", sipp.trunk().toString(), "--invite-time", "2", "--ring-time", "1");
            log = sipp.stop();
        }
        assertEquals(0, run.status(), run::toString);
        Map<String, Long> received =
                log.calls().stream().collect(Collectors.groupingBy(ReceivedCall::from, Collectors.counting()));
        assertEquals(NUMBERS, received.size());
        assertEquals(Set.of(2L), Set.copyOf(received.values()), received::toString);
        assertEquals(2L * NUMBERS, log.counted());
        assertEquals(2 * NUMBERS, log.invites().size());
        assertEquals(
                received,
                log.calls().stream().collect(Collectors.groupingBy(ReceivedCall::asserted, Collectors.counting())));
        assertAll(
                // Of 200 leads, one is an emergency number, and three could not be called on any day.
                () -> assertPrinted(run, " refused 152 76.0%"),
                () -> assertPrinted(run, " emergency_number_dialed_automatically 1 next allowed -"),
                () -> assertPrinted(run, " daily_limit_reached 148 next allowed 2"),
                () -> assertPrinted(run, "T00:00-0"),
                () -> assertPrinted(run, " country_not_allowed 1 next allowed -"),
                () -> assertPrinted(run, "; next allowed 2"));
    }

    @Test
    @Timeout(120)
    @DisplayName("T2 what SIPp received, the gate's usage and its journal say the same of each call")
    void agrees() {
        TestSipp.requireInstalled();
        DialerRun run = run("--daily-limit", "1", "--invite-time", "2", "--ring-time", "1");
        assertEquals(0, run.status(), run::toString);
        assertPrinted(run, "Check: SIPp received 24 calls; the gate's usage and its journal say the same of each");
    }

    @Test
    @Timeout(120)
    @DisplayName(
            "D13 with few lines, and one call of an agent at a time, the same calls are placed, one after the other")
    void fewLines() {
        TestSipp.requireInstalled();
        DialerRun run = run(
                "--daily-limit",
                "1",
                "--invite-time",
                "1",
                "--ring-time",
                "0.5",
                "--lines",
                "4",
                "--calls-per-agent",
                "1");
        assertEquals(0, run.status(), run::toString);
        assertPrinted(run, "Check: SIPp received 24 calls; the gate's usage and its journal say the same of each");
    }

    private DialerRun run(String... more) {
        String url = "jdbc:h2:file:" + dir.resolve("database");
        List<String> all = new ArrayList<>(List.of("--url", url, "--talk-time", "0.2"));
        all.addAll(List.of("--calls", "40", "--per-second", "100"));
        all.addAll(List.of(more));
        return DialerRun.of(all.toArray(String[]::new));
    }

    private static void assertPrinted(DialerRun run, String expected) {
        assertTrue(run.out().contains(expected), () -> expected + "\nis not in\n" + run);
    }
}
