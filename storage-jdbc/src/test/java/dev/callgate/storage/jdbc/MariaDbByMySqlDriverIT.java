package dev.callgate.storage.jdbc;

class MariaDbByMySqlDriverIT extends DatabaseContract {
    /** The server is the same as {@link MariaDbIT}'s, which has all of them. */
    private static final int FEW_ROUNDS = 60;

    MariaDbByMySqlDriverIT() {
        super(Databases.MARIADB_BY_MYSQL_DRIVER, FEW_ROUNDS);
    }
}
