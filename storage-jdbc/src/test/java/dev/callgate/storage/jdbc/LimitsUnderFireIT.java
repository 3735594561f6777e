package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.contract.Fixture;
import dev.callgate.contract.LimitsUnderFire;
import dev.callgate.contract.LimitsUnderFire.Answers;
import dev.callgate.contract.LimitsUnderFire.Phase;
import dev.callgate.model.OrganizationId;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two processes with 64 threads and five limits in one policy; half of the gates count in groups. */
class LimitsUnderFireIT {
    private static final int THREADS = 32;
    private static final int CONNECTIONS = 8;

    private final OrganizationId organization = Fixture.newOrganization();
    private final LimitsUnderFire fire = new LimitsUnderFire(organization);

    /** Gates of one process: one that counts each call alone, and one that counts in groups. */
    private static List<CallGate> gates(JdbcStorage storage, Phase phase) {
        GroupCommit groups = GroupCommit.standard().maxWait(Duration.ofMinutes(1));
        return List.of(LimitsUnderFire.gate(storage, phase), LimitsUnderFire.gate(storage.groupCommit(groups), phase));
    }

    /** The second process: for each phase that it reads, makes calls and prints the answers. */
    static final class Other {
        private Other() {}

        /** Takes the URL, the organization, and how many calls each thread asks for in a phase. */
        public static void main(String[] args) throws Exception {
            LimitsUnderFire fire = new LimitsUnderFire(new OrganizationId(args[1]));
            try (HikariDataSource pool = Databases.pool(args[0], CONNECTIONS);
                    BufferedReader phases =
                            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                JdbcStorage storage = Databases.open(pool);
                for (String line = phases.readLine(); line != null; line = phases.readLine()) {
                    Phase phase = Phase.valueOf(line);
                    System.out.println(
                            fire.fire(gates(storage, phase), phase, "other", THREADS, Integer.parseInt(args[2]))
                                    .toLine());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL,3", "MARIADB,3", "H2,3", "SQLITE,1"})
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @DisplayName("D2 D13 D14 D16 two processes of 32 threads, five limits in one policy: each limit binds exactly where"
            + " it should, and a refused call is counted nowhere")
    void bindExactly(Databases database, int callsEach) throws Exception {
        JdbcStorage storage = database.storage();
        fire.assign(storage);
        int calls = 2 * THREADS * callsEach;
        try (SharedDatabase shared = SharedDatabase.of(database.url())) {
            Process other =
                    DialerProcess.start(Other.class, shared.url(), organization.value(), Integer.toString(callsEach));
            try (BufferedReader answers = other.inputReader()) {
                for (Phase phase : Phase.values()) {
                    other.outputWriter().append(phase.name()).append("\n").flush();
                    Answers mine = fire.fire(gates(storage, phase), phase, "mine", THREADS, callsEach);
                    LimitsUnderFire.assertBound(phase, mine.plus(Answers.parse(answers.readLine())), calls);
                    assertHoldsAddUp(database);
                }
            } finally {
                other.destroyForcibly();
            }
        }
        fire.assertNothingElseCounted(storage, calls);
        assertEquals(0, count(database, "SELECT COUNT(*) FROM call_holds WHERE organization_id = ?"));
        assertTrue(count(database, "SELECT COUNT(*) FROM call_counters WHERE organization_id = ?") > 0);
    }

    private void assertHoldsAddUp(Databases database) throws SQLException {
        assertEquals(0, count(database, """
                SELECT COUNT(*) FROM call_counters c
                WHERE c.organization_id = ? AND c.kind IN ('calls/live', 'calls/PT24H') AND c.amount <> COALESCE((
                    SELECT SUM(h.amount) FROM call_holds h
                    WHERE h.organization_id = c.organization_id AND h.scope = c.scope AND h.counted_id = c.counted_id
                        AND h.kind = c.kind), 0)"""));
    }

    private int count(Databases database, String sql) throws SQLException {
        try (HikariDataSource pool = Databases.pool(database.url(), 1);
                Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, organization.value());
            try (ResultSet rows = statement.executeQuery()) {
                assertTrue(rows.next());
                return rows.getInt(1);
            }
        }
    }
}
