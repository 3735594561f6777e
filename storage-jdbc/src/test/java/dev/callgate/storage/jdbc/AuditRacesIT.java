package dev.callgate.storage.jdbc;

import dev.callgate.contract.AuditStoreContract;
import dev.callgate.contract.StoreUnderTest;
import org.junit.jupiter.api.Nested;

/** The contract of the audit trail with all its rounds of administrators who race, where the quick loop has few. */
class AuditRacesIT {
    /** On one database; a subclass names it. */
    abstract static class Races extends AuditStoreContract {
        private final Databases database;

        Races(Databases database) {
            this.database = database;
        }

        @Override
        protected StoreUnderTest storeUnderTest() {
            return StoreUnderTest.over(database.storage());
        }
    }

    @Nested
    class OnH2 extends Races {
        OnH2() {
            super(Databases.H2);
        }
    }

    @Nested
    class OnPostgres extends Races {
        OnPostgres() {
            super(Databases.POSTGRESQL);
        }
    }
}
