package dev.callgate.storage.jdbc;

class MariaDbTest extends DatabaseContract {
    MariaDbTest() {
        super(Databases.MARIADB);
    }
}
