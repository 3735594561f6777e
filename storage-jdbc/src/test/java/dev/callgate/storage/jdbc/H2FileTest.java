package dev.callgate.storage.jdbc;

class H2FileTest extends DatabaseContract {
    H2FileTest() {
        super(Databases.H2_FILE);
    }
}
