package dev.callgate.storage.jdbc;

import dev.callgate.id.AgentId;
import dev.callgate.id.OrganizationId;
import dev.callgate.store.StoreException;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** All that differs between databases. */
enum Dialect {
    H2("H2", "h2") {
        @Override
        String returning(String update, String columns) {
            return "SELECT %s FROM FINAL TABLE (%s)".formatted(columns, update);
        }

        @Override
        String asText(String jsonColumn) {
            return jsonColumn;
        }

        @Override
        void lockForMigration(Connection connection) throws SQLException {
            MigrationLease.take(connection);
        }

        @Override
        void unlockAfterMigration(Connection connection) throws SQLException {
            MigrationLease.giveBack(connection);
        }

        @Override
        void bindOpaque(PreparedStatement statement, int index, @Nullable String text) throws SQLException {
            statement.setString(index, text);
        }
    },

    POSTGRESQL("PostgreSQL", "postgresql") {
        @Override
        String returning(String update, String columns) {
            return "%s RETURNING %s".formatted(update, columns);
        }

        @Override
        String asText(String jsonColumn) {
            return jsonColumn + "::text";
        }

        @Override
        void lockForMigration(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("LOCK TABLE " + Migrations.HISTORY + " IN EXCLUSIVE MODE");
            }
        }

        /** Without a type, so that the server takes it as the column's: text, UUID or JSONB. */
        @Override
        void bindOpaque(PreparedStatement statement, int index, @Nullable String text) throws SQLException {
            statement.setObject(index, text, Types.OTHER);
        }
    };

    private final String productName;
    private final String folder;

    Dialect(String productName, String folder) {
        this.productName = productName;
        this.folder = folder;
    }

    /** Recognises the database behind a connection; one that is not known is refused, rather than guessed. */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return Arrays.stream(values())
                .filter(each -> each.productName.equalsIgnoreCase(product))
                .findFirst()
                .orElseThrow(() -> new StoreException.Permanent(
                        "the database \"%s\" is not supported; supported are %s".formatted(product, supported()),
                        null));
    }

    private static String supported() {
        return Arrays.stream(values()).map(each -> each.productName).collect(Collectors.joining(", "));
    }

    /** The folder of its migrations, below {@link Migrations#ROOT}. */
    String folder() {
        return folder;
    }

    /** An UPDATE that returns these columns of the row that it changed. */
    abstract String returning(String update, String columns);

    /** A column of JSON, as text that LIKE can search. */
    abstract String asText(String jsonColumn);

    /** Keeps other nodes from migrating until this transaction ends, or the lock is given back. */
    abstract void lockForMigration(Connection connection) throws SQLException;

    /** Lets other nodes migrate, where the end of the transaction does not. */
    void unlockAfterMigration(Connection connection) throws SQLException {}

    /** Binds text to a column whose type may be the database's own for it: JSON, or a host's kind of id. */
    abstract void bindOpaque(PreparedStatement statement, int index, @Nullable String text) throws SQLException;

    void bind(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            bindOne(statement, i + 1, arguments[i]);
        }
    }

    private void bindOne(PreparedStatement statement, int index, @Nullable Object argument) throws SQLException {
        if (argument instanceof OrganizationId id) {
            bindOpaque(statement, index, id.value());
        } else if (argument instanceof AgentId id) {
            bindOpaque(statement, index, id.value());
        } else if (argument instanceof Json json) {
            bindOpaque(statement, index, json.text());
        } else if (argument instanceof Instant instant) {
            statement.setObject(index, utc(instant));
        } else if (argument instanceof Enum<?> constant) {
            statement.setString(index, constant.name().toLowerCase(Locale.ROOT));
        } else if (argument == null) {
            statement.setNull(index, Types.NULL);
        } else {
            statement.setObject(index, argument);
        }
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    }
}
