package dev.callgate.storage.jdbc;

import dev.callgate.contract.AuditStoreContract;
import org.junit.jupiter.api.Nested;

/** The contract of the audit trail with all its rounds of administrators who race, on every database. */
class AuditRacesIT {
    /** On one database; a subclass names it. */
    abstract static class Races extends AuditStoreContract<JdbcStorage> {
        private final Databases database;

        Races(Databases database) {
            this.database = database;
        }

        @Override
        protected JdbcStorage storage() {
            return database.storage();
        }
    }

    @Nested
    class OnH2 extends Races {
        OnH2() {
            super(Databases.H2);
        }
    }

    @Nested
    class OnH2InAFile extends Races {
        OnH2InAFile() {
            super(Databases.H2_FILE);
        }
    }

    @Nested
    class OnPostgres extends Races {
        OnPostgres() {
            super(Databases.POSTGRESQL);
        }
    }

    @Nested
    class OnMariaDb extends Races {
        OnMariaDb() {
            super(Databases.MARIADB);
        }
    }

    @Nested
    class OnMariaDbByMySqlDriver extends Races {
        OnMariaDbByMySqlDriver() {
            super(Databases.MARIADB_BY_MYSQL_DRIVER);
        }
    }

    @Nested
    class OnSqlite extends Races {
        OnSqlite() {
            super(Databases.SQLITE);
        }
    }
}
