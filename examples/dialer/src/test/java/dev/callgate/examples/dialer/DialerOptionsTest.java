package dev.callgate.examples.dialer;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialerOptionsTest {
    @TempDir
    Path dir;

    @Test
    void reportsInvalidOptions() {
        assertAll(
                () -> assertFails("trunk sip.example.com: expected a host and a port", "--trunk", "sip.example.com"),
                () -> assertFails("trunk :5060: expected a host and a port", "--trunk", ":5060"),
                () -> assertFails("sip.example.com:0: expected a host and a port", "--trunk", "sip.example.com:0"),
                () -> assertFails(":65536: expected a host and a port", "--trunk", "sip.example.com:65536"),
                () -> assertFails("trunk ::1:5060: expected a host and a port", "--trunk", "::1:5060"),
                () -> assertFails("--talk-time -1.0", "--talk-time", "-1"),
                () -> assertFails("--ring-time NaN", "--ring-time", "NaN"),
                () -> assertFails("--calls 0, --per-second 20: both must be 1 or more", "--calls", "0"),
                () -> assertFails("--calls 20, --per-second 0: both must be 1 or more", "--per-second", "0"),
                () -> assertFails("--lines 0: a limit must be 1 to 1000000000 calls, not 0", "--lines", "0"),
                () -> assertFails(
                        "--calls-per-agent 10001: a limit of calls at once must be 1 to 10000 calls",
                        "--calls-per-agent",
                        "10001"),
                () -> assertFails("nosuch.csv", "--leads", "nosuch.csv", "--organization", "acme"),
                () -> assertFails("unknown country \"XX\"", "--region", "XX"),
                () -> assertFails("'--zone'", "--zone", "Mars"));
    }

    @Test
    void requiresAnOrganizationForAList() throws Exception {
        Path leads = Acme.leads(dir.resolve("leads.csv"), 1, "0");
        assertFails("--leads requires --organization", "--leads", leads.toString());
    }

    private static void assertFails(String message, String... args) {
        DialerRun run = DialerRun.of(args);
        assertFalse(run.status() == 0, run::toString);
        assertEquals(1, run.err().size(), run::toString);
        assertTrue(run.err().get(0).contains(message), run::toString);
    }

    @Test
    void explainsItsOptions() {
        DialerRun run = DialerRun.of("--help");
        assertEquals(0, run.status());
        assertTrue(run.out().contains("--fail-lost"), run::out);
    }
}
