package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.StoreException;
import dev.callgate.storage.jdbc.sql.Failure;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {
    @ParameterizedTest(name = "{0}: {1} before a commit could happen, {2} after")
    @CsvSource({
        "40001, ROLLED_BACK, ROLLED_BACK",
        "40P01, ROLLED_BACK, ROLLED_BACK",
        "23505, KEY_TAKEN, KEY_TAKEN",
        "55P03, NOT_APPLIED, NOT_APPLIED",
        "57014, NOT_APPLIED, NOT_APPLIED",
        "08006, NOT_APPLIED, UNKNOWN",
        "08001, NOT_APPLIED, UNKNOWN",
        "57P01, NOT_APPLIED, UNKNOWN",
        "40003, NOT_APPLIED, UNKNOWN",
        "90067, NOT_APPLIED, UNKNOWN",
        ", NOT_APPLIED, UNKNOWN",
        "08003, NOT_APPLIED, UNKNOWN",
        "08007, NOT_APPLIED, UNKNOWN",
        "08P01, NOT_APPLIED, UNKNOWN",
        "57P02, NOT_APPLIED, UNKNOWN",
        "57P04, NOT_APPLIED, UNKNOWN",
        "25S03, NOT_APPLIED, UNKNOWN", // a driver failed over
        "24000, NOT_APPLIED, UNKNOWN", // the driver's cursor
        "55000, NOT_APPLIED, UNKNOWN", // the driver's statement or result was closed
        "58030, NOT_APPLIED, UNKNOWN", // the driver's input or output
        "99999, NOT_APPLIED, UNKNOWN", // unexpected by the driver
        "HY000, NOT_APPLIED, UNKNOWN",
        "25006, NOT_APPLIED, NOT_APPLIED", // read-only
        "25P02, NOT_APPLIED, NOT_APPLIED", // in a failed transaction
        "25P03, NOT_APPLIED, NOT_APPLIED", // idle in a transaction
        "25P04, NOT_APPLIED, NOT_APPLIED", // the transaction timed out
        "26000, NOT_APPLIED, NOT_APPLIED", // no such prepared statement
        "34000, NOT_APPLIED, NOT_APPLIED",
        "3B001, NOT_APPLIED, NOT_APPLIED",
        "40002, NOT_APPLIED, NOT_APPLIED",
        "53100, NOT_APPLIED, NOT_APPLIED", // disk full
        "53200, NOT_APPLIED, NOT_APPLIED", // out of memory
        "53300, NOT_APPLIED, NOT_APPLIED", // too many connections
        "55006, NOT_APPLIED, NOT_APPLIED", // object in use
        "57000, NOT_APPLIED, NOT_APPLIED",
        "57P05, NOT_APPLIED, NOT_APPLIED", // idle session
        "58000, NOT_APPLIED, NOT_APPLIED",
        "72000, NOT_APPLIED, NOT_APPLIED", // snapshot too old
        "HV00N, NOT_APPLIED, NOT_APPLIED", // foreign data
        "XX000, NOT_APPLIED, NOT_APPLIED", // internal
        "09000, PERMANENT, PERMANENT", // triggered action
        "0A000, PERMANENT, PERMANENT",
        "20000, PERMANENT, PERMANENT", // case not found
        "21000, PERMANENT, PERMANENT",
        "22001, PERMANENT, PERMANENT",
        "22012, PERMANENT, PERMANENT",
        "22P02, PERMANENT, PERMANENT",
        "23503, PERMANENT, PERMANENT",
        "23514, PERMANENT, PERMANENT",
        "27000, PERMANENT, PERMANENT", // triggered data change
        "2D000, PERMANENT, PERMANENT", // a trigger that commits
        "2F002, PERMANENT, PERMANENT",
        "38000, PERMANENT, PERMANENT", // external routine
        "39P01, PERMANENT, PERMANENT", // a trigger breaks its protocol
        "3D000, PERMANENT, PERMANENT",
        "3F000, PERMANENT, PERMANENT",
        "42P10, PERMANENT, PERMANENT",
        "44000, PERMANENT, PERMANENT", // check option of a view
        "45000, PERMANENT, PERMANENT",
        "54001, PERMANENT, PERMANENT", // too complex
        "P0001, PERMANENT, PERMANENT", // RAISE
        "P0004, PERMANENT, PERMANENT", // ASSERT
        "CG001, PERMANENT, PERMANENT", // RAISE with a state of the host's
        "XX001, PERMANENT, PERMANENT", // data corrupted
        "42P01, PERMANENT, PERMANENT",
        "42501, PERMANENT, PERMANENT",
        "22003, PERMANENT, PERMANENT",
        "23502, PERMANENT, PERMANENT",
        "28P01, PERMANENT, PERMANENT"
    })
    @DisplayName("D4 a failure is classified by its SQLState and by how far the work had progressed")
    void classifiesFailures(String state, Failure before, Failure after) {
        SQLException e = new SQLException("some text", state);

        assertEquals(before, Failure.of(Database.POSTGRESQL.dialect().errors(), e, false));
        assertEquals(after, Failure.of(Database.POSTGRESQL.dialect().errors(), e, true));
    }

    @ParameterizedTest(name = "{0}: {1}, {2} is {3}")
    @CsvSource({
        "MARIADB, 40001, 1213, ROLLED_BACK", // deadlock
        "MARIADB, HY000, 1205, ROLLED_BACK", // lock wait time-out
        "MARIADB, HY000, 1020, ROLLED_BACK", // record changed since it was read
        "MARIADB, 23000, 1062, KEY_TAKEN",
        "MARIADB, 70100, 1317, NOT_APPLIED", // interrupted
        "MARIADB, 42S02, 1146, PERMANENT", // no such table
        "MARIADB, HY000, 1180, UNKNOWN", // error during the commit
        "MARIADB, 08S01, 1047, NOT_APPLIED", // the node left its cluster, and refuses statements
        "MARIADB, 08S01, 1053, UNKNOWN", // the server shuts down
        "MARIADB, 08000, -1, UNKNOWN", // the connection was lost
        "MARIADB, 08S01, 0, UNKNOWN", // the same, by MySQL's driver
        "MARIADB, 25S03, -1, UNKNOWN", // the driver failed over
        "MARIADB, 42000, -1, UNKNOWN", // the driver finds that the connection is closed
        "MARIADB, HY000, 1105, UNKNOWN",
        "MARIADB, HY000, 2013, UNKNOWN", // a client's code
        "MARIADB, HY000, 0, UNKNOWN",
        "MARIADB, S1000, 0, UNKNOWN",
        "MARIADB, HY000, 1290, NOT_APPLIED", // --read-only
        "MARIADB, HY000, 1836, NOT_APPLIED", // the same
        "MARIADB, 25006, 1792, NOT_APPLIED", // a transaction that is read-only
        "MARIADB, HY000, 1114, NOT_APPLIED", // the table is full
        "MARIADB, HY000, 1021, NOT_APPLIED", // disk full
        "MARIADB, HY000, 1030, NOT_APPLIED", // the storage engine's
        "MARIADB, HY000, 1206, NOT_APPLIED", // too many locks
        "MARIADB, HY001, 1038, NOT_APPLIED", // out of sort memory
        "MARIADB, 42000, 1203, NOT_APPLIED", // too many connections of a user
        "MARIADB, 42000, 1226, NOT_APPLIED", // max_questions and the like
        "MARIADB, 70100, 1927, NOT_APPLIED", // killed
        "MARIADB, 70100, 1969, NOT_APPLIED", // max_statement_time
        "MARIADB, HY000, 3024, NOT_APPLIED", // max_execution_time
        "MARIADB, HY000, 4031, NOT_APPLIED", // idle
        "MARIADB, HY000, 1412, ROLLED_BACK", // the table's definition changed
        "MARIADB, HY000, 1615, ROLLED_BACK", // to be prepared again
        "MARIADB, 40000, 3101, ROLLED_BACK", // by group replication, during the commit
        "MARIADB, 45000, 1644, PERMANENT", // SIGNAL
        "MARIADB, CG001, 1644, PERMANENT", // SIGNAL with a state of the host's
        "MARIADB, 45000, 30001, PERMANENT", // SIGNAL with a number of the host's
        "MARIADB, 22001, 1406, PERMANENT", // data too long
        "MARIADB, HY000, 1366, PERMANENT", // wrong value
        "MARIADB, HY000, 1364, PERMANENT", // no default
        "MARIADB, 23000, 4025, PERMANENT", // CHECK
        "MARIADB, HY000, 3819, PERMANENT", // CHECK, by MySQL
        "MARIADB, HY000, 1442, PERMANENT", // a trigger changes its own table
        "MARIADB, HY000, 1449, PERMANENT", // a trigger's definer is gone
        "MARIADB, 08S01, 1153, PERMANENT", // larger than max_allowed_packet
        "MARIADB, 42000, 1142, PERMANENT", // privilege
        "SQLITE, , 5, ROLLED_BACK",
        "SQLITE, , 6, ROLLED_BACK",
        "SQLITE, , 19, KEY_TAKEN",
        "SQLITE, , 1, PERMANENT",
        "SQLITE, , 10, UNKNOWN", // input or output error
        "SQLITE, , 2, UNKNOWN", // internal
        "SQLITE, , 0, UNKNOWN", // the driver's
        "SQLITE, , 4, NOT_APPLIED",
        "SQLITE, , 7, NOT_APPLIED", // out of memory
        "SQLITE, , 9, NOT_APPLIED", // interrupted
        "SQLITE, , 13, NOT_APPLIED", // full
        "SQLITE, , 8, PERMANENT", // read-only
        "SQLITE, , 11, PERMANENT", // corrupt
        "SQLITE, , 14, PERMANENT", // cannot be opened
        "SQLITE, , 18, PERMANENT", // too big
        "SQLITE, , 23, PERMANENT", // not authorized
        "H2, HY000, 50000, UNKNOWN", // general
        "H2, 90007, 90007, UNKNOWN", // closed
        "H2, 90028, 90028, UNKNOWN", // input or output
        "H2, 90067, 90067, UNKNOWN", // the connection broke
        "H2, 90098, 90098, UNKNOWN", // the database was closed
        "H2, 90108, 90108, UNKNOWN", // out of memory
        "H2, 57014, 57014, NOT_APPLIED", // canceled
        "H2, 90100, 90100, NOT_APPLIED", // disk full
        "H2, 90135, 90135, NOT_APPLIED", // exclusive mode
        "H2, 90097, 90097, PERMANENT", // read-only
        "H2, 90096, 90096, PERMANENT", // rights
        "H2, 90044, 90044, PERMANENT", // a trigger
        "H2, 22001, 22001, PERMANENT",
        "H2, 23513, 23513, PERMANENT", // CHECK
        "H2, 90131, 90131, ROLLED_BACK",
        "H2, HYT00, 50200, NOT_APPLIED",
        "H2, 42S02, 42102, PERMANENT"
    })
    @DisplayName("D4 each database's own errors are recognized by their codes")
    void knowsTheErrorCodes(Database database, String state, int code, Failure expected) {
        assertEquals(
                expected, Failure.of(database.dialect().errors(), new SQLException("some text", state, code), true));
    }

    @Test
    @DisplayName("D4 the exception says what was attempted, what the database said, and keeps its cause")
    void describesTheFailure() {
        SQLException e = new SQLException("connection reset", "08006");

        StoreException unknown =
                Failure.of(Database.POSTGRESQL.dialect().errors(), e, true).toException("counting a call", e);

        assertInstanceOf(StoreException.OutcomeUnknown.class, unknown);
        assertTrue(unknown.getMessage().contains("counting a call: connection reset (SQLState 08006, code 0)"));
        assertSame(e, unknown.getCause());
        assertInstanceOf(
                StoreException.NotApplied.class,
                Failure.of(Database.POSTGRESQL.dialect().errors(), e, false).toException("counting a call", e));
        assertInstanceOf(StoreException.Permanent.class, Failure.PERMANENT.toException("counting a call", e));
    }

    @Test
    @DisplayName("D4 only work that was certainly rolled back is retried, and after a taken key only a few times")
    void retriesOnlyCertainFailures() {
        assertTrue(Failure.ROLLED_BACK.isRetryable(1_000));
        assertTrue(Failure.KEY_TAKEN.isRetryable(0));
        assertFalse(Failure.KEY_TAKEN.isRetryable(3));
        assertFalse(Failure.NOT_APPLIED.isRetryable(0));
        assertFalse(Failure.UNKNOWN.isRetryable(0));
        assertFalse(Failure.PERMANENT.isRetryable(0));
    }
}
