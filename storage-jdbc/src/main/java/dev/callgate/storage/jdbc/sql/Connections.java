package dev.callgate.storage.jdbc.sql;

import java.time.Duration;
import java.util.Optional;

/** Runs work on connections of the library, or in a transaction of the caller. */
public interface Connections {
    /** What the work does, which determines how its connection is configured. */
    enum Mode {
        /** Queries, which change nothing. */
        QUERIES,
        /** One statement, which commits by itself. */
        ONE_STATEMENT,
        /** Statements that are applied together or not at all. */
        TRANSACTION
    }

    Dialect dialect();

    /** Returns whether this object commits work; otherwise the caller does. */
    boolean commitsWork();

    /**
     * Returns a view that retries work that was rolled back for up to this time; has no effect if this object never
     * retries.
     */
    Connections retryTimeout(Duration duration);

    /** Returns a view that assumes that connections with auto-commit off belong to no transaction. */
    Connections autoCommitOffByDefault();

    /**
     * Verifies that the calling thread has no transaction of its own that its connections would belong to. Required
     * before another thread does work on behalf of the calling thread.
     *
     * @throws dev.callgate.model.StoreException.Permanent if the thread has one
     */
    void requireNoTransaction(String operation);

    /**
     * Verifies that this object can change data, before an answer is given that would otherwise be based on a replica.
     *
     * @param operation describes the work in messages
     * @throws dev.callgate.model.StoreException.NotApplied if it only reads
     */
    default void requireChanges(String operation) {}

    /**
     * Takes a connection for the next work of the calling thread. So the thread waits for a connection before it decides what the work is.
     *
     * @param operation describes the work in messages
     * @return gives the connection back, if no work has used it
     */
    Reservation reserve(String operation);

    /** A connection that is reserved for the next work of a thread. */
    interface Reservation extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Runs work.
     *
     * @param operation describes the work in messages
     */
    <T> T run(String operation, Mode mode, SqlWork<T> work);

    /**
     * Runs statements in one transaction. They are applied together if the work returns a value, and rolled back if it
     * returns an empty result.
     */
    <T> Optional<T> runOrUndo(String operation, SqlWork<Optional<T>> work);
}
