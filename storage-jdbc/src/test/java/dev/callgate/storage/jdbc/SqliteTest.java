package dev.callgate.storage.jdbc;

class SqliteTest extends DatabaseContract {
    SqliteTest() {
        super(Databases.SQLITE);
    }
}
