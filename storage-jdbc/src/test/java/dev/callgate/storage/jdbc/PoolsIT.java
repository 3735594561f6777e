package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.admin.NumberInventory;
import dev.callgate.contract.Together;
import dev.callgate.model.Assignment;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.InventoryException;
import dev.callgate.policy.Limit;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolsIT {
    private static final int CONNECTIONS = 8;
    private static final int LIMIT = 100;

    private final Acme acme = new Acme();

    /** How a host may have set up its pool. */
    enum Setting {
        DEFAULT(config -> {}),
        AUTO_COMMIT_OFF(config -> config.setAutoCommit(false)),
        READ_ONLY(config -> config.setReadOnly(true)),
        REPEATABLE_READ(config -> config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ")),
        SERIALIZABLE(config -> config.setTransactionIsolation("TRANSACTION_SERIALIZABLE")),
        SERIALIZABLE_AND_AUTO_COMMIT_OFF(config -> {
            config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
            config.setAutoCommit(false);
        });

        private final Consumer<HikariConfig> setting;

        Setting(Consumer<HikariConfig> setting) {
            this.setting = setting;
        }

        HikariDataSource pool(Databases database) {
            HikariConfig config = Databases.config(database.url(), CONNECTIONS);
            config.setLeakDetectionThreshold(60_000);
            setting.accept(config);
            return new HikariDataSource(config);
        }
    }

    static Stream<Arguments> databasesAndSettings() {
        return Arrays.stream(Databases.values()).flatMap(database -> Arrays.stream(Setting.values())
                // SQLite has one isolation level, and its driver opens a file for reading only at first sight.
                .filter(setting -> database != Databases.SQLITE
                        || setting == Setting.DEFAULT
                        || setting == Setting.AUTO_COMMIT_OFF
                        || setting == Setting.SERIALIZABLE)
                .map(setting -> Arguments.of(database, setting)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("databasesAndSettings")
    @DisplayName("K5 D2 with any configuration of the pool, the limit is exact, administration works, and no "
            + "connection leaks")
    void worksWithEveryPool(Databases database, Setting setting) throws Exception {
        try (HikariDataSource pool = setting.pool(database)) {
            boolean readOnly = isReadOnly(pool);
            JdbcStorage storage = Databases.open(pool);
            acme.assign(storage, 1, LIMIT);
            CallGate gate = Acme.gate(storage);

            List<Integer> allowed = Together.run(16, thread -> () -> {
                int counted = 0;
                for (int wish = 0; wish < 10; wish++) {
                    counted += gate.decide(acme.request).isAllowed() ? 1 : 0;
                }
                return counted;
            });

            assertEquals(LIMIT, allowed.stream().mapToInt(Integer::intValue).sum());
            assertEquals(LIMIT, acme.callsMade(database.storage()));
            assertAllReturned(pool, readOnly);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("databasesAndSettings")
    @DisplayName(
            "K5 D2 with any configuration of the pool, limits in layers are exact, and every layer counts the same "
                    + "calls")
    void capsWorkWithEveryPool(Databases database, Setting setting) throws Exception {
        try (HikariDataSource pool = setting.pool(database)) {
            boolean readOnly = isReadOnly(pool);
            JdbcStorage storage = Databases.open(pool);
            acme.assign(storage, 1, LIMIT);
            acme.assign(storage, 2, LIMIT);
            CallGate gate = Acme.gate(
                    storage,
                    Limit.calls(25).perNumber().aDay(),
                    Limit.calls(40).perAgent().aDay(),
                    Limit.calls(45).perOrganization().aDay(),
                    Limit.calls(50).perCallee().within(Duration.ofHours(1)));

            List<Integer> allowed = Together.run(16, thread -> () -> {
                int counted = 0;
                for (int wish = 0; wish < 4; wish++) {
                    counted += gate.decide(acme.request).isAllowed() ? 1 : 0;
                }
                return counted;
            });

            assertEquals(40, allowed.stream().mapToInt(Integer::intValue).sum());
            assertEquals(40, acme.countedOnEachLayer(database.storage()));
            Counter ofCallee =
                    Counter.ofCallee(new CalleeKey(DialerProcess.DESTINATION), Counter.Kind.parse("calls/PT1H"));
            assertEquals(
                    40,
                    storage.countersOf(acme.organization, Set.of(ofCallee), DialerProcess.CLOCK.instant())
                            .of(ofCallee)
                            .holds()
                            .size());
            assertAllReturned(pool, readOnly);
        }
    }

    private static void assertAllReturned(HikariDataSource pool, boolean readOnly) throws SQLException {
        assertEquals(0, pool.getHikariPoolMXBean().getActiveConnections());
        List<Connection> all = new ArrayList<>();
        for (int n = 0; n < CONNECTIONS; n++) {
            Connection connection = pool.getConnection();
            all.add(connection);
            assertEquals(pool.isAutoCommit(), connection.getAutoCommit());
            assertEquals(readOnly, connection.isReadOnly());
        }
        for (Connection connection : all) {
            connection.close();
        }
    }

    /** Not every driver heeds what the pool was told. */
    private static boolean isReadOnly(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return connection.isReadOnly();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("K5 a connection that no pool resets is returned as it was taken, after success, refusal and error")
    void restoresWhatItChanged(boolean autoCommit) throws SQLException {
        try (Connection only = DriverManager.getConnection(Databases.POSTGRESQL.url())) {
            only.setReadOnly(true);
            only.setAutoCommit(autoCommit);
            // One connection for everybody, which never closes, may have anybody's transaction on it: unless the host
            // says otherwise.
            JdbcStorage fresh = JdbcStorage.on(dataSourceOf(only), Database.POSTGRESQL);
            JdbcStorage storage = autoCommit ? fresh : fresh.autoCommitOffByDefault();

            Assignment assignment = acme.assign(storage, 1, 1);
            assertTrue(acme.call(storage).isAllowed());
            assertFalse(acme.call(storage).isAllowed());
            assertThrows(InventoryException.Assigned.class, () -> acme.assign(storage, 1, 1));
            NumberInventory.over(storage)
                    .deactivate(acme.organization, assignment.number().id());

            assertEquals(autoCommit, only.getAutoCommit());
            assertTrue(only.isReadOnly());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("K5 the pools of Commons DBCP and Agroal work with auto-commit on and off, without configuration, and"
            + " leak no connection")
    void worksWithOtherPools(boolean autoCommit) throws Exception {
        acme.assign(Databases.POSTGRESQL.storage(), 1, 2 * LIMIT);
        try (BasicDataSource commons = new BasicDataSource();
                AgroalDataSource agroal = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                        .connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS)
                                .connectionFactoryConfiguration(connection -> connection
                                        .jdbcUrl(Databases.POSTGRESQL.url())
                                        .autoCommit(autoCommit))))) {
            commons.setUrl(Databases.POSTGRESQL.url());
            commons.setMaxTotal(CONNECTIONS);
            commons.setDefaultAutoCommit(autoCommit);
            for (DataSource pool : List.of(commons, agroal)) {
                for (JdbcStorage storage :
                        List.of(Databases.open(pool), Databases.open(pool).groupCommit(GroupCommit.standard()))) {
                    CallGate gate = Acme.gate(storage);
                    List<Boolean> allowed = Together.run(
                            LIMIT / 2,
                            thread -> () -> gate.decide(acme.request.callId("c-" + storage.hashCode() + "-" + thread))
                                    .isAllowed());
                    assertFalse(allowed.contains(false));
                }
            }
            assertEquals(0, commons.getNumActive());
            assertEquals(0, agroal.getMetrics().activeCount());
        }
        assertEquals(2 * LIMIT, acme.callsMade(Databases.POSTGRESQL.storage()));
    }

    /** Hands out one connection, again and again, and does nothing to it in between. */
    private static DataSource dataSourceOf(Connection connection) {
        Connection unclosed = Proxies.proxy(
                Connection.class,
                (method, args) -> method.getName().equals("close") ? null : method.invoke(connection, args));
        return Proxies.proxy(DataSource.class, (method, args) -> unclosed);
    }
}
