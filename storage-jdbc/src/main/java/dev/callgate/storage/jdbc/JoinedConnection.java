package dev.callgate.storage.jdbc;

import dev.callgate.storage.jdbc.Jdbc.Work;
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
final class JoinedConnection implements Connections {
    /** Set by SQL, since pools that take part in JTA let nobody else call {@link Connection#rollback(java.sql.Savepoint)}. */
    private static final String SAVEPOINT = "callgate";

    private final Connection connection;
    private final Database database;

    JoinedConnection(Connection connection, Database database) {
        this.connection = connection;
        this.database = database;
    }

    @Override
    public Database database() {
        return database;
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
    public <T> T run(String what, Mode mode, Work<T> work) {
        try {
            return mode == Mode.TRANSACTION ? wholly(work, result -> true) : work.on(connection);
        } catch (SQLException e) {
            throw Failure.of(database, e, false).toException(what, e);
        }
    }

    @Override
    public <T> Optional<T> runOrUndo(String what, Work<Optional<T>> work) {
        try {
            return wholly(work, Optional::isPresent);
        } catch (SQLException e) {
            throw Failure.of(database, e, false).toException(what, e);
        }
    }

    private <T> T wholly(Work<T> work, Predicate<T> keep) throws SQLException {
        Jdbc.execute(connection, "SAVEPOINT " + SAVEPOINT);
        T result;
        try {
            result = work.on(connection);
        } catch (SQLException | RuntimeException e) {
            undo(e);
            throw e;
        }
        Jdbc.execute(connection, (keep.test(result) ? "RELEASE SAVEPOINT " : "ROLLBACK TO SAVEPOINT ") + SAVEPOINT);
        return result;
    }

    /** Fails where the server rolled back the whole transaction, and the savepoint with it: then nothing is left to be undone. */
    private void undo(Exception cause) {
        try {
            Jdbc.execute(connection, "ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
