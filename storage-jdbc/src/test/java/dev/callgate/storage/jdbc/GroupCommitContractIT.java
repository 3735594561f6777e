package dev.callgate.storage.jdbc;

import dev.callgate.contract.CallStoreContract;
import dev.callgate.contract.StoreUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** All that is promised of calls, with each of them counted as a group, be it of one. */
class GroupCommitContractIT {
    private static final GroupCommit GROUPS = GroupCommit.standard().maxWait(Duration.ofMinutes(1));

    abstract static class OnDatabase extends CallStoreContract {
        private final StoreUnderTest tested;

        OnDatabase(Databases database) {
            tested = DatabaseUnderTest.over(database, storage -> storage.groupCommitAlways(GROUPS));
        }

        @Override
        protected StoreUnderTest storeUnderTest() {
            return tested;
        }
    }

    @Nested
    class OnH2 extends OnDatabase {
        OnH2() {
            super(Databases.H2);
        }
    }

    @Nested
    class OnPostgres extends OnDatabase {
        OnPostgres() {
            super(Databases.POSTGRESQL);
        }
    }

    @Nested
    class OnMariaDb extends OnDatabase {
        OnMariaDb() {
            super(Databases.MARIADB);
        }
    }
}
