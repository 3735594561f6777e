package dev.callgate.storage.jdbc;

class MariaDbByMySqlDriverIT extends DatabaseContract {
    MariaDbByMySqlDriverIT() {
        super(Databases.MARIADB_BY_MYSQL_DRIVER);
    }
}
