package dev.callgate.storage.jdbc;

import dev.callgate.contract.AssignmentAdministrationContract;
import dev.callgate.contract.AuditStoreContract;
import dev.callgate.contract.NumberStoreContract;
import dev.callgate.number.NumberStore;
import org.junit.jupiter.api.Nested;

/** All contracts, on one database; a subclass names it. */
abstract class DatabaseContract extends CallsContract {
    /** How often administrators race where it is not said. */
    private static final int MANY_ROUNDS = 1_000;

    private final Databases database;
    private final int rounds;

    DatabaseContract(Databases database) {
        this(database, MANY_ROUNDS);
    }

    DatabaseContract(Databases database, int rounds) {
        this.database = database;
        this.rounds = rounds;
    }

    @Override
    JdbcStorage callStorage() {
        return database.storage();
    }

    @Nested
    class KeepingNumbers extends NumberStoreContract {
        @Override
        protected NumberStore store() {
            return database.storage();
        }
    }

    @Nested
    class KeepingAssignments extends AssignmentAdministrationContract<JdbcStorage> {
        @Override
        protected JdbcStorage storage() {
            return database.storage();
        }
    }

    @Nested
    class Auditing extends AuditStoreContract<JdbcStorage> {
        @Override
        protected JdbcStorage storage() {
            return database.storage();
        }

        @Override
        protected int rounds() {
            return rounds;
        }
    }
}
