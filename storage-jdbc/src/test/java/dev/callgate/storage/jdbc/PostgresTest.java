package dev.callgate.storage.jdbc;

class PostgresTest extends DatabaseContract {
    /** In the quick loop; {@link AuditRacesIT} has all of them. */
    private static final int FEW_ROUNDS = 60;

    PostgresTest() {
        super(Databases.POSTGRESQL, FEW_ROUNDS);
    }
}
