package dev.callgate.examples.asterisk;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.host.Database;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsteriskAgiTest {
    private static void assertFails(int status, String message, String... options) {
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(options));
        if (!all.contains("--url")) {
            all.addAll(List.of("--url", "jdbc:h2:mem:"));
        }
        assertEquals(
                status,
                AsteriskAgi.run(
                        new PrintWriter(new StringWriter()), new PrintWriter(err, true), all.toArray(String[]::new)),
                err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains(message), err::toString);
    }

    @Test
    void reportsInvalidOptions() throws Exception {
        try (Database database = Database.inMemory();
                Acme acme = Acme.on(database, 100)) {
            String taken = String.valueOf(acme.port());
            assertAll(
                    () -> assertFails(1, "cannot listen on 127.0.0.1 port " + taken, "--port", taken),
                    () -> assertFails(1, "cannot listen on 127.0.0.1 port 65536", "--port", "65536"),
                    () -> assertFails(1, "unknown country \"XX\"", "--region", "XX"),
                    () -> assertFails(1, "organization id", "--organization", " "),
                    () -> assertFails(1, "cannot open the database jdbc:none:", "--url", "jdbc:none:"),
                    () -> assertFails(1, "connectionTimeout", "--connection-timeout", "PT0.1S"),
                    () -> assertFails(1, "--calls-per-agent 0: a limit must be 1 to", "--calls-per-agent", "0"),
                    () -> assertFails(1, "the longest call must be 1 second to 24 hours", "--longest-call", "P2D"),
                    () -> assertFails(1, "one session at the same time or more, not 0", "--sessions", "0"),
                    () -> assertFails(
                            1,
                            "one session of an address at the same time or more, not 0",
                            "--sessions-per-address",
                            "0"),
                    () -> assertFails(1, "a session needs a positive time, not PT0S", "--session-timeout", "PT0S"),
                    () -> assertFails(1, "\"asterisk\" is neither an IP address", "--allow", "asterisk"),
                    () -> assertFails(1, "maxPoolSize", "--connections", "0"),
                    () -> assertFails(2, "'Mars'", "--zone", "Mars"),
                    () -> assertFails(2, "'--bind'", "--bind", "no such address"),
                    () -> assertFails(2, "'--dial'", "--dial"));
        }
    }

    @Test
    void explainsItsOptions() {
        StringWriter out = new StringWriter();
        assertEquals(0, AsteriskAgi.run(new PrintWriter(out, true), new PrintWriter(new StringWriter()), "--help"));
        String oneLine = out.toString().replaceAll("\\s+", " ");
        assertTrue(oneLine.contains("FastAGI has no authentication"), out::toString);
    }
}
