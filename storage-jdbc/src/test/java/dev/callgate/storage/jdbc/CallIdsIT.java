package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.Together;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same calls asked for by two dialers at once, as after a fail-over that was none. */
class CallIdsIT {
    private static final int CALLS = 10_000;
    private static final int THREADS = 8;
    private static final int NUMBERS = 5;

    private final Acme acme = new Acme();

    /** A dialer's process: says "ready", waits for a line, asks for all calls by their ids, and prints the answers. */
    public static final class Dialer {
        private Dialer() {}

        /** Takes the URL, the organization and the agent. */
        public static void main(String[] args) throws Exception {
            try (HikariDataSource pool = Databases.pool(args[0], THREADS)) {
                CallGate gate = Acme.gate(Databases.open(pool));
                CallRequest.Caller caller = CallRequest.by(new OrganizationId(args[1]), new AgentId(args[2]));
                System.out.println("ready");
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
                Together.run(THREADS, thread -> () -> answers(gate, caller, thread)).stream()
                        .flatMap(List::stream)
                        .forEach(System.out::println);
                System.out.println("done");
            }
        }

        private static List<String> answers(CallGate gate, CallRequest.Caller caller, int thread) {
            List<String> answers = new ArrayList<>();
            for (int call = thread; call < CALLS; call += THREADS) {
                Allowed allowed = (Allowed)
                        gate.decide(caller.to(DialerProcess.DESTINATION).callId("c-" + call));
                answers.add("%d from %s, call %d"
                        .formatted(
                                call,
                                allowed.from(),
                                Objects.requireNonNull(allowed.assignment()).callsMadeToday()));
            }
            return answers;
        }
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    @DisplayName("D5 two processes that request the same 10,000 calls at once get equal answers, and each call is "
            + "counted once")
    void twoProcesses() throws Exception {
        JdbcStorage storage = Databases.POSTGRESQL.storage();
        for (int n = 1; n <= NUMBERS; n++) {
            acme.assign(storage, n, CALLS);
        }
        List<Process> dialers = List.of(start(), start());
        List<BufferedReader> outputs =
                dialers.stream().map(Process::inputReader).toList();
        for (BufferedReader output : outputs) {
            assertEquals("ready", output.readLine());
        }
        for (Process dialer : dialers) {
            dialer.outputWriter().append("go\n").flush();
        }
        List<String> first = answers(outputs.get(0));
        assertEquals(CALLS, first.size());
        assertEquals(first, answers(outputs.get(1)));
        assertEquals(CALLS, first.stream().distinct().count());
        assertEquals(CALLS, acme.callsMade(storage));
        for (Process dialer : dialers) {
            assertTrue(dialer.waitFor(1, TimeUnit.MINUTES));
        }
    }

    private static List<String> answers(BufferedReader output) throws IOException {
        List<String> answers = new ArrayList<>();
        for (String line = output.readLine(); !"done".equals(line); line = output.readLine()) {
            answers.add(Objects.requireNonNull(line, "the dialer ended early"));
        }
        return answers;
    }

    private Process start() throws IOException {
        return DialerProcess.start(
                Dialer.class, Databases.POSTGRESQL.url(), acme.organization.value(), acme.agent.value());
    }
}
