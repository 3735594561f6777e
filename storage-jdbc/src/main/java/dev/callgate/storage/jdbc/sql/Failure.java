package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Set;

/**
 * The effect of an SQLException on the work that caused it. It is determined from the SQLState (ISO/IEC 9075-2, table
 * "SQLSTATE class and subclass values", and each database's own) and the vendor code, never from the text of the
 * message.
 */
public enum Failure {
    /** Nothing was applied, and an immediate retry may succeed. */
    ROLLED_BACK,
    /** Nothing was applied: another connection took a unique key first. A retry finds the key taken. */
    KEY_TAKEN,
    /** Nothing was applied; the cause may be temporary. */
    NOT_APPLIED,
    /** The work may have been applied. */
    UNKNOWN,
    /** Nothing was applied, and retries will fail until the cause is corrected. */
    PERMANENT;

    /** ISO/IEC 9075-2: transaction rollback, serialization failure. */
    private static final String SERIALIZATION_FAILURE = "40001";

    /** ISO/IEC 9075-2: transaction rollback, statement completion unknown. */
    private static final String STATEMENT_COMPLETION_UNKNOWN = "40003";

    /**
     * The SQLState of the warning with which PostgreSQL reports a commit that did not wait for its standby to the end.
     */
    private static final String WARNING = "01000";

    private static final int KEY_RETRIES = 3;

    /**
     * The connection was lost or is unusable, so the outcome of the work is unknown: PostgreSQL was shut down, crashed,
     * is starting or dropped the database; H2's connection broke (90067) or its database was closed (90098, 90121); the
     * state of the transaction is unknown (25S: X/Open, MariaDB's driver after a failover).
     */
    private static final Set<String> IN_DOUBT = Set.of(
            STATEMENT_COMPLETION_UNKNOWN,
            "57P01",
            "57P02",
            "57P03",
            "57P04",
            "90067",
            "90098",
            "90121",
            "25S01",
            "25S02",
            "25S03");

    /** X/Open timeouts, and a statement that MariaDB interrupted. */
    private static final Set<String> NOTHING_DONE = Set.of("HYT00", "HYT01", "70100");

    /**
     * Classes of temporary errors: transaction state, statement name, cursor name, savepoint, rollback, resources,
     * object state, operator intervention, system, snapshot, foreign data, internal. A read-only server (25006) is
     * among them: a standby may be promoted, or the pool may leave it when it replaces its connections.
     */
    private static final Set<String> PASSING_CLASSES =
            Set.of("25", "26", "34", "3B", "40", "53", "55", "57", "58", "72", "HV", "XX");

    /**
     * Classes of permanent errors: triggered action, feature, role and grantor, diagnostics, case, cardinality, data,
     * integrity, triggered change, authorization, dependent privileges, end of a transaction where none is allowed,
     * routines, catalog, schema, syntax or access, check option, a trigger's SIGNAL, program limits, configuration,
     * PL/pgSQL.
     */
    private static final Set<String> PERMANENT_CLASSES = Set.of(
            "09", "0A", "0F", "0L", "0P", "0Z", "20", "21", "22", "23", "27", "28", "2B", "2D", "2F", "38", "39", "3D",
            "3F", "42", "44", "45", "54", "F0", "P0");

    /**
     * Classes that do not determine the effect: success, warning, no data, driver, connection, driver cursor, general.
     */
    private static final Set<String> OTHER_CLASSES = Set.of("00", "01", "02", "03", "07", "08", "24", "HY", "S1");

    private static final int STATE_LENGTH = 5;
    private static final int CLASS_LENGTH = 2;

    /**
     * Classifies an error. If a server reports an error for a statement or a commit, it did not apply it. So the
     * outcome is unknown only if the error concerns the connection, comes from the driver, or states so itself.
     *
     * @param mayHaveCommitted whether the work had reached a point at which it may have been applied
     */
    public static Failure of(ServerErrors errors, SQLException e, boolean mayHaveCommitted) {
        Failure failure = of(errors, e);
        return failure == UNKNOWN && !mayHaveCommitted ? NOT_APPLIED : failure;
    }

    private static Failure of(ServerErrors errors, SQLException e) {
        if (errors.rolledBack().contain(e)) {
            return ROLLED_BACK;
        } else if (errors.isKeyTaken(e)) {
            return KEY_TAKEN;
        } else if (errors.inDoubt().contain(e)) {
            return UNKNOWN;
        } else if (errors.notApplied().contain(e)) {
            return NOT_APPLIED;
        } else if (errors.permanent().contain(e)) {
            return PERMANENT;
        }
        return ofState(errors, e);
    }

    private static Failure ofState(ServerErrors errors, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String ofClass = state.length() == STATE_LENGTH ? state.substring(0, CLASS_LENGTH) : "";
        if (IN_DOUBT.contains(state)) {
            return UNKNOWN;
        } else if (NOTHING_DONE.contains(state) || PASSING_CLASSES.contains(ofClass)) {
            return NOT_APPLIED;
        } else if (PERMANENT_CLASSES.contains(ofClass)) {
            return PERMANENT;
        } else if (errors.ownStates() && !ofClass.isEmpty() && !OTHER_CLASSES.contains(ofClass)) {
            return PERMANENT;
        }
        return errors.ofServer().test(e.getErrorCode()) ? NOT_APPLIED : UNKNOWN;
    }

    /**
     * Throws if a commit is in doubt: PostgreSQL reports a commit that stopped waiting for its standby as a success
     * with a warning, and the commit may still be lost.
     */
    public static void requireKnownOutcome(@Nullable SQLWarning warning) throws SQLException {
        if (warning != null && WARNING.equals(warning.getSQLState())) {
            throw new SQLException(warning.getMessage(), STATEMENT_COMPLETION_UNKNOWN, warning);
        }
    }

    /** Returns an error for work that has to be rolled back and run again. */
    public static SQLException toRunAgain(SQLException cause) {
        return new SQLException(cause.getMessage(), SERIALIZATION_FAILURE, cause);
    }

    public boolean isRetryable(int failuresBefore) {
        return this == ROLLED_BACK || (this == KEY_TAKEN && failuresBefore < KEY_RETRIES);
    }

    public StoreException toException(String operation, SQLException cause) {
        String details = "%s: %s (SQLState %s, code %d)"
                .formatted(operation, cause.getMessage(), cause.getSQLState(), cause.getErrorCode());
        return switch (this) {
            case ROLLED_BACK, NOT_APPLIED -> new StoreException.NotApplied("nothing was applied; " + details, cause);
            case UNKNOWN -> new StoreException.OutcomeUnknown("the operation may have been applied; " + details, cause);
            case KEY_TAKEN, PERMANENT ->
                new StoreException.Permanent(
                        "the database rejected the operation, and nothing was applied; " + details, cause);
        };
    }
}
