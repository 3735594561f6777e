package dev.callgate.storage.jdbc;

import dev.callgate.contract.RestModelContract;
import dev.callgate.contract.StoreUnderTest;
import net.jqwik.api.Group;
import net.jqwik.api.PropertyDefaults;

/** The model of rest periods, on each database. */
class RestModelIT {
    @PropertyDefaults(tries = 50)
    abstract static class OnDatabase extends RestModelContract {
        private final Databases database;

        OnDatabase(Databases database) {
            this.database = database;
        }

        @Override
        protected StoreUnderTest storeUnderTest() {
            return StoreUnderTest.over(database.storage());
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
