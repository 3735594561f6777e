package dev.callgate.storage.jdbc;

import dev.callgate.storage.jdbc.Jdbc.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** Where work runs: on connections of the library's own, or in the caller's transaction. */
interface Connections {
    /** What the work needs of its connection. */
    enum Mode {
        /** Queries, which change nothing. */
        QUERIES,
        /** One statement, which commits by itself. */
        ONE_STATEMENT,
        /** Statements that are applied together or not at all. */
        TRANSACTION
    }

    Database database();

    /** Whether work is committed here, and not by the caller. */
    boolean commitByThemselves();

    /** The same, but retrying for so long what was rolled back, if it retries at all. */
    Connections retryingFor(Duration duration);

    /** Runs work; {@code what} says for people what it does. */
    <T> T run(String what, Mode mode, Work<T> work);

    /** Runs statements that are applied together where the work returns something, and undone where it returns nothing. */
    <T> Optional<T> runOrUndo(String what, Work<Optional<T>> work);

    /** Takes a connection for each work, and retries what was rolled back. */
    static Connections own(DataSource dataSource, Database database) {
        return new OwnConnections(dataSource, database, OwnConnections.DEFAULT_RETRIES);
    }

    /** Does everything in a transaction that the caller began, and will end; never retries. */
    static Connections joining(Connection connection, Database database) {
        return new Connections() {
            @Override
            public Database database() {
                return database;
            }

            @Override
            public boolean commitByThemselves() {
                return false;
            }

            @Override
            public Connections retryingFor(Duration duration) {
                return this;
            }

            @Override
            public <T> T run(String what, Mode mode, Work<T> work) {
                try {
                    return work.on(connection);
                } catch (SQLException e) {
                    throw Failure.of(database, e, false).toException(what, e);
                }
            }

            /** What the caller did before is not to be undone. */
            @Override
            public <T> Optional<T> runOrUndo(String what, Work<Optional<T>> work) {
                return run(what, Mode.TRANSACTION, same -> {
                    Savepoint before = same.setSavepoint();
                    Optional<T> result = work.on(same);
                    if (result.isPresent()) {
                        same.releaseSavepoint(before);
                    } else {
                        same.rollback(before);
                    }
                    return result;
                });
            }
        };
    }
}
