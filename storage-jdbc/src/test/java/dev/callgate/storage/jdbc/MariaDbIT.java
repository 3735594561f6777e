package dev.callgate.storage.jdbc;

class MariaDbIT extends DatabaseContract {
    MariaDbIT() {
        super(Databases.MARIADB);
    }
}
