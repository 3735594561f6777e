package dev.callgate.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.model.OrganizationId;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * An organization with many numbers in eight countries: three of five assigned, one of twenty inactive, from four providers,
 * and one of ten thousand from a fifth. They are made by SQL, and stand in the table as an import leaves them.
 */
record Inventory(HikariDataSource pool, JdbcStorage storage) implements AutoCloseable {
    static final OrganizationId ORGANIZATION = new OrganizationId("0a000000-0000-4000-8000-000000000001");

    /** The n-th number of a country has n as its last digits, so that all countries together have them in turn. */
    private static final String FILL = """
            INSERT INTO phone_numbers (id, organization_id, phone_number, provider, country_code, capabilities, status,
                assigned_to, created_at, updated_at)
            SELECT gen_random_uuid(), '%s',
                CASE n %% 8 WHEN 0 THEN '+1202' WHEN 1 THEN '+4474' WHEN 2 THEN '+4915' WHEN 3 THEN '+3361'
                    WHEN 4 THEN '+5511' WHEN 5 THEN '+9191' WHEN 6 THEN '+6141' ELSE '+1416' END
                    || lpad((n / 8 * 611953 %% 10000000)::text, 7, '0'),
                CASE WHEN n %% 10000 = 77 THEN 'rare'
                    ELSE (ARRAY['telnyx', 'twilio', 'plivo', 'vonage'])[1 + n / 8 %% 4] END,
                (ARRAY['US', 'GB', 'DE', 'FR', 'BR', 'IN', 'AU', 'CA'])[1 + n %% 8],
                '{"voice": true}',
                CASE WHEN n / 32 %% 20 = 7 THEN 'inactive' ELSE 'active' END,
                CASE WHEN n / 640 %% 5 < 3 THEN 'agent-' || n / 3200 %% 1000 END,
                now(), now()
            FROM generate_series(0::bigint, %d - 1) AS n""";

    static Inventory of(String url, int numbers) throws SQLException {
        HikariDataSource pool = DurablePostgres.pool(url, 2);
        JdbcStorage storage = JdbcStorage.on(pool);
        storage.migrate();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> indexes = dropIndexes(statement);
            statement.execute(FILL.formatted(ORGANIZATION, numbers));
            for (String index : indexes) {
                statement.execute(index);
            }
            statement.execute("VACUUM ANALYZE phone_numbers");
        }
        return new Inventory(pool, storage);
    }

    /** Filling is much quicker without them; returns the statements that make them again. */
    private static List<String> dropIndexes(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("""
                SELECT indexname, indexdef FROM pg_indexes
                WHERE tablename = 'phone_numbers' AND indexname NOT LIKE '%_pkey'""")) {
            while (found.next()) {
                names.add(found.getString(1));
                definitions.add(found.getString(2));
            }
        }
        for (String name : names) {
            statement.execute("DROP INDEX " + name);
        }
        return definitions;
    }

    @Override
    public void close() {
        pool.close();
    }
}
