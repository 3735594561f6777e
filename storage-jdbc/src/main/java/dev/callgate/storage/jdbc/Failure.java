package dev.callgate.storage.jdbc;

import dev.callgate.store.StoreException;
import jakarta.annotation.Nullable;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Set;

/**
 * What an SQLException means for the work that met it. Decided by SQLState (ISO/IEC 9075-2, table "SQLSTATE class and
 * subclass values", and each database's own) and vendor code, never by the message's text.
 */
enum Failure {
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

    /** PostgreSQL: lock not available, query cancelled. H2: lock time-out. MariaDB: query interrupted. */
    private static final Set<String> NOTHING_DONE = Set.of("55P03", "57014", "HYT00", "70100");

    /** PostgreSQL shut down under the statement; H2's connection broke (90067) or its database closed (90098, 90121). */
    private static final Set<String> CONNECTION_LOST =
            Set.of("57P01", "57P02", "57P03", "90067", "90098", "90121", STATEMENT_COMPLETION_UNKNOWN);

    /** Cardinality, data, integrity, authorization, catalog, syntax or privilege, feature; limits are 53 and pass. */
    private static final Set<String> PERMANENT_CLASSES = Set.of("0A", "21", "22", "23", "28", "3D", "3F", "42");

    /**
     * Tells what an error means.
     *
     * @param mayHaveCommitted whether the work had got so far that it may have been applied
     */
    static Failure of(Database database, SQLException e, boolean mayHaveCommitted) {
        Database.Failures known = database.failures();
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (known.rolledBack(e)) {
            return ROLLED_BACK;
        }
        if (known.keyTaken(e)) {
            return KEY_TAKEN;
        }
        if (NOTHING_DONE.contains(state)) {
            return NOT_APPLIED;
        }
        if (known.permanentCodes().contains(e.getErrorCode()) || isPermanent(state)) {
            return PERMANENT;
        }
        return mayHaveCommitted ? UNKNOWN : NOT_APPLIED;
    }

    private static boolean isPermanent(String state) {
        return !CONNECTION_LOST.contains(state)
                && state.length() > 1
                && PERMANENT_CLASSES.contains(state.substring(0, 2));
    }

    /** A commit that stopped waiting for its standby is reported as a success with a warning; it may yet be lost. */
    static void requireNoDoubt(@Nullable SQLWarning warning) throws SQLException {
        if (warning != null && WARNING.equals(warning.getSQLState())) {
            throw new SQLException(warning.getMessage(), STATEMENT_COMPLETION_UNKNOWN, warning);
        }
    }

    boolean isWorthARetry(int failuresBefore) {
        return this == ROLLED_BACK || (this == KEY_TAKEN && failuresBefore < KEY_RETRIES);
    }

    StoreException toException(String what, SQLException cause) {
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
