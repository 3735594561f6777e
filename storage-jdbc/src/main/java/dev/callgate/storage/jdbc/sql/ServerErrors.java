package dev.callgate.storage.jdbc.sql;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The meanings of errors that are specific to a database, for cases in which the SQLState is missing or misleading. See
 * {@link Failure} for the meaning of SQLStates.
 *
 * @param rolledBack nothing was applied, and the same work can be retried at once
 * @param keyTaken another connection inserted a unique key first
 * @param notApplied nothing was applied; the cause may be temporary
 * @param permanent nothing was applied, and retries will fail until an operator acts
 * @param inDoubt the work may have been applied, although the error seems to come from the server
 * @param ofServer matches vendor codes that only the server uses: it sends them instead of doing the work
 * @param ownStates whether a trigger can raise any SQLState that the server does not use itself
 */
public record ServerErrors(
        Codes rolledBack,
        Codes keyTaken,
        Codes notApplied,
        Codes permanent,
        Codes inDoubt,
        IntPredicate ofServer,
        boolean ownStates) {
    public boolean isKeyTaken(SQLException e) {
        return keyTaken.contain(e);
    }

    /** Returns these meanings, except that an SQLState means that nothing was applied. */
    ServerErrors withNotApplied(String state) {
        return new ServerErrors(rolledBack, keyTaken, Codes.states(state), permanent, inDoubt, ofServer, ownStates);
    }

    /** SQLStates and vendor codes that have the same meaning. */
    public record Codes(Set<String> states, Set<Integer> vendorCodes) {
        static final Codes NONE = new Codes(Set.of(), Set.of());

        static Codes states(String... states) {
            return new Codes(Set.of(states), Set.of());
        }

        static Codes of(Integer... vendorCodes) {
            return new Codes(Set.of(), Set.of(vendorCodes));
        }

        boolean contain(SQLException e) {
            return vendorCodes.contains(e.getErrorCode())
                    || (e.getSQLState() != null && states.contains(e.getSQLState()));
        }
    }
}
