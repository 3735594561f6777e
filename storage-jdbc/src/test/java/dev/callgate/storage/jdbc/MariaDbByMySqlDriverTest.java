package dev.callgate.storage.jdbc;

class MariaDbByMySqlDriverTest extends DatabaseContract {
    MariaDbByMySqlDriverTest() {
        super(Databases.MARIADB_BY_MYSQL_DRIVER);
    }
}
