package dev.callgate.storage.jdbc;

class H2Test extends DatabaseContract {
    /** In the quick loop; {@link AuditRacesIT} has all of them. */
    private static final int FEW_ROUNDS = 60;

    H2Test() {
        super(Databases.H2, FEW_ROUNDS);
    }
}
