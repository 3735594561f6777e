package dev.callgate.examples.dialer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.dialer.sipp.ReceivedCall;
import dev.callgate.examples.dialer.sipp.Sipp;
import dev.callgate.examples.dialer.sipp.SippLog;
import dev.callgate.host.Database;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CtrlCIT {
    private static final int CONCURRENT_CALLS = 9;

    @TempDir
    Path dir;

    @Test
    @Timeout(120)
    @DisplayName("a dialer that is stopped ends its calls, says how they went, and begins no other")
    void ends() throws Exception {
        Path files = Files.createDirectory(dir.resolve("sipp"));
        String url = "jdbc:h2:file:" + dir.resolve("database");
        try (Database database = Database.open(url, null, null)) {
            new Acme(database.migrated(), 3, 100).setUp();
        }
        Path leads = Acme.leads(dir.resolve("leads.csv"), 30, "0", "7", "19");
        try (Sipp sipp = TestSipp.start("far-end.xml", files)) {
            DialerProcess dialer = DialerProcess.start(
                    dir.resolve("output"),
                    List.of(
                            "--leads",
                            leads.toString(),
                            "--organization",
                            Acme.ACME.value(),
                            "--url",
                            url,
                            "--trunk",
                            sipp.trunk().toString(),
                            "--calls",
                            Integer.toString(CONCURRENT_CALLS),
                            "--talk-time",
                            "60",
                            "--ring-time",
                            "60",
                            "--invite-time",
                            "32"));
            dialer.await(() -> sipp.received().calls().size() == CONCURRENT_CALLS);
            dialer.process().destroy(); // as Ctrl-C does
            dialer.awaitEnd();

            assertTrue(dialer.printed().contains("not reached"), dialer::printed);
            assertTrue(dialer.printed().contains("Calls of "), dialer::printed);
            assertEnded(sipp.stop(), url);
        }
    }

    private static void assertEnded(SippLog log, String url) {
        assertEquals(CONCURRENT_CALLS, log.calls().size(), log::toString);
        assertEquals(CONCURRENT_CALLS, log.invites().size(), log::toString);
        try (Database database = Database.open(url, null, null)) {
            Acme acme = new Acme(database.validatedStorage(), 3, 100);
            assertEquals(CONCURRENT_CALLS, acme.allCalls());
            for (ReceivedCall call : log.calls()) {
                CallOutcome outcome = acme.find(call.callId()).orElseThrow().outcome();
                assertNotNull(outcome, () -> call + " is not finished");
                assertEquals(ended(call.to()), call.end());
                assertEquals(result(call.to()), outcome.result());
            }
        }
    }

    private static String ended(String to) {
        return to.endsWith("0") ? "answered" : to.endsWith("7") ? "canceled" : "silent";
    }

    private static Result result(String to) {
        return to.endsWith("0") ? Result.ANSWERED : to.endsWith("7") ? Result.NO_ANSWER : Result.FAILED;
    }
}
