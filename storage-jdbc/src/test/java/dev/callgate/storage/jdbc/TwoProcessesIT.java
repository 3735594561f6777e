package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import jakarta.annotation.Nullable;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoProcessesIT {
    private final OrganizationId organization = new OrganizationId("org-" + UUID.randomUUID());
    private final AgentId agent = new AgentId("agent-1");

    @ParameterizedTest
    @CsvSource({"1000,", "5000,1000"})
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    @DisplayName(
            "D2 two processes of 32 threads that request 10,000 calls with a daily limit, or a limit of the organization, of 1,000 get "
                    + "exactly 1,000")
    void exactAcrossProcesses(int limit, String limitOfAll) throws Exception {
        JdbcStorage storage = Databases.POSTGRESQL.storage();
        Assignment assignment = StoreUnderTest.over(storage)
                .assign(
                        organization,
                        agent,
                        E164.parse("+12025550101"),
                        Terms.dailyLimit(limit).countries("US"));

        List<Process> dialers = List.of(startDialer(limitOfAll), startDialer(limitOfAll));
        List<BufferedReader> outputs =
                dialers.stream().map(Process::inputReader).toList();
        for (BufferedReader output : outputs) {
            assertEquals("ready", output.readLine());
        }
        List<Integer> allowed = new ArrayList<>();
        for (Process dialer : dialers) {
            dialer.outputWriter().append("go\n").flush();
        }
        for (BufferedReader output : outputs) {
            allowed.add(Integer.valueOf(output.readLine()));
        }

        assertEquals(1_000, allowed.stream().mapToInt(Integer::intValue).sum(), allowed::toString);
        assertEquals(1_000, storage.assignmentsOf(organization, agent).get(0).callsMadeToday(), assignment::toString);
    }

    private Process startDialer(@Nullable String limitOfAll) throws IOException {
        List<String> args = new ArrayList<>(List.of(
                Databases.POSTGRESQL.url(),
                organization.value(),
                agent.value(),
                "32",
                Integer.toString(10_000 / 64 + 1)));
        if (limitOfAll != null) {
            args.add(limitOfAll);
        }
        return DialerProcess.start(args.toArray(String[]::new));
    }
}
