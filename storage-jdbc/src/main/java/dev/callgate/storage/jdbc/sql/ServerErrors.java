package dev.callgate.storage.jdbc.sql;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * What a database's own errors mean, where their SQLState does not say it, or says something else. See {@link Failure} for what is
 * read from SQLStates.
 *
 * @param rolledBack nothing was applied, and the same work may be tried again at once
 * @param keyTaken another connection took a unique key first
 * @param notApplied nothing was applied; what stands in the way may pass
 * @param permanent nothing was applied, and nothing will be until an operator acts
 * @param inDoubt the work may have been applied, although the error seems to come from the server
 * @param ofServer which vendor codes only the server assigns: it sends them instead of doing the work
 * @param ownStates whether a trigger may raise any SQLState that the server does not use itself
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

    /** SQLStates and vendor codes with one meaning. */
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
