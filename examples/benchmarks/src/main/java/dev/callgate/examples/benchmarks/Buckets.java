package dev.callgate.examples.benchmarks;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.distributed.proxy.RemoteBucketBuilder;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.distributed.serialization.InternalSerializationHelper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import javax.sql.DataSource;

/**
 * Bucket4j's buckets in PostgreSQL: one for each key, refilled once a day, and none of them new. Each is one object, so
 * that its batching can serve callers together.
 */
final class Buckets implements Candidate {
    private static final long CAPACITY = 1_000_000_000;

    private static final BucketConfiguration ONCE_A_DAY = BucketConfiguration.builder()
            .addLimit(limit -> limit.capacity(CAPACITY).refillIntervally(CAPACITY, Duration.ofDays(1)))
            .build();

    /** The table that its documentation says, with room for updates in place. */
    private static final String CREATE = """
            CREATE TABLE %s (id bigint PRIMARY KEY, state bytea, expires_at bigint, explicit_lock bigint)
            WITH (fillfactor = 80)""";

    /** What a bucket's state says does not depend on its key. */
    private static final String COPY =
            "INSERT INTO %1$s SELECT n, state FROM generate_series(1, %2$d - 1) AS n, %1$s WHERE id = 0";

    private final DataSource pool;
    private final String name;
    private final String table;
    private final boolean batching;
    private final List<Bucket> buckets;

    private Buckets(DataSource pool, String name, String table, boolean batching, List<Bucket> buckets) {
        this.pool = pool;
        this.name = name;
        this.table = table;
        this.batching = batching;
        this.buckets = buckets;
    }

    /** All four: either lock, without and with batching. */
    static List<Buckets> allOn(DataSource pool, int rows) throws SQLException {
        return List.of(
                selectForUpdate(pool, rows, false),
                selectForUpdate(pool, rows, true),
                advisoryLock(pool, rows, false),
                advisoryLock(pool, rows, true));
    }

    private static Buckets selectForUpdate(DataSource pool, int rows, boolean batching) throws SQLException {
        return create(
                pool,
                rows,
                "select for update",
                batching,
                (source, table) -> Bucket4jPostgreSQL.selectForUpdateBasedBuilder(source)
                        .table(table)
                        .build());
    }

    private static Buckets advisoryLock(DataSource pool, int rows, boolean batching) throws SQLException {
        return create(
                pool, rows, "advisory lock", batching, (source, table) -> Bucket4jPostgreSQL.advisoryLockBasedBuilder(
                                source)
                        .table(table)
                        .build());
    }

    private static Buckets create(
            DataSource pool,
            int rows,
            String lock,
            boolean batching,
            BiFunction<DataSource, String, ProxyManager<Long>> manager)
            throws SQLException {
        String name = "Bucket4j, " + lock + (batching ? ", batching" : "");
        String table = name.toLowerCase(Locale.ROOT).replaceAll("\\W+", "_");
        Sql.execute(pool, CREATE.formatted(table));
        RemoteBucketBuilder<Long> plain = manager.apply(pool, table).builder();
        RemoteBucketBuilder<Long> builder = batching ? plain.withOptimization(Optimizations.batching()) : plain;
        List<Bucket> buckets = LongStream.range(0, rows)
                .<Bucket>mapToObj(key -> builder.build(key, () -> ONCE_A_DAY))
                .toList();
        buckets.get(0).tryConsume(1);
        Sql.execute(pool, COPY.formatted(table, rows), "VACUUM ANALYZE " + table);
        return new Buckets(pool, name, table, batching, buckets);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int keys() {
        return buckets.size();
    }

    @Override
    public boolean call(int key) {
        return buckets.get(key).tryConsume(1);
    }

    @Override
    public boolean combinesCallers() {
        return batching;
    }

    @Override
    public long counted() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet states = statement.executeQuery("SELECT state FROM " + table)) {
            long consumed = 0;
            while (states.next()) {
                consumed += CAPACITY
                        - InternalSerializationHelper.deserializeState(states.getBytes(1))
                                .getAvailableTokens();
            }
            return consumed;
        }
    }
}
