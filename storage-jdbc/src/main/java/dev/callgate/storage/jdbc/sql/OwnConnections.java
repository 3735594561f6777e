package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each work on a connection of its own:
 *
 * <ol>
 *   <li>Take a connection that no other code uses, record its settings, and configure it for the work.
 *   <li>Do the work. In a transaction, commit; roll back if the work returns an empty result.
 *   <li>Restore the settings of the connection, and return it.
 *   <li>If the database is certain to have rolled the work back, and a retry may succeed, retry for a limited time.
 *   <li>Translate any other failure into the {@link StoreException} that states whether the work was applied.
 * </ol>
 *
 * <p>Thread-safe.
 */
public final class OwnConnections implements Connections {
    private static final Logger LOG = LoggerFactory.getLogger(OwnConnections.class);

    public static final Duration DEFAULT_RETRY_TIMEOUT = Duration.ofSeconds(5);

    private static final long FIRST_PAUSE_NANOS = 500_000;
    private static final long MAX_PAUSE_NANOS = 50_000_000;

    private final ConnectionSource source;
    private final Dialect dialect;
    private final Duration retryTimeout;
    private final Map<Thread, Connection> reserved = new ConcurrentHashMap<>();

    public OwnConnections(ConnectionSource source, Dialect dialect, Duration retryTimeout) {
        this.source = source;
        this.dialect = dialect;
        this.retryTimeout = retryTimeout;
    }

    @Override
    public boolean commitsWork() {
        return true;
    }

    @Override
    public Connections retryTimeout(Duration duration) {
        return new OwnConnections(source, dialect, duration);
    }

    @Override
    public Connections autoCommitOffByDefault() {
        return new OwnConnections(source.offByDefault(), dialect, retryTimeout);
    }

    @Override
    public void requireNoTransaction(String operation) {
        try {
            source.requireNoTransaction(operation);
        } catch (SQLException e) {
            throw Failure.of(dialect.errors(), e, false).toException(operation, e);
        }
    }

    @Override
    public Reservation reserve(String operation) {
        try {
            reserved.put(Thread.currentThread(), source.take(operation));
        } catch (SQLException e) {
            throw Failure.of(dialect.errors(), e, false).toException(operation, e);
        }
        return () -> {
            Connection unused = reserved.remove(Thread.currentThread());
            if (unused != null) {
                returnToPool(unused, Settings.none());
            }
        };
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public <T> T run(String operation, Mode mode, SqlWork<T> work) {
        return run(operation, mode, work, result -> true);
    }

    @Override
    public <T> Optional<T> runOrUndo(String operation, SqlWork<Optional<T>> work) {
        return run(operation, Mode.TRANSACTION, work, Optional::isPresent);
    }

    private <T> T run(String operation, Mode mode, SqlWork<T> work, Predicate<T> keep) {
        long deadline = System.nanoTime() + retryTimeout.toNanos();
        for (int failures = 0; ; failures++) {
            Attempt attempt = new Attempt(operation, mode);
            try {
                return attempt.run(work, keep);
            } catch (SQLException e) {
                Failure failure = Failure.of(dialect.errors(), e, attempt.mayHaveCommitted);
                boolean giveUp =
                        System.nanoTime() >= deadline || Thread.currentThread().isInterrupted();
                if (giveUp || !failure.isRetryable(failures)) {
                    throw failure.toException(operation, e);
                }
                pause(failures);
            }
        }
    }

    /** Waits about twice as long each time, with a random part, so that concurrent callers retry at different times. */
    private static void pause(int failures) {
        long longest = Math.min(MAX_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(failures, 16));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
    }

    /** One attempt, which records whether it may have committed. */
    private final class Attempt {
        private final String operation;
        private final Mode mode;
        private boolean mayHaveCommitted;

        Attempt(String operation, Mode mode) {
            this.operation = operation;
            this.mode = mode;
        }

        <T> T run(SqlWork<T> work, Predicate<T> keep) throws SQLException {
            Connection taken = reserved.remove(Thread.currentThread());
            Connection connection = dialect.checked(taken != null ? taken : source.take(operation));
            Settings before = Settings.none();
            try {
                before = Settings.change(connection, mode);
                return mode == Mode.TRANSACTION ? committed(connection, work, keep) : autoCommitted(connection, work);
            } finally {
                returnToPool(connection, before);
            }
        }

        private <T> T autoCommitted(Connection connection, SqlWork<T> work) throws SQLException {
            mayHaveCommitted = mode == Mode.ONE_STATEMENT;
            return work.on(connection);
        }

        private <T> T committed(Connection connection, SqlWork<T> work, Predicate<T> keep) throws SQLException {
            try {
                T result = work.on(connection);
                if (keep.test(result)) {
                    connection.clearWarnings();
                    mayHaveCommitted = true;
                    connection.commit();
                    Failure.requireKnownOutcome(connection.getWarnings());
                } else {
                    connection.rollback();
                }
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Returns the connection. A failure here is only logged, because the outcome of the work does not change; the pool
     * has to handle the connection.
     */
    private static void returnToPool(Connection connection, Settings before) {
        try (connection) {
            before.restore(connection);
        } catch (SQLException e) {
            LOG.warn(
                    "could not restore the settings of a connection before returning it to the pool; the outcome of the work is not affected",
                    e);
        }
    }

    /**
     * The settings of a connection that were changed and have to be restored.
     *
     * @param autoCommit whether auto-commit was changed
     * @param readOnly whether read-only was switched off
     */
    private record Settings(boolean autoCommit, boolean readOnly) {
        static Settings none() {
            return new Settings(false, false);
        }

        static Settings change(Connection connection, Mode mode) throws SQLException {
            boolean readOnly = mode != Mode.QUERIES && connection.isReadOnly();
            if (readOnly) {
                connection.setReadOnly(false);
            }
            boolean wanted = mode != Mode.TRANSACTION;
            boolean switched = connection.getAutoCommit() != wanted;
            if (switched) {
                connection.setAutoCommit(wanted);
            }
            return new Settings(switched, readOnly);
        }

        void restore(Connection connection) throws SQLException {
            if (connection.isClosed()) {
                return;
            }
            if (autoCommit) {
                connection.setAutoCommit(!connection.getAutoCommit());
            }
            if (readOnly) {
                connection.setReadOnly(true);
            }
        }
    }
}
