package dev.callgate.storage.jdbc;

import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** All that is promised of calls, with each of them counted as a group, be it of one. */
class GroupCommitContractIT {
    private static final GroupCommit GROUPS = GroupCommit.standard().patience(Duration.ofMinutes(1));

    private static JdbcStorage grouped(Databases database) {
        return database.storage().groupCommitAlways(GROUPS);
    }

    @Nested
    class OnH2 extends CallsContract {
        private static final JdbcStorage STORAGE = grouped(Databases.H2);

        @Override
        JdbcStorage callStorage() {
            return STORAGE;
        }
    }

    @Nested
    class OnPostgres extends CallsContract {
        private static final JdbcStorage STORAGE = grouped(Databases.POSTGRESQL);

        @Override
        JdbcStorage callStorage() {
            return STORAGE;
        }
    }

    @Nested
    class OnMariaDb extends CallsContract {
        private static final JdbcStorage STORAGE = grouped(Databases.MARIADB);

        @Override
        JdbcStorage callStorage() {
            return STORAGE;
        }
    }
}
