package dev.callgate.storage.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Runs each work in a transaction that the caller began, and will end. Nothing is retried: what the database rolled back may have
 * been the caller's work as well, and PostgreSQL refuses every further statement of a transaction that met an error.
 *
 * <p>Work of several statements is undone to a savepoint where it fails, or comes to nothing. So a caller who handles an exception
 * and goes on to commit, does not commit half of it.
 */
public final class JoinedConnection implements Connections {
    /** Set by SQL, since pools that take part in JTA allow no other code to call {@link Connection#rollback(java.sql.Savepoint)}. */
    private static final String SAVEPOINT = "callgate";

    private final Connection connection;
    private final Dialect dialect;

    public JoinedConnection(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public boolean commitByThemselves() {
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

    /** The transaction is the one that the work is to be part of. */
    @Override
    public void requireNoTransaction(String what) {}

    @Override
    public <T> T run(String what, Mode mode, SqlWork<T> work) {
        try {
            return mode == Mode.TRANSACTION ? wholly(work, result -> true) : work.on(connection);
        } catch (SQLException e) {
            throw Failure.of(dialect.errors(), e, false).toException(what, e);
        }
    }

    @Override
    public <T> Optional<T> runOrUndo(String what, SqlWork<Optional<T>> work) {
        try {
            return wholly(work, Optional::isPresent);
        } catch (SQLException e) {
            throw Failure.of(dialect.errors(), e, false).toException(what, e);
        }
    }

    private <T> T wholly(SqlWork<T> work, Predicate<T> keep) throws SQLException {
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

    /** Fails where the server rolled back the whole transaction, and the savepoint with it: then nothing is left to be undone. */
    private void undo(Exception cause) {
        try {
            Statements.execute(connection, "ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
