package dev.callgate.storage.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.contract.FailingDataSource;
import dev.callgate.contract.StoreUnderTest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The store on a database, as the contracts test it; and the same store, whose database fails. */
final class DatabaseUnderTest {
    /** A pool for stores that fail, on each database; it lives as long as the JVM. */
    private static final Map<Databases, HikariDataSource> POOLS = new EnumMap<>(Databases.class);

    private DatabaseUnderTest() {}

    /**
     * Returns the store with all its abilities.
     *
     * @param change how the store is configured
     */
    static StoreUnderTest over(Databases database, UnaryOperator<JdbcStorage> change) {
        return StoreUnderTest.over(
                change.apply(database.storage()),
                step -> FailingDataSource.failingAt(
                        step,
                        pool(database),
                        source -> change.apply(JdbcStorage.on(source).retryTimeout(Duration.ZERO))));
    }

    private static synchronized HikariDataSource pool(Databases database) {
        return POOLS.computeIfAbsent(database, each -> Databases.pool(each.url(), 2));
    }
}
