package dev.callgate.examples.benchmarks;

import java.sql.SQLException;

/** One way to ask a database before a call, and to count it. Safe for use by many threads. */
interface Candidate {
    /** What people call it. */
    String name();

    /** How many keys it can be asked about, each with a counter of its own. */
    int keys();

    /** Asks about one call, and counts it; tells whether it was allowed. */
    boolean call(int key) throws SQLException;

    /** Adds up the counters of all keys, as the database has them. */
    long counted() throws SQLException;

    /** Makes room where a counter has come near its limit; before each measurement. */
    default void makeRoom() throws SQLException {}

    /** Tells whether callers are served together, so that more of them than there are connections may be of use. */
    default boolean combinesCallers() {
        return false;
    }
}
