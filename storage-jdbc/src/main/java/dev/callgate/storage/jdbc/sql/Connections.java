package dev.callgate.storage.jdbc.sql;

import java.time.Duration;
import java.util.Optional;

/** Where work runs: on connections of the library's own, or in the caller's transaction. */
public interface Connections {
    /** What the work needs of its connection. */
    enum Mode {
        /** Queries, which change nothing. */
        QUERIES,
        /** One statement, which commits by itself. */
        ONE_STATEMENT,
        /** Statements that are applied together or not at all. */
        TRANSACTION
    }

    Dialect dialect();

    /** Whether work is committed here, and not by the caller. */
    boolean commitByThemselves();

    /** The same, but retrying for so long what was rolled back, if it retries at all. */
    Connections retryTimeout(Duration duration);

    /** The same, but trusting that a connection with auto-commit off has no transaction on it. */
    Connections autoCommitOffByDefault();

    /**
     * Makes sure that the calling thread has no transaction of its own that a connection would come with; for work that another
     * thread may do for it.
     *
     * @throws dev.callgate.model.StoreException.Permanent if it has one
     */
    void requireNoTransaction(String what);

    /** Runs work; {@code what} says for people what it does. */
    <T> T run(String what, Mode mode, SqlWork<T> work);

    /** Runs statements that are applied together where the work returns something, and undone where it returns nothing. */
    <T> Optional<T> runOrUndo(String what, SqlWork<Optional<T>> work);
}
