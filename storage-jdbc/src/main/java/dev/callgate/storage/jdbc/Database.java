package dev.callgate.storage.jdbc;

import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The databases that {@link JdbcStorage} speaks to, and all that differs between them. */
public enum Database {
    /** H2, from 2.0 on. */
    H2("h2", CountForm.FINAL_TABLE, "CURRENT_TIMESTAMP") {
        @Override
        ServerErrors errors() {
            return ServerErrors.H2;
        }

        @Override
        String updateIfThere(String insert, String key, String changes) {
            return "";
        }

        /** By the whole key: what is listed of its second column alone is compared with each number of the organization. */
        @Override
        String isOneOf(int numbers) {
            String keys = IntStream.rangeClosed(2, numbers + 1)
                    .mapToObj("(?1, ?%s)"::formatted)
                    .collect(Collectors.joining(", "));
            return "(n.organization_id, n.phone_number) IN (%s)".formatted(keys);
        }

        @Override
        void lockForMigration(Connection connection) throws SQLException {
            MigrationLease.take(connection);
        }

        @Override
        void unlockAfterMigration(Connection connection) throws SQLException {
            MigrationLease.giveBack(connection);
        }
    },

    /** PostgreSQL, from 13 on; also what speaks its protocol and SQL, such as CockroachDB and YugabyteDB. */
    POSTGRESQL("postgresql", CountForm.RETURNING, "clock_timestamp()") {
        @Override
        ServerErrors errors() {
            return ServerErrors.POSTGRESQL;
        }

        @Override
        String asText(String jsonColumn) {
            return jsonColumn + "::text";
        }

        /** By the operators of JSONB: to write out a list as text for each call takes longer than to look into it. */
        @Override
        String namesOneOf(String jsonColumn, int codes) {
            return "jsonb_exists_any(%s::jsonb, ?)".formatted(jsonColumn);
        }

        @Override
        List<Object> codesToFind(String... codes) {
            return List.of((Object) codes);
        }

        /** Which no index serves, so that the row is looked up by its key, and not among all that the agent has. */
        @Override
        String same(String one, String other) {
            return "%s IS NOT DISTINCT FROM %s".formatted(one, other);
        }

        /** Of a NULL and a day, the day. */
        @Override
        String laterDay(String column) {
            return "GREATEST(%s, ?)".formatted(column);
        }

        /** As a number, which is read and written faster than a time. */
        @Override
        String clockIsPast() {
            return "clock_timestamp() >= to_timestamp(?)";
        }

        @Override
        Object clockValue(Instant instant) {
            return (double) instant.toEpochMilli() / MILLIS_A_SECOND;
        }

        /** Without a type, so that the server takes it as the column's: text, UUID or JSONB. */
        @Override
        void bindOpaque(PreparedStatement statement, int index, @Nullable String text) throws SQLException {
            statement.setObject(index, text, Types.OTHER);
        }

        /** As text, since the driver takes a calendar to write a date. */
        @Override
        void bindDate(PreparedStatement statement, int index, LocalDate date) throws SQLException {
            bindOpaque(statement, index, date.toString());
        }

        @Override
        boolean hasArrays() {
            return true;
        }

        @Override
        boolean hasWritesInQueries() {
            return true;
        }

        @Override
        String unlessThere(String insert) {
            return insert + " ON CONFLICT DO NOTHING";
        }

        /** An advisory lock, since there may be no table yet; even CREATE TABLE IF NOT EXISTS fails where two try. */
        @Override
        void lockForMigration(Connection connection) throws SQLException {
            Jdbc.execute(connection, "SELECT pg_advisory_xact_lock(hashtext('callgate_schema'))");
        }
    },

    /** MariaDB, from 10.6 on, by its own driver or by MySQL's Connector/J; also MySQL 8. */
    MARIADB("mariadb", CountForm.LAST_INSERT_ID, "UTC_TIMESTAMP(6)") {
        @Override
        ServerErrors errors() {
            return ServerErrors.MARIADB;
        }

        @Override
        Object clockValue(Instant instant) {
            return utc(instant);
        }

        @Override
        Instant readClock(ResultSet row, String column) throws SQLException {
            return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
        }

        @Override
        Object id(UUID id) {
            return id.toString();
        }

        /** The driver would log the row, with whatever number is in it, where the key is taken. */
        @Override
        String unlessThere(String insert) {
            return insert.replaceFirst("^INSERT", "INSERT IGNORE");
        }

        @Override
        String updateIfThere(String insert, String key, String changes) {
            return "%s ON DUPLICATE KEY UPDATE %s".formatted(insert, changes);
        }

        /** A lock of the session, since DDL ends the transaction; its name holds for the whole server. */
        @Override
        void lockForMigration(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet locked = statement.executeQuery("SELECT GET_LOCK(%s, 120)".formatted(LOCK_NAME))) {
                if (!locked.next() || locked.getInt(1) != 1) {
                    throw new StoreException.NotApplied("another node has been migrating for two minutes", null);
                }
            }
        }

        @Override
        void unlockAfterMigration(Connection connection) throws SQLException {
            Jdbc.execute(connection, "SELECT RELEASE_LOCK(%s)".formatted(LOCK_NAME));
        }
    },

    /** SQLite, from 3.35 on, best with {@code journal_mode=WAL}. */
    SQLITE("sqlite", CountForm.RETURNING, "strftime('%Y-%m-%dT%H:%M:%f', 'now')") {
        @Override
        ServerErrors errors() {
            return ServerErrors.SQLITE;
        }

        @Override
        Object clockValue(Instant instant) {
            return SQLITE_MILLIS.format(utc(instant));
        }

        @Override
        Instant readClock(ResultSet row, String column) throws SQLException {
            return LocalDateTime.parse(row.getString(column)).toInstant(ZoneOffset.UTC);
        }

        @Override
        Object id(UUID id) {
            return id.toString();
        }

        @Override
        String unlessThere(String insert) {
            return insert + " ON CONFLICT DO NOTHING";
        }

        /** There is one writer at a time anyway. */
        @Override
        String forUpdate() {
            return "";
        }

        /** A write, though of no row: whoever read before would have to start over if another wrote in the meantime. */
        @Override
        void lockForWriting(Connection connection) throws SQLException {
            Jdbc.execute(connection, "UPDATE agent_phone_numbers SET calls_made_today = 0 WHERE 1 = 0");
        }

        /** A write, which keeps other writers out until the transaction ends. */
        @Override
        void lockForMigration(Connection connection) throws SQLException {
            Jdbc.execute(connection, Migrations.CREATE_HISTORY);
            Jdbc.execute(connection, "DELETE FROM callgate_schema_history WHERE version < 0");
        }
    };

    private static final double MILLIS_A_SECOND = 1_000;

    private static final String LOCK_NAME = "LEFT(CONCAT('callgate_schema.', DATABASE()), 64)";

    private static final DateTimeFormatter SQLITE_MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

    private final String folder;
    private final CountForm countForm;
    private final String clock;

    Database(String folder, CountForm countForm, String clock) {
        this.folder = folder;
        this.countForm = countForm;
        this.clock = clock;
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

    /** The folder of its migrations, below {@link SqlScript#ROOT}. */
    String folder() {
        return folder;
    }

    CountForm countForm() {
        return countForm;
    }

    /** The time by the database's own clock, as an SQL expression. */
    String clock() {
        return clock;
    }

    /** Whether the database's clock is at, or past, the {@link #clockValue} that is bound, as an SQL condition. */
    String clockIsPast() {
        return clock + " >= ?";
    }

    /** An instant, to be bound to {@link #clockIsPast}. */
    Object clockValue(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** Reads {@link #clock} from a row. */
    Instant readClock(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** One of the library's ids, as the columns have it. */
    Object id(UUID id) {
        return id;
    }

    /** Which of its errors mean what. */
    abstract ServerErrors errors();

    /** A column of JSON, as text that LIKE can search. */
    String asText(String jsonColumn) {
        return jsonColumn;
    }

    /** Whether a list names one of several codes, as an SQL condition that takes what {@link #codesToFind} says. */
    String namesOneOf(String jsonColumn, int codes) {
        return Collections.nCopies(codes, asText(jsonColumn) + " LIKE ?").stream()
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** Whether a row of phone_numbers, n, is one of so many, as an SQL condition that takes the organization and the numbers. */
    String isOneOf(int numbers) {
        return "n.organization_id = ? AND n.phone_number IN (%s)"
                .formatted(String.join(", ", Collections.nCopies(numbers, "?")));
    }

    /** Codes, to be bound to {@link #namesOneOf}: the quotes keep them apart. */
    List<Object> codesToFind(String... codes) {
        return Arrays.stream(codes)
                .<Object>map(code -> "%" + Json.quoted(code) + "%")
                .toList();
    }

    /** Whether two values are the same, as an SQL condition; one of them is not NULL. */
    String same(String one, String other) {
        return "%s = %s".formatted(one, other);
    }

    /** The later of a column's day and of the one that is bound each time; the column may be NULL. */
    String laterDay(String column) {
        return "CASE WHEN %1$s >= ? THEN %1$s ELSE ? END".formatted(column);
    }

    /**
     * Whether a statement takes arrays of many rows' values, and may walk an index for each (LATERAL), or pass over those that
     * are there (ON CONFLICT). Elsewhere the driver batches, conditions are listed, and a query looks first.
     */
    boolean hasArrays() {
        return false;
    }

    /** Whether one query may change several tables (WITH … AS (UPDATE …)), and read what it changed. */
    boolean hasWritesInQueries() {
        return false;
    }

    /** Makes an INSERT pass over a row whose key is there; where it does not, the key that is taken is an error. */
    String unlessThere(String insert) {
        return insert;
    }

    /**
     * Makes an INSERT change the row whose key is there; empty where the database has no such statement, or none that is safe when
     * two do it at once.
     *
     * @param key its columns
     * @param changes assignments, with columns of the row that is there as table.column
     */
    String updateIfThere(String insert, String key, String changes) {
        return "%s ON CONFLICT (%s) DO UPDATE SET %s".formatted(insert, key, changes);
    }

    /** What makes a SELECT lock the rows that it reads. */
    String forUpdate() {
        return " FOR UPDATE";
    }

    /** Prepares a transaction that reads before it writes, where rows cannot be locked. */
    void lockForWriting(Connection connection) throws SQLException {}

    /** Binds text to a column whose type may be the database's own for it: JSON, or a host's kind of id. */
    void bindOpaque(PreparedStatement statement, int index, @Nullable String text) throws SQLException {
        statement.setString(index, text);
    }

    void bindDate(PreparedStatement statement, int index, LocalDate date) throws SQLException {
        statement.setObject(index, date);
    }

    /** Keeps other nodes from migrating until this transaction ends, or the lock is given back. */
    abstract void lockForMigration(Connection connection) throws SQLException;

    /** Lets other nodes migrate, where the end of the transaction does not. */
    void unlockAfterMigration(Connection connection) throws SQLException {}

    /** A time as the columns have it: UTC, to the microsecond. */
    static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    }
}
