package dev.callgate.storage.jdbc;

import dev.callgate.model.StoreException;
import dev.callgate.storage.jdbc.sql.Dialect;
import dev.callgate.storage.jdbc.sql.H2Dialect;
import dev.callgate.storage.jdbc.sql.MariaDbDialect;
import dev.callgate.storage.jdbc.sql.PostgresDialect;
import dev.callgate.storage.jdbc.sql.RoutedPostgresDialect;
import dev.callgate.storage.jdbc.sql.SqliteDialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The databases that {@link JdbcStorage} supports. */
public enum Database {
    /** H2 2.0 or later. */
    H2(new H2Dialect()),

    /** PostgreSQL 13 or later, and databases that speak its protocol and SQL, such as CockroachDB and YugabyteDB. */
    POSTGRESQL(new PostgresDialect()),

    /**
     * PostgreSQL 13 or later, on servers behind a router that parses SQL and sends each statement to the server of its
     * organization, such as Apache ShardingSphere-JDBC. Each server is migrated directly, with a store on {@link
     * #POSTGRESQL}. The URL of each server needs {@code stringtype=unspecified}. {@link JdbcStorage#on(javax.sql.DataSource)}
     * recognizes the connections of ShardingSphere-JDBC, unless a wrapper hides them.
     */
    POSTGRESQL_ROUTED(new RoutedPostgresDialect()),

    /** MariaDB 10.6 or later, with its own driver or with MySQL Connector/J; also MySQL 8. */
    MARIADB(new MariaDbDialect()),

    /** SQLite 3.35 or later, preferably with {@code journal_mode=WAL}. */
    SQLITE(new SqliteDialect());

    private static final String SHARDINGSPHERE = "org.apache.shardingsphere.";

    /** Immutable, because every dialect is. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Dialect dialect;

    Database(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Returns the SQL and the error codes that are specific to this database. */
    Dialect dialect() {
        return dialect;
    }

    /**
     * Returns the database behind a connection.
     *
     * @throws StoreException.Permanent if the product name is not a known one; the database is never guessed
     */
    static Database of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "h2" -> H2;
            case "postgresql" -> isRouted(connection) ? POSTGRESQL_ROUTED : POSTGRESQL;
            case "mariadb", "mysql" -> MARIADB;
            case "sqlite" -> SQLITE;
            default ->
                throw new StoreException.Permanent(
                        "unsupported database product \"%s\"; supported are %s. If it is compatible with one of them, name that one: JdbcStorage.on(dataSource, Database.%s)"
                                .formatted(product, names(), POSTGRESQL),
                        null);
        };
    }

    /** A router reports the product of its servers. */
    private static boolean isRouted(Connection connection) throws SQLException {
        Connection inner = connection.isWrapperFor(Connection.class) ? connection.unwrap(Connection.class) : connection;
        return Stream.of(connection, inner)
                .anyMatch(each -> each.getClass().getName().startsWith(SHARDINGSPHERE));
    }

    private static String names() {
        return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
    }
}
