package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.store.StoreException;
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
        "53300, NOT_APPLIED, UNKNOWN",
        ", NOT_APPLIED, UNKNOWN",
        "42P01, PERMANENT, PERMANENT",
        "42501, PERMANENT, PERMANENT",
        "22003, PERMANENT, PERMANENT",
        "23502, PERMANENT, PERMANENT",
        "28P01, PERMANENT, PERMANENT"
    })
    @DisplayName("D4 a failure is told by its SQLState and by how far the work had got")
    void tellsFailuresApart(String state, Failure before, Failure after) {
        SQLException e = new SQLException("some text", state);

        assertEquals(before, Failure.of(Database.POSTGRESQL, e, false));
        assertEquals(after, Failure.of(Database.POSTGRESQL, e, true));
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
        "MARIADB, 08S01, 1047, UNKNOWN", // the node left its cluster
        "SQLITE, , 5, ROLLED_BACK",
        "SQLITE, , 6, ROLLED_BACK",
        "SQLITE, , 19, KEY_TAKEN",
        "SQLITE, , 1, PERMANENT",
        "SQLITE, , 10, UNKNOWN", // input or output error
        "H2, 90131, 90131, ROLLED_BACK",
        "H2, HYT00, 50200, NOT_APPLIED",
        "H2, 42S02, 42102, PERMANENT"
    })
    @DisplayName("D4 each database's own errors are known by their codes")
    void knowsTheCodes(Database database, String state, int code, Failure expected) {
        assertEquals(expected, Failure.of(database, new SQLException("some text", state, code), true));
    }

    @Test
    @DisplayName("D4 the exception says what was attempted, what the database said, and keeps its cause")
    void namesWhatHappened() {
        SQLException e = new SQLException("connection reset", "08006");

        StoreException unknown = Failure.of(Database.POSTGRESQL, e, true).toException("counting a call", e);

        assertInstanceOf(StoreException.OutcomeUnknown.class, unknown);
        assertTrue(unknown.getMessage().contains("counting a call: connection reset (SQLState 08006, code 0)"));
        assertSame(e, unknown.getCause());
        assertInstanceOf(
                StoreException.NotApplied.class,
                Failure.of(Database.POSTGRESQL, e, false).toException("counting a call", e));
        assertInstanceOf(StoreException.Permanent.class, Failure.PERMANENT.toException("counting a call", e));
    }

    @Test
    @DisplayName("D4 only what was rolled back for certain is tried again, and a taken key not for long")
    void retriesOnlyWhatIsCertain() {
        assertTrue(Failure.ROLLED_BACK.isWorthARetry(1_000));
        assertTrue(Failure.KEY_TAKEN.isWorthARetry(0));
        assertFalse(Failure.KEY_TAKEN.isWorthARetry(3));
        assertFalse(Failure.NOT_APPLIED.isWorthARetry(0));
        assertFalse(Failure.UNKNOWN.isWorthARetry(0));
        assertFalse(Failure.PERMANENT.isWorthARetry(0));
    }
}
