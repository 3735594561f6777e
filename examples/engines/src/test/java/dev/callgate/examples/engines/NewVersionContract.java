package dev.callgate.examples.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.contract.BriefStoreContract;
import dev.callgate.contract.FailingDataSource;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** All contracts of a store, on a newer version of a database than the one that the tests of storage-jdbc run on. */
abstract class NewVersionContract extends BriefStoreContract {
    private static final int CONNECTIONS = 16;

    private static HikariDataSource pool;
    private static JdbcStorage storage;

    private final String version;

    NewVersionContract(String version) {
        this.version = version;
    }

    static void open(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(Duration.ofMinutes(2).toMillis());
        pool = new HikariDataSource(config);
        storage = patient(pool);
        storage.migrate();
    }

    /** A test machine's disk may stall for seconds. */
    private static JdbcStorage patient(DataSource source) {
        return JdbcStorage.on(source).retryTimeout(Duration.ofMinutes(1));
    }

    @AfterAll
    static void close() {
        if (pool != null) {
            pool.close();
        }
    }

    @Override
    protected StoreUnderTest storeUnderTest() {
        return StoreUnderTest.over(
                storage,
                step -> FailingDataSource.failingAt(
                        step, pool, source -> JdbcStorage.on(source).retryTimeout(Duration.ZERO)));
    }

    @Test
    @DisplayName("the tests run on the version that the documents name")
    void isVersion() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            assertEquals(version, database.getDatabaseMajorVersion() + "." + database.getDatabaseMinorVersion());
        }
        storage.validate();
    }
}
