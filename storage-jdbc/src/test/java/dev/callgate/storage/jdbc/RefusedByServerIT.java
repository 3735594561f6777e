package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.model.CallId;
import dev.callgate.model.StoreException;
import dev.callgate.policy.Limit;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Real servers that refuse what they are asked, each for a reason of its own; every test has a database of its own. */
class RefusedByServerIT {
    private static final String RAISE = """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %s END $$;
            CREATE TRIGGER refuse BEFORE UPDATE ON agent_phone_numbers FOR EACH ROW EXECUTE FUNCTION refuse()""";

    private static final String SIGNAL = "CREATE TRIGGER refuse BEFORE UPDATE ON agent_phone_numbers FOR EACH ROW %s";

    private static final Class<StoreException.NotApplied> NOT_APPLIED = StoreException.NotApplied.class;
    private static final Class<StoreException.Permanent> PERMANENT = StoreException.Permanent.class;

    private final Acme acme = new Acme();

    /**
     * What stands in the way of calls, and how it is told.
     *
     * @param obstacle what the server's administrator does
     * @param url added to the library's URL
     */
    private record Trouble(
            Databases database, String name, String obstacle, String url, Class<? extends StoreException> told) {
        static Trouble raisedBy(String name, String body, Class<? extends StoreException> told) {
            return new Trouble(Databases.POSTGRESQL, name, RAISE.formatted(body), "", told);
        }

        static Trouble signalling(String name, String body, Class<? extends StoreException> told) {
            return new Trouble(Databases.MARIADB, name, SIGNAL.formatted(body), "", told);
        }

        @Override
        public String toString() {
            return database + " " + name;
        }
    }

    private static final List<Trouble> FAILURES = List.of(
            Trouble.raisedBy("P0001", "RAISE EXCEPTION 'no calls during the audit';", PERMANENT),
            Trouble.raisedBy("state of the host's", "RAISE EXCEPTION 'no' USING ERRCODE = 'CG001';", PERMANENT),
            Trouble.raisedBy("22012", "NEW.daily_limit := 1 / 0; RETURN NEW;", PERMANENT),
            Trouble.raisedBy("22003", "NEW.daily_limit := 3000000000; RETURN NEW;", PERMANENT),
            Trouble.raisedBy("22P02", "NEW.daily_limit := 'many'; RETURN NEW;", PERMANENT),
            Trouble.raisedBy("42P01", "PERFORM 1 FROM of_nobody; RETURN NEW;", PERMANENT),
            Trouble.raisedBy("2F005", "NEW.daily_limit := 1;", PERMANENT),
            Trouble.raisedBy("0A000", "COMMIT; RETURN NEW;", PERMANENT),
            Trouble.raisedBy("54001", "RAISE EXCEPTION 'deep' USING ERRCODE = '54001';", PERMANENT),
            Trouble.raisedBy("53100", "RAISE EXCEPTION 'disk full' USING ERRCODE = '53100';", NOT_APPLIED),
            Trouble.raisedBy("55P03", "RAISE EXCEPTION 'locked' USING ERRCODE = '55P03';", NOT_APPLIED),
            Trouble.raisedBy("57014", "RAISE query_canceled;", NOT_APPLIED),
            Trouble.raisedBy("XX000", "RAISE EXCEPTION 'internal' USING ERRCODE = 'XX000';", NOT_APPLIED),
            new Trouble(
                    Databases.POSTGRESQL,
                    "CHECK",
                    "ALTER TABLE agent_phone_numbers ADD CONSTRAINT none CHECK (calls_made_today = 0)",
                    "",
                    PERMANENT),
            new Trouble(Databases.POSTGRESQL, "deferred until the commit", """
                    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
                    CREATE CONSTRAINT TRIGGER refuse AFTER UPDATE ON agent_phone_numbers DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION refuse()""", "", PERMANENT),
            new Trouble(
                    Databases.POSTGRESQL,
                    "25006 read-only",
                    "SELECT 1",
                    "&options=-c%20default_transaction_read_only=on",
                    NOT_APPLIED),
            Trouble.signalling(
                    "SIGNAL", "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no calls during the audit'", PERMANENT),
            Trouble.signalling("SIGNAL of the host's state", "SIGNAL SQLSTATE 'CG001'", PERMANENT),
            Trouble.signalling(
                    "SIGNAL of the host's number", "SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1644", PERMANENT),
            Trouble.signalling("1290 --read-only", "SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1290", NOT_APPLIED),
            Trouble.signalling("1114 full", "SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1114", NOT_APPLIED),
            Trouble.signalling("1047 no quorum", "SIGNAL SQLSTATE '08S01' SET MYSQL_ERRNO = 1047", NOT_APPLIED),
            Trouble.signalling("22003", "SET NEW.daily_limit = 3000000000", PERMANENT),
            Trouble.signalling("1366", "SET NEW.daily_limit = 'many'", PERMANENT),
            Trouble.signalling("1442", "UPDATE agent_phone_numbers SET daily_limit = 1", PERMANENT),
            Trouble.signalling("1146", "INSERT INTO of_nobody VALUES (1)", PERMANENT),
            new Trouble(
                    Databases.MARIADB,
                    "CHECK",
                    "ALTER TABLE agent_phone_numbers ADD CONSTRAINT none CHECK (calls_made_today = 0)",
                    "",
                    PERMANENT),
            new Trouble(
                    Databases.MARIADB, "1792 read-only", "SELECT 1", "&sessionVariables=tx_read_only=1", NOT_APPLIED),
            new Trouble(
                    Databases.MARIADB,
                    "1969 max_statement_time",
                    SIGNAL.formatted("SET NEW.daily_limit = NEW.daily_limit + SLEEP(10)"),
                    "&sessionVariables=max_statement_time=1",
                    NOT_APPLIED),
            new Trouble(
                    Databases.H2,
                    "trigger",
                    "CREATE TRIGGER refuse BEFORE UPDATE ON agent_phone_numbers FOR EACH ROW CALL '%s'"
                            .formatted(RefusingTrigger.class.getName()),
                    "",
                    PERMANENT),
            new Trouble(
                    Databases.H2,
                    "CHECK",
                    "ALTER TABLE agent_phone_numbers ADD CONSTRAINT none CHECK (calls_made_today = 0) NOCHECK",
                    "",
                    PERMANENT),
            new Trouble(
                    Databases.SQLITE,
                    "RAISE",
                    "CREATE TRIGGER refuse BEFORE UPDATE ON agent_phone_numbers BEGIN SELECT RAISE(ABORT, 'no'); END",
                    "",
                    PERMANENT));

    static List<Trouble> troubles() {
        return FAILURES;
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static JdbcStorage migrated(String url) {
        JdbcStorage storage = JdbcStorage.on(Databases.pool(url, 2));
        storage.migrate();
        return storage;
    }

    @ParameterizedTest
    @MethodSource("troubles")
    @DisplayName("D4 a call that the server refuses is never reported as unknown: nothing is counted, alone, with a "
            + "call ID, with limits or in a group")
    void rejectionIsNotAnUnknownOutcome(Trouble trouble) throws SQLException {
        String url = trouble.database().emptyUrl();
        JdbcStorage storage = migrated(url);
        acme.assign(storage, 1, 10);
        execute(url, trouble.obstacle());
        try (HikariDataSource pool = Databases.pool(url + trouble.url(), 1)) {
            JdbcStorage refused = JdbcStorage.on(pool);
            List<Executable> lanes = List.of(
                    () -> acme.call(refused),
                    () -> Acme.gate(refused).decide(acme.request.callId("call-1")),
                    () -> Acme.gate(refused, Limit.calls(5).perAgent().aDay()).decide(acme.request),
                    () -> acme.call(refused.groupCommitAlways(GroupCommit.standard())));
            for (Executable lane : lanes) {
                StoreException e = assertThrows(StoreException.class, lane);
                assertInstanceOf(trouble.told(), e, e.getMessage());
            }
        }
        assertEquals(0, acme.callsMade(storage));
        assertTrue(storage.findCall(acme.organization, new CallId("call-1")).isEmpty());
    }

    @Test
    @DisplayName("D4 a trigger of the host that refuses a row of the journal is not mistaken for a call with the same "
            + "ID")
    void rejectionIsNotRetried() throws SQLException {
        String url = Databases.SQLITE.emptyUrl();
        JdbcStorage storage = migrated(url);
        acme.assign(storage, 1, 10);
        execute(url, "CREATE TRIGGER refuse BEFORE INSERT ON call_journal BEGIN SELECT RAISE(ABORT, 'no'); END");
        assertThrows(PERMANENT, () -> Acme.gate(storage).decide(acme.request.callId("call-1")));
        assertEquals(0, acme.callsMade(storage));
    }

    @Test
    @DisplayName("D4 if a SQLite file is full, nothing is counted, and the call can be requested again when there is "
            + "room")
    void full() throws SQLException {
        String url = Databases.SQLITE.emptyUrl();
        JdbcStorage storage = migrated(url);
        acme.assign(storage, 1, 100_000);
        HikariConfig config = Databases.config(url, 1);
        config.setConnectionInitSql("PRAGMA max_page_count = 1");
        try (HikariDataSource pool = new HikariDataSource(config)) {
            JdbcStorage small = JdbcStorage.on(pool);
            int[] allowed = {0};
            assertThrows(NOT_APPLIED, () -> {
                for (int n = 0; n < 10_000; n++) {
                    allowed[0] += Acme.gate(small)
                                    .decide(acme.request.callId("call-" + n))
                                    .isAllowed()
                            ? 1
                            : 0;
                }
            });
            assertEquals(allowed[0], acme.callsMade(storage));
            assertTrue(Acme.gate(storage)
                    .decide(acme.request.callId("call-" + allowed[0]))
                    .isAllowed());
        }
    }

    /** How an administrator stops a statement, and how that is told of a call that is one statement. */
    private enum Stop {
        CANCEL(Databases.POSTGRESQL, "SELECT pg_cancel_backend(%d)", List.of(NOT_APPLIED)),
        TERMINATE(
                Databases.POSTGRESQL, "SELECT pg_terminate_backend(%d)", List.of(StoreException.OutcomeUnknown.class)),
        KILL_QUERY(Databases.MARIADB, "KILL QUERY %d", List.of(NOT_APPLIED)),
        KILL(Databases.MARIADB, "KILL %d", List.of(NOT_APPLIED, StoreException.OutcomeUnknown.class));

        private final Databases database;
        private final String sql;
        private final List<Class<? extends StoreException>> told;

        Stop(Databases database, String sql, List<Class<? extends StoreException>> told) {
            this.database = database;
            this.sql = sql;
            this.told = told;
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "D4 a statement that an administrator stops while it waits for a row counts nothing; only a lost connection is unknown")
    void stopped(Stop stop) throws Exception {
        String url = stop.database.emptyUrl();
        JdbcStorage storage = migrated(url);
        acme.assign(storage, 1, 10);
        try (HikariDataSource pool = Databases.pool(url, 2);
                Connection holder = DriverManager.getConnection(url)) {
            JdbcStorage waiting = JdbcStorage.on(pool);
            assertTrue(acme.call(waiting).isAllowed());
            holder.setAutoCommit(false);
            assertTrue(acme.call(storage.joining(holder)).isAllowed());
            CompletableFuture<Boolean> call =
                    CompletableFuture.supplyAsync(() -> acme.call(waiting).isAllowed());
            execute(url, stop.sql.formatted(waitingTransactions(url, stop.database)));
            ExecutionException e = assertThrows(ExecutionException.class, () -> call.get(1, TimeUnit.MINUTES));
            assertTrue(stop.told.contains(e.getCause().getClass()), () -> e.getCause()
                    .getMessage());
            holder.rollback();
        }
        assertEquals(1, acme.callsMade(storage));
    }

    /** Returns the server's id of the session that waits for a row, as soon as there is one. */
    private static long waitingTransactions(String url, Databases database) throws SQLException {
        String sql = database == Databases.POSTGRESQL
                ? "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                : "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'UPDATE agent%'";
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            while (System.nanoTime() < deadline) {
                try (ResultSet waiting = statement.executeQuery(sql)) {
                    if (waiting.next()) {
                        return waiting.getLong(1);
                    }
                }
            }
        }
        throw new AssertionError("nobody waits for the row");
    }
}
