package dev.callgate.storage.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Runs work in a transaction that the caller began and will end. Nothing is retried: the database may have rolled back
 * the caller's work, too, and PostgreSQL rejects every further statement of a transaction after an error.
 *
 * <p>If work of several statements fails, or returns an empty result, it is rolled back to a savepoint. So a caller
 * that handles an exception and then commits does not commit a part of the work. Not thread-safe.
 */
public final class JoinedConnection implements Connections {
    /**
     * Set with SQL, because pools that take part in JTA do not let other code call {@link
     * Connection#rollback(java.sql.Savepoint)}.
     */
    private static final String SAVEPOINT = "callgate";

    private final Connection connection;
    private final Dialect dialect;

    public JoinedConnection(Connection connection, Dialect dialect) {
        this.connection = dialect.checked(connection);
        this.dialect = dialect;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public boolean commitsWork() {
        return false;
    }

    @Override
    public Connections retryTimeout(Duration duration) {
        return this;
    }

    @Override
    public Connections autoCommitOffByDefault() {
        return this;
    }

    /** Does nothing: the transaction of the thread is the one that the work belongs to. */
    @Override
    public void requireNoTransaction(String operation) {}

    /** Does nothing: the connection is there. */
    @Override
    public Reservation reserve(String operation) {
        return () -> {};
    }

    @Override
    public <T> T run(String operation, Mode mode, SqlWork<T> work) {
        try {
            return mode == Mode.TRANSACTION ? withSavepoint(work, result -> true) : work.on(connection);
        } catch (SQLException e) {
            throw Failure.of(dialect.errors(), e, false).toException(operation, e);
        }
    }

    @Override
    public <T> Optional<T> runOrUndo(String operation, SqlWork<Optional<T>> work) {
        try {
            return withSavepoint(work, Optional::isPresent);
        } catch (SQLException e) {
            throw Failure.of(dialect.errors(), e, false).toException(operation, e);
        }
    }

    private <T> T withSavepoint(SqlWork<T> work, Predicate<T> keep) throws SQLException {
        Statements.execute(connection, "SAVEPOINT " + SAVEPOINT);
        T result;
        try {
            result = work.on(connection);
        } catch (SQLException | RuntimeException e) {
            undo(e);
            throw e;
        }
        Statements.execute(
                connection, (keep.test(result) ? "RELEASE SAVEPOINT " : "ROLLBACK TO SAVEPOINT ") + SAVEPOINT);
        return result;
    }

    /**
     * Rolls back to the savepoint. This fails if the server rolled back the whole transaction, and the savepoint with
     * it; then there is nothing left to undo.
     */
    private void undo(Exception cause) {
        try {
            Statements.execute(connection, "ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
