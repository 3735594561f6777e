package dev.callgate.storage.jdbc;

import dev.callgate.contract.LimitModelContract;
import dev.callgate.contract.StoreUnderTest;
import net.jqwik.api.Group;
import net.jqwik.api.PropertyDefaults;

/** The model of limits, on each database, one call at a time. */
class LimitModelIT {
    @PropertyDefaults(tries = 25)
    abstract static class OnDatabase extends LimitModelContract {
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
