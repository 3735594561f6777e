package dev.callgate.storage.jdbc.sql;

import java.sql.Connection;

/**
 * PostgreSQL servers behind a router, such as Apache ShardingSphere-JDBC, that parses each statement and sends it to
 * the server of its organization. Uses only SQL that such parsers understand: no arrays, no writes in queries, no
 * recursive queries, and one query per round trip. Each server may still have tables that {@link PostgresDialect}
 * created.
 */
public final class RoutedPostgresDialect extends PostgresDialect {
    /** A router connects to the server of a statement when it runs it. If that fails (08001), nothing was sent. */
    private final ServerErrors errors = super.errors().withNotApplied("08001");

    @Override
    public ServerErrors errors() {
        return errors;
    }

    @Override
    public boolean writesRowsFromArrays() {
        return false;
    }

    @Override
    public boolean insertsIfAbsent() {
        return false;
    }

    @Override
    public boolean listsNumbersByGroup() {
        return false;
    }

    @Override
    public boolean hasWritesInQueries() {
        return false;
    }

    @Override
    public boolean sendsQueriesTogether() {
        return false;
    }

    @Override
    public boolean hasCatalog() {
        return false;
    }

    /** Does nothing: how the router connects to its servers is not visible. */
    @Override
    public void verify(ConnectionSource source) {}

    @Override
    public Connection checked(Connection connection) {
        return RouterConnection.over(connection);
    }
}
