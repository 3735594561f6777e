package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.MovableClock;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.Counter;
import dev.callgate.model.StoreException;
import dev.callgate.policy.Limit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Limits of calls at once in a transaction of the caller that reads repeatably, and read before another node changed what is counted.
 * MariaDB counts on what is stored now; PostgreSQL and H2 refuse to change what changed meanwhile, and the caller repeats the transaction.
 */
class JoiningWithLimitsTest {
    private static final int MOST = 2;
    private static final Duration LONGEST_CALL = Duration.ofHours(2);
    private static final Instant START = DialerProcess.CLOCK.instant();
    private static final CallOutcome ANSWERED = CallOutcome.answered(Duration.ofSeconds(9));

    private final Acme acme = new Acme();
    private final MovableClock clock = new MovableClock(START);
    private HikariDataSource pool;
    private Connection connection;

    private void begin(Databases database) throws SQLException {
        pool = Databases.pool(database.url(), 1);
        connection = pool.getConnection();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    @AfterEach
    void end() throws SQLException {
        connection.rollback();
        connection.close();
        pool.close();
    }

    /** What the transaction sees from now on is what is stored now. */
    private void read() throws SQLException {
        for (String table :
                Set.of("call_counters", "call_holds", "call_journal", "agent_phone_numbers", "phone_numbers")) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
                assertTrue(rows.next());
            }
        }
    }

    private CallGate gate(JdbcStorage storage) {
        return CallGate.over(storage)
                .clock(clock)
                .policy(CallPolicy.inUtc()
                        .longestCall(LONGEST_CALL)
                        .limits(Limit.calls(MOST).perAgent().atOnce()))
                .build();
    }

    private CallRequest request(String id) {
        return acme.request.callId(id);
    }

    private void allow(CallGate gate, String... ids) {
        for (String id : ids) {
            assertTrue(gate.decide(request(id)).isAllowed(), id);
        }
    }

    private void release(CallGate gate, String id) {
        assertTrue(gate.release(acme.organization, new CallId(id)).isPresent());
    }

    private void assertFull(CallGate gate) {
        assertFalse(gate.decide(request("too many")).isAllowed());
    }

    /** Except on MariaDB, the transaction cannot change what others changed since it began to read; then it is repeated. */
    private void repeatedIfNecessary(Databases database, Runnable work) throws SQLException {
        if (database != Databases.MARIADB) {
            assertThrows(StoreException.NotApplied.class, work::run);
            connection.rollback();
            read();
        }
        work.run();
    }

    private long inProgress(JdbcStorage storage) {
        Counter live = Counter.ofAgent(acme.agent, Counter.Kind.parse("calls/live"));
        return storage.countersOf(acme.organization, Set.of(live), clock.instant())
                .of(live)
                .amount();
    }

    private void assertStored(Databases database, int expected) throws SQLException {
        connection.commit();
        assertEquals(expected, inProgress(database.storage()));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT COALESCE(SUM(amount), 0) - (SELECT COALESCE(SUM(c.amount), 0) FROM call_counters c"
                                + " WHERE c.organization_id = '%1$s') FROM call_holds WHERE organization_id = '%1$s'"
                                        .formatted(acme.organization))) {
            assertTrue(rows.next());
            assertEquals(0, rows.getInt(1), "the counter has the sum of its holds");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "H2"})
    @DisplayName("K5 D13 calls that ended by themselves and that another node took out are not taken out again")
    void purgedElsewhere(Databases database) throws SQLException {
        JdbcStorage storage = database.storage();
        acme.assign(storage, 1, 1_000);
        CallGate elsewhere = gate(storage);
        allow(elsewhere, "c-1", "c-2");
        begin(database);
        CallGate joined = gate(storage.joining(connection));
        read();
        clock.move(LONGEST_CALL);
        allow(elsewhere, "c-3", "c-4");
        repeatedIfNecessary(database, () -> assertFull(joined));
        assertStored(database, 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "H2"})
    @DisplayName("K5 D13 a call that another node released makes room once, and its end is reported without effect")
    void releasedElsewhere(Databases database) throws SQLException {
        JdbcStorage storage = database.storage();
        acme.assign(storage, 1, 1_000);
        CallGate elsewhere = gate(storage);
        allow(elsewhere, "c-1", "c-2");
        begin(database);
        CallGate joined = gate(storage.joining(connection));
        read();
        release(elsewhere, "c-1");
        repeatedIfNecessary(database, () -> {
            assertTrue(joined.release(acme.organization, new CallId("c-1"))
                    .orElseThrow()
                    .call()
                    .isReleased());
            allow(joined, "c-3");
            assertFull(joined);
        });
        assertStored(database, 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "H2"})
    @DisplayName("K5 D13 a call that ended by itself and was taken out by another node frees no room when it is"
            + " completed")
    void completedAfterItsTime(Databases database) throws SQLException {
        JdbcStorage storage = database.storage();
        acme.assign(storage, 1, 1_000);
        CallGate elsewhere = gate(storage);
        allow(elsewhere, "c-1", "c-2");
        begin(database);
        CallGate joined = gate(storage.joining(connection));
        read();
        clock.move(LONGEST_CALL);
        allow(elsewhere, "c-3", "c-4");
        repeatedIfNecessary(database, () -> {
            assertTrue(joined.complete(acme.organization, new CallId("c-1"), ANSWERED)
                    .isPresent());
            assertFull(joined);
        });
        assertStored(database, 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "H2"})
    @DisplayName("K5 D13 a call that another node renewed still counts")
    void renewedElsewhere(Databases database) throws SQLException {
        JdbcStorage storage = database.storage();
        acme.assign(storage, 1, 1_000);
        CallGate elsewhere = gate(storage);
        allow(elsewhere, "c-1", "c-2");
        begin(database);
        CallGate joined = gate(storage.joining(connection));
        read();
        clock.move(Duration.ofHours(1));
        assertTrue(elsewhere.renew(acme.organization, new CallId("c-1")));
        assertTrue(elsewhere.renew(acme.organization, new CallId("c-2")));
        clock.move(Duration.ofHours(1));
        repeatedIfNecessary(database, () -> assertFull(joined));
        assertStored(database, 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "H2"})
    @DisplayName("K5 D13 the end of a call from a number that was assigned on another node after the transaction read")
    void endsUnseenCalls(Databases database) throws SQLException {
        JdbcStorage storage = database.storage();
        CallGate elsewhere = gate(storage);
        begin(database);
        CallGate joined = gate(storage.joining(connection));
        read();
        acme.assign(storage, 1, 1_000);
        allow(elsewhere, "c-1", "c-2");
        if (database != Databases.MARIADB) {
            assertTrue(joined.release(acme.organization, new CallId("c-1")).isEmpty(), "it does not see the call");
            connection.commit();
        }
        release(joined, "c-1");
        assertTrue(joined.complete(acme.organization, new CallId("c-2"), ANSWERED)
                .orElseThrow()
                .call()
                .isCompleted());
        assertStored(database, 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "H2"})
    @DisplayName("K5 D13 what a transaction reads of counters is of one moment, and blocks no other node")
    void readsConsistently(Databases database) throws SQLException {
        JdbcStorage storage = database.storage();
        acme.assign(storage, 1, 1_000);
        CallGate elsewhere = gate(storage);
        allow(elsewhere, "c-1", "c-2");
        begin(database);
        CallGate joined = gate(storage.joining(connection));
        read();
        release(elsewhere, "c-1");
        allow(elsewhere, "c-3");
        clock.move(LONGEST_CALL);
        assertEquals(0, inProgress(storage.joining(connection)));
        allow(elsewhere, "c-4");
        release(elsewhere, "c-4");
        assertEquals(0, inProgress(storage.joining(connection)));
        allow(elsewhere, "c-5", "c-6");
        assertEquals(0, inProgress(storage.joining(connection)), "as it was when the transaction read");
        repeatedIfNecessary(database, () -> assertFull(joined));
        assertStored(database, 2);
    }
}
