package dev.callgate.storage.jdbc;

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
 * @param permanent nothing was applied, and nothing will be until somebody acts
 * @param inDoubt the work may have been applied, although the error seems to come from the server
 * @param ofServer which vendor codes only the server assigns: it sends them instead of doing the work
 * @param ownStates whether a trigger may raise any SQLState that the server does not use itself
 */
record ServerErrors(
        Codes rolledBack,
        Codes keyTaken,
        Codes notApplied,
        Codes permanent,
        Codes inDoubt,
        IntPredicate ofServer,
        boolean ownStates) {
    /**
     * H2: org.h2.api.ErrorCode. Its SQLState is the vendor code where the standard has none.
     *
     * <ul>
     *   <li>Rolled back by a concurrent update (90131). The lock time-out (HYT00) was waited for already.
     *   <li>A trigger or function of the host's failed (90043, 90044, 90105); missing rights (90096); read-only (90097); no database
     *       (90013, 90146); a damaged file (90030).
     *   <li>In doubt: closed under the work (90007), input or output (90028, 90031), out of memory (90108).
     * </ul>
     */
    static final ServerErrors H2 = new ServerErrors(
            Codes.states("40001", "90131"),
            Codes.states("23505"),
            Codes.NONE,
            Codes.of(90013, 90030, 90043, 90044, 90096, 90097, 90105, 90146),
            Codes.of(90007, 90028, 90031, 90108),
            code -> code > 90_000 && code < 91_000,
            false);

    /**
     * PostgreSQL, appendix "Error Codes". Whatever an ERROR says, it aborts the transaction, also where it is met at COMMIT. In doubt
     * are those states of class 55 and above that the driver uses for what it met itself.
     */
    static final ServerErrors POSTGRESQL = new ServerErrors(
            Codes.states("40001", "40P01"),
            Codes.states("23505"),
            Codes.NONE,
            Codes.states("XX001", "XX002"),
            Codes.states("55000", "58030", "60000", "99999"),
            code -> false,
            true);

    /**
     * MariaDB and MySQL: the servers' lists of error codes. Codes below 1000 and those from 2000 to 2999 are the clients'; those from
     * 1000 to 1999 and from 3000 to 4999 are sent by the server.
     *
     * <ul>
     *   <li>Retried: deadlock (1213), lock wait time-out (1205), record changed since it was read (1020), table changed (1412),
     *       statement to be prepared again (1615), rolled back by a plugin during the commit (3101).
     *   <li>Passes, although the SQLState seems permanent or in doubt: the node has no quorum (1047), too many connections of a user
     *       (1203, 1226), too many prepared statements (1461).
     *   <li>Permanent, although the SQLState is general: table opened read-only (1036), host blocked or not allowed (1129, 1130), packet
     *       too large (1153), truncated (1265), no default (1364), wrong value (1366), the trigger's own table (1442), no definer (1449),
     *       unsafe for the binary log (1598, 1665), a trigger's SIGNAL (1644), a CHECK (3819).
     *   <li>In doubt: during a shutdown (1053), unknown (1105), the connection was aborted (1152, 1184), during a commit (1180).
     * </ul>
     */
    static final ServerErrors MARIADB = new ServerErrors(
            new Codes(Set.of("40001"), Set.of(1020, 1205, 1213, 1412, 1615, 3101)),
            Codes.of(1062),
            Codes.of(1047, 1203, 1226, 1461),
            Codes.of(1036, 1129, 1130, 1153, 1265, 1364, 1366, 1442, 1449, 1598, 1644, 1665, 3819),
            Codes.of(1053, 1105, 1152, 1180, 1184),
            code -> (code >= 1000 && code < 2000) || (code >= 3000 && code < 5000),
            false);

    /**
     * SQLite: "Result and Error Codes". The driver tells primary codes, and no SQLState.
     *
     * <ul>
     *   <li>Busy (5) and locked (6), by another connection. A constraint (19) is told apart no further: it may be a taken key, or a
     *       trigger that raises.
     *   <li>Passes: aborted (4), out of memory (7), interrupted (9), full (13), protocol of locks (15), schema changed (17).
     *   <li>Permanent: an error of SQL, such as no such table (1), access (3), read-only (8), corrupt (11), cannot be opened (14), too
     *       big (18), type mismatch (20), not supported here (22), not authorized (23), parameter out of range (25), no database (26).
     *   <li>Anything else, such as an input or output error (10), leaves it in doubt.
     * </ul>
     */
    static final ServerErrors SQLITE = new ServerErrors(
            Codes.of(5, 6),
            Codes.of(19),
            Codes.of(4, 7, 9, 13, 15, 17),
            Codes.of(1, 3, 8, 11, 14, 18, 20, 22, 23, 25, 26),
            Codes.NONE,
            code -> false,
            false);

    boolean isKeyTaken(SQLException e) {
        return keyTaken.contain(e);
    }

    /** SQLStates and vendor codes with one meaning. */
    record Codes(Set<String> states, Set<Integer> vendorCodes) {
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
