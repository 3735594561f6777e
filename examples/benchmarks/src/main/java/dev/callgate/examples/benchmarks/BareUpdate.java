package dev.callgate.examples.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The floor: one conditional UPDATE by the primary key, which commits by itself, on a table with nothing in it but what the
 * condition needs.
 */
final class BareUpdate implements Candidate {
    private static final int LIMIT = 1_000_000_000;

    private static final String CREATE = """
            CREATE TABLE %s (id uuid PRIMARY KEY, calls_made_today int NOT NULL, last_reset_date date NOT NULL,
                daily_limit int NOT NULL) WITH (fillfactor = 80)""";

    private static final String FILL =
            "INSERT INTO %s SELECT %s, 0, DATE '2026-01-01', %d FROM generate_series(0, %d - 1) AS n";

    private static final String UPDATE = """
            UPDATE %s SET calls_made_today = CASE WHEN last_reset_date < ? THEN 1 ELSE calls_made_today + 1 END,
                last_reset_date = GREATEST(last_reset_date, ?)
            WHERE id = ? AND daily_limit > 0 AND (last_reset_date < ? OR calls_made_today < daily_limit)
            RETURNING calls_made_today""";

    private final DataSource pool;
    private final String table;
    private final String update;
    private final int rows;

    private BareUpdate(DataSource pool, String table, int rows) {
        this.pool = pool;
        this.table = table;
        this.update = UPDATE.formatted(table);
        this.rows = rows;
    }

    static BareUpdate on(DataSource pool, int rows) throws SQLException {
        String table = "bare_counters";
        Sql.execute(
                pool,
                CREATE.formatted(table),
                FILL.formatted(table, RowId.sql("n"), LIMIT, rows),
                "VACUUM ANALYZE " + table);
        return new BareUpdate(pool, table, rows);
    }

    @Override
    public String name() {
        return "floor: bare UPDATE";
    }

    @Override
    public int keys() {
        return rows;
    }

    @Override
    public boolean call(int key) throws SQLException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        UUID id = RowId.of(key);
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setObject(1, today);
            statement.setObject(2, today);
            statement.setObject(3, id);
            statement.setObject(4, today);
            try (ResultSet counted = statement.executeQuery()) {
                return counted.next();
            }
        }
    }

    @Override
    public long counted() throws SQLException {
        return Sql.number(pool, "SELECT sum(calls_made_today) FROM " + table);
    }
}
