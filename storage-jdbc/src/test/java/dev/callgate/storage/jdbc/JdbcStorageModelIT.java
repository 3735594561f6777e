package dev.callgate.storage.jdbc;

import dev.callgate.contract.StorageModelContract;
import net.jqwik.api.Group;

class JdbcStorageModelIT {
    /** The model, on one database. */
    abstract static class OnDatabase extends StorageModelContract<JdbcStorage> {
        private final Databases database;

        OnDatabase(Databases database) {
            this.database = database;
        }

        @Override
        protected JdbcStorage storage() {
            return database.storage();
        }
    }

    @Group
    class OnH2 extends OnDatabase {
        OnH2() {
            super(Databases.H2);
        }
    }

    @Group
    class OnPostgres extends OnDatabase {
        OnPostgres() {
            super(Databases.POSTGRESQL);
        }
    }

    @Group
    class OnMariaDb extends OnDatabase {
        OnMariaDb() {
            super(Databases.MARIADB);
        }
    }

    @Group
    class OnSqlite extends OnDatabase {
        OnSqlite() {
            super(Databases.SQLITE);
        }
    }
}
