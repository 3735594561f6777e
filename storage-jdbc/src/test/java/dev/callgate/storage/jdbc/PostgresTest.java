package dev.callgate.storage.jdbc;

class PostgresTest extends DatabaseContract {
    PostgresTest() {
        super(Databases.POSTGRESQL);
    }
}
