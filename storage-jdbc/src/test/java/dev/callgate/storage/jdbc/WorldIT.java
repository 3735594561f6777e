package dev.callgate.storage.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.contract.WorldContract;
import dev.callgate.contract.WorldFaults;
import dev.callgate.spi.Storage;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;

/** A simulated world on each database, whose connections break. */
class WorldIT {
    /** MariaDB's and SQLite's own codes of a deadlock; the others have an SQLState only. */
    private static final int MARIADB_DEADLOCK = 1213;

    private static final int SQLITE_BUSY = 5;

    abstract static class OnDatabase extends WorldContract {
        private static final int CONNECTIONS = 4;

        private final HikariDataSource pool;
        private final int codeOfDeadlock;

        OnDatabase(Databases database, int codeOfDeadlock) {
            this.pool = Databases.pool(database.url(), CONNECTIONS);
            this.codeOfDeadlock = codeOfDeadlock;
        }

        /** Opens a node that retries, except where that would wait for a server that is down, and that refuses nothing by memory. */
        @Override
        protected Function<WorldFaults, Storage> openWorld() {
            return this::open;
        }

        JdbcStorage open(WorldFaults faults) {
            return JdbcStorage.on(faults.over(pool, codeOfDeadlock))
                    .retryTimeout(Duration.ofMillis(20))
                    .refusalsRememberedFor(Duration.ZERO);
        }

        @Override
        protected int seeds() {
            return 5;
        }

        @Override
        protected int stepsBetweenBooks() {
            return 10;
        }
    }

    @Nested
    class OnH2 extends OnDatabase {
        OnH2() {
            super(Databases.H2, 0);
        }
    }

    @Nested
    class OnPostgres extends OnDatabase {
        OnPostgres() {
            super(Databases.POSTGRESQL, 0);
        }
    }

    /** Each caller is alone in its group, and counts on its own thread. */
    @Nested
    class OnPostgresInGroups extends OnPostgres {
        @Override
        JdbcStorage open(WorldFaults faults) {
            return super.open(faults).groupCommit(GroupCommit.standard());
        }
    }

    @Nested
    class OnMariaDb extends OnDatabase {
        OnMariaDb() {
            super(Databases.MARIADB, MARIADB_DEADLOCK);
        }
    }

    @Nested
    class OnSqlite extends OnDatabase {
        OnSqlite() {
            super(Databases.SQLITE, SQLITE_BUSY);
        }
    }
}
