package dev.callgate.storage.jdbc;

class SqliteIT extends DatabaseContract {
    SqliteIT() {
        super(Databases.SQLITE);
    }
}
