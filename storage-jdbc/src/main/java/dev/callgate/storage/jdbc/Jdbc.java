package dev.callgate.storage.jdbc;

import dev.callgate.store.StoreException;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work on connections of its own, and knows nothing of numbers or calls:
 *
 * <ol>
 *   <li>take a connection, note how it is set, and set it as the work needs it;
 *   <li>do the work; in a transaction, commit;
 *   <li>set the connection as it was, and give it back;
 *   <li>where the database rolled the work back for certain, and would do it if asked again, ask again for a while;
 *   <li>any other failure becomes the {@link StoreException} that says what is known.
 * </ol>
 */
final class Jdbc {
    private static final Logger LOG = LoggerFactory.getLogger(Jdbc.class);
    private static final Duration RETRY_FOR = Duration.ofSeconds(5);
    private static final long FIRST_PAUSE_NANOS = 500_000;
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private final DataSource dataSource;
    private final Dialect dialect;

    Jdbc(DataSource dataSource, Dialect dialect) {
        this.dataSource = dataSource;
        this.dialect = dialect;
    }

    /** Something to do on a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Makes a value of the row that a result set stands on. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Runs queries only: whatever fails, nothing was changed. */
    <T> T read(String what, Work<T> work) {
        return run(what, Mode.QUERIES, work);
    }

    /** Runs one statement that commits by itself. */
    <T> T statement(String what, Work<T> work) {
        return run(what, Mode.ONE_STATEMENT, work);
    }

    /** Runs statements that are applied together or not at all. */
    <T> T transaction(String what, Work<T> work) {
        return run(what, Mode.TRANSACTION, work);
    }

    private enum Mode {
        QUERIES,
        ONE_STATEMENT,
        TRANSACTION
    }

    private <T> T run(String what, Mode mode, Work<T> work) {
        long deadline = System.nanoTime() + RETRY_FOR.toNanos();
        for (int failures = 0; ; failures++) {
            Progress progress = new Progress();
            try {
                return once(mode, work, progress);
            } catch (SQLException e) {
                Failure failure = Failure.of(e, progress.mayHaveCommitted);
                if (!failure.isWorthARetry(failures) || System.nanoTime() >= deadline) {
                    throw failure.toException(what, e);
                }
                pause(failures);
            }
        }
    }

    /** How far one attempt got. */
    private static final class Progress {
        boolean mayHaveCommitted;
    }

    private <T> T once(Mode mode, Work<T> work, Progress progress) throws SQLException {
        Connection connection = dataSource.getConnection();
        boolean restoreAutoCommit = false;
        try {
            boolean autoCommit = mode != Mode.TRANSACTION;
            if (connection.getAutoCommit() != autoCommit) {
                connection.setAutoCommit(autoCommit);
                restoreAutoCommit = true;
            }
            return mode == Mode.TRANSACTION
                    ? committed(connection, work, progress)
                    : autoCommitted(connection, mode, work, progress);
        } finally {
            giveBack(connection, restoreAutoCommit);
        }
    }

    /** What fails here is the pool's to mend: the outcome of the work stands. */
    private static void giveBack(Connection connection, boolean restoreAutoCommit) {
        try (connection) {
            if (restoreAutoCommit && !connection.isClosed()) {
                connection.setAutoCommit(!connection.getAutoCommit());
            }
        } catch (SQLException e) {
            LOG.warn("a connection could not be given back as it was taken", e);
        }
    }

    private static <T> T autoCommitted(Connection connection, Mode mode, Work<T> work, Progress progress)
            throws SQLException {
        progress.mayHaveCommitted = mode == Mode.ONE_STATEMENT;
        T result = work.on(connection);
        progress.mayHaveCommitted = false;
        return result;
    }

    private static <T> T committed(Connection connection, Work<T> work, Progress progress) throws SQLException {
        try {
            T result = work.on(connection);
            progress.mayHaveCommitted = true;
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Waits about twice as long each time, never two callers equally long. */
    private static void pause(int failures) {
        long longest = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(failures, 16));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
    }

    int update(Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bind(statement, arguments);
            return statement.executeUpdate();
        }
    }

    <T> List<T> query(Connection connection, RowReader<T> reader, String sql, @Nullable Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bind(statement, arguments);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
                return all;
            }
        }
    }

    <T> Optional<T> queryOne(Connection connection, RowReader<T> reader, String sql, @Nullable Object... arguments)
            throws SQLException {
        return query(connection, reader, sql, arguments).stream().findFirst();
    }
}
