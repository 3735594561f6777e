package dev.callgate.storage.jdbc;

import dev.callgate.model.StoreException;
import dev.callgate.storage.jdbc.sql.Dialect;
import dev.callgate.storage.jdbc.sql.H2Dialect;
import dev.callgate.storage.jdbc.sql.MariaDbDialect;
import dev.callgate.storage.jdbc.sql.PostgresDialect;
import dev.callgate.storage.jdbc.sql.SqliteDialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The databases that {@link JdbcStorage} speaks to. */
public enum Database {
    /** H2, from 2.0 on. */
    H2(new H2Dialect()),

    /** PostgreSQL, from 13 on; also what speaks its protocol and SQL, such as CockroachDB and YugabyteDB. */
    POSTGRESQL(new PostgresDialect()),

    /** MariaDB, from 10.6 on, by its own driver or by MySQL's Connector/J; also MySQL 8. */
    MARIADB(new MariaDbDialect()),

    /** SQLite, from 3.35 on, best with {@code journal_mode=WAL}. */
    SQLITE(new SqliteDialect());

    /** Immutable, as each dialect is. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Dialect dialect;

    Database(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Returns all that differs between this database and others. */
    Dialect dialect() {
        return dialect;
    }

    /** Recognizes the database behind a connection; one that is not known is refused, rather than guessed. */
    static Database of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "h2" -> H2;
            case "postgresql" -> POSTGRESQL;
            case "mariadb", "mysql" -> MARIADB;
            case "sqlite" -> SQLITE;
            default ->
                throw new StoreException.Permanent(
                        "the database calls itself \"%s\", which is none of %s; if it speaks the SQL of one of them, name that one: JdbcStorage.on(dataSource, Database.%s)"
                                .formatted(product, names(), POSTGRESQL),
                        null);
        };
    }

    private static String names() {
        return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
    }
}
