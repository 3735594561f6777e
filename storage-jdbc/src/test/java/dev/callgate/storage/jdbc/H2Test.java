package dev.callgate.storage.jdbc;

class H2Test extends DatabaseContract {
    H2Test() {
        super(Databases.H2);
    }
}
