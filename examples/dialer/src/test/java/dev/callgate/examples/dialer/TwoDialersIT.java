package dev.callgate.examples.dialer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.dialer.sipp.ReceivedCall;
import dev.callgate.examples.dialer.sipp.Sipp;
import dev.callgate.examples.dialer.sipp.SippLog;
import dev.callgate.host.Database;
import dev.callgate.model.CallRecord;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TwoDialersIT {
    private static final int NUMBERS = 6;
    private static final int LIMIT = 12;
    private static final int LEADS = 120;

    @TempDir
    Path dir;

    @Test
    @Timeout(180)
    @DisplayName(
            "D2 D5 K4 two dialers work on one list, one is killed: no number exceeds its limit, no call is uncounted, no lead is called twice")
    void killed() throws Exception {
        Path files = Files.createDirectory(dir.resolve("sipp"));
        try (Sipp sipp = TestSipp.start("far-end.xml", files);
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setPGStartupWait(Duration.ofMinutes(5))
                        .start();
                Database database = Database.open(server.getJdbcUrl("postgres", "postgres"), null, null)) {
            Acme acme = new Acme(database.migrated(), NUMBERS, LIMIT);
            acme.setUp();
            List<String> args = args(server, sipp);

            DialerProcess first = DialerProcess.start(dir.resolve("first"), args);
            DialerProcess second = DialerProcess.start(dir.resolve("second"), args);
            // Both are at work: the first has begun a call, and the two more than one may at a time.
            first.await(() ->
                    first.printed().contains("far end") && second.printed().contains("far end"));
            first.await(() -> acme.allCalls() >= NUMBERS * LIMIT / 3);
            first.kill();
            int atTheKill = acme.allCalls();
            second.awaitEnd();
            assertTrue(atTheKill < NUMBERS * LIMIT, "the first was killed too late: " + atTheKill);

            int status = DialerRun.of(args.toArray(String[]::new)).status();
            List<String> settling = new ArrayList<>(args);
            settling.add("--fail-lost");
            DialerRun last = DialerRun.of(settling.toArray(String[]::new));
            assertEquals(0, last.status(), last::toString);

            SippLog log = sipp.stop();
            System.out.printf(
                    "%d calls counted at the kill, %d in the end; %d INVITEs, the run after it ended with %d%n",
                    atTheKill, acme.allCalls(), log.calls().size(), status);
            assertExact(acme, log);
            assertEveryCallCounted(acme, log);
            assertNobodyCalledTwice(log);
        }
    }

    private List<String> args(EmbeddedPostgres server, Sipp sipp) throws Exception {
        Path leads = Acme.leads(dir.resolve("leads.csv"), LEADS, "0", "6", "1", "5", "2");
        return List.of(
                "--leads",
                leads.toString(),
                "--organization",
                Acme.ACME.value(),
                "--url",
                server.getJdbcUrl("postgres", "postgres"),
                "--trunk",
                sipp.trunk().toString(),
                "--calls",
                "8",
                "--per-second",
                "25",
                "--talk-time",
                "0.3",
                "--invite-time",
                "5");
    }

    /** More is asked for than there is: so each number has all its calls, and not one more. */
    private static void assertExact(Acme acme, SippLog log) {
        Map<String, Integer> counted = acme.calls();
        assertEquals(Set.of(LIMIT), Set.copyOf(counted.values()), counted::toString);
        Map<String, Long> received =
                log.calls().stream().collect(Collectors.groupingBy(ReceivedCall::from, Collectors.counting()));
        received.forEach((number, calls) -> assertTrue(calls <= LIMIT, () -> number + ": " + received));
    }

    private static void assertEveryCallCounted(Acme acme, SippLog log) {
        assertEquals(log.calls().size(), log.counted());
        for (ReceivedCall call : log.calls()) {
            CallRecord record =
                    acme.find(call.callId()).orElseThrow(() -> new AssertionError(call + " is not counted"));
            String number = record.call().counted().number().e164().toString();
            assertEquals(List.of(number, number), List.of(call.from(), call.asserted()), call::toString);
            assertTrue(!record.isOpen(), () -> record + " is not finished");
        }
    }

    private static void assertNobodyCalledTwice(SippLog log) {
        Map<String, Long> called =
                log.invites().stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertEquals(Set.of(1L), Set.copyOf(called.values()), called::toString);
        assertEquals(log.calls().size(), called.size());
    }
}
