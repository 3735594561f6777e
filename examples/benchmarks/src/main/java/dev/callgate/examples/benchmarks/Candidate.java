package dev.callgate.examples.benchmarks;

import java.sql.SQLException;

/** A way to check and count a call in a database. Thread-safe. */
interface Candidate {
    /** Returns the display name. */
    String name();

    /** Returns the number of keys, each with its own counter. */
    int keys();

    /** Asks for one call and counts it. Returns whether it was allowed. */
    boolean call(int key) throws SQLException;

    /** Returns the sum of all counters in the database. */
    long counted() throws SQLException;

    /** Sets counters back so that a measurement finds room, or finds none where it is to be refused; called before each. */
    default void prepare() throws SQLException {}

    /** Returns whether all calls are to be refused, so that none is counted. */
    default boolean refusesAll() {
        return false;
    }

    /** Returns whether the candidate combines callers, so that more callers than connections may help. */
    default boolean combinesCallers() {
        return false;
    }
}
