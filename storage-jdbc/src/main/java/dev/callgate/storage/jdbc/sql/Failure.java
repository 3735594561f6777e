package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Set;

/**
 * What an SQLException means for the work that met it. Decided by SQLState (ISO/IEC 9075-2, table "SQLSTATE class and
 * subclass values", and each database's own) and vendor code, never by the message's text.
 */
public enum Failure {
    /** Nothing was applied, and the same work would be done if asked again at once. */
    ROLLED_BACK,
    /** Nothing was applied, since another connection took a unique key first; asked again, the work finds it taken. */
    KEY_TAKEN,
    /** Nothing was applied; what stands in the way may pass. */
    NOT_APPLIED,
    /** The work may have been applied. */
    UNKNOWN,
    /** Nothing was applied, and never will be as things are. */
    PERMANENT;

    /** ISO/IEC 9075-2: transaction rollback, statement completion unknown. */
    private static final String STATEMENT_COMPLETION_UNKNOWN = "40003";

    /** What a warning of PostgreSQL's says where a commit did not wait for its standby to the end. */
    private static final String WARNING = "01000";

    private static final int KEY_RETRIES = 3;

    /**
     * The connection was lost or is of no further use, whatever became of the work: PostgreSQL was shut down, crashed, starts up or
     * lost the database; H2's connection broke (90067) or its database was closed (90098, 90121); the state of the transaction is not
     * known (25S: X/Open, MariaDB's driver after a failover).
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

    /** Time-outs of X/Open's, and an interrupted statement of MariaDB's. */
    private static final Set<String> NOTHING_DONE = Set.of("HYT00", "HYT01", "70100");

    /**
     * Classes of errors that pass: state of the transaction, statement name, cursor name, savepoint, rollback, resources, state of an
     * object, intervention by an operator, system, snapshot, foreign data, internal. A server that is read-only (25006) is among
     * them, since a standby is promoted, or left by the pool as its connections grow old.
     */
    private static final Set<String> PASSING_CLASSES =
            Set.of("25", "26", "34", "3B", "40", "53", "55", "57", "58", "72", "HV", "XX");

    /**
     * Classes of errors that do not: triggered action, feature, role and grantor, diagnostics, case, cardinality, data, integrity,
     * triggered change, authorization, dependent privileges, end of a transaction where there may be none, routines, catalog, schema,
     * syntax or access, check option, a trigger's SIGNAL, limits of the program, configuration, PL/pgSQL.
     */
    private static final Set<String> PERMANENT_CLASSES = Set.of(
            "09", "0A", "0F", "0L", "0P", "0Z", "20", "21", "22", "23", "27", "28", "2B", "2D", "2F", "38", "39", "3D",
            "3F", "42", "44", "45", "54", "F0", "P0");

    /** Classes that say nothing about the work: success, warning, no data, the driver, the connection, the driver's cursor, general. */
    private static final Set<String> OTHER_CLASSES = Set.of("00", "01", "02", "03", "07", "08", "24", "HY", "S1");

    private static final int STATE_LENGTH = 5;
    private static final int CLASS_LENGTH = 2;

    /**
     * Classifies an error. What a server reports for a statement, or for a commit, it did not do: so only an error of the
     * connection, one of the driver, or one that says so itself leaves it in doubt whether the work was applied.
     *
     * @param mayHaveCommitted whether the work had got so far that it may have been applied
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

    /** A commit that stopped waiting for its standby is reported as a success with a warning; it may yet be lost. */
    public static void requireNoDoubt(@Nullable SQLWarning warning) throws SQLException {
        if (warning != null && WARNING.equals(warning.getSQLState())) {
            throw new SQLException(warning.getMessage(), STATEMENT_COMPLETION_UNKNOWN, warning);
        }
    }

    public boolean isWorthARetry(int failuresBefore) {
        return this == ROLLED_BACK || (this == KEY_TAKEN && failuresBefore < KEY_RETRIES);
    }

    public StoreException toException(String what, SQLException cause) {
        String because = "%s: %s (SQLState %s, code %d)"
                .formatted(what, cause.getMessage(), cause.getSQLState(), cause.getErrorCode());
        return switch (this) {
            case ROLLED_BACK, NOT_APPLIED -> new StoreException.NotApplied("nothing was applied; " + because, cause);
            case UNKNOWN ->
                new StoreException.OutcomeUnknown("it is not known whether it was applied; " + because, cause);
            case KEY_TAKEN, PERMANENT -> new StoreException.Permanent("the database refuses; " + because, cause);
        };
    }
}
