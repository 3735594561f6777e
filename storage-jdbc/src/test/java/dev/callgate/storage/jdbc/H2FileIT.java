package dev.callgate.storage.jdbc;

class H2FileIT extends DatabaseContract {
    H2FileIT() {
        super(Databases.H2_FILE);
    }
}
