package dev.callgate.storage.jdbc;

class PostgresContractIT extends DatabaseContract {
    /** {@link AuditRacesIT} has all of them. */
    private static final int FEW_ROUNDS = 60;

    PostgresContractIT() {
        super(Databases.POSTGRESQL, FEW_ROUNDS);
    }
}
