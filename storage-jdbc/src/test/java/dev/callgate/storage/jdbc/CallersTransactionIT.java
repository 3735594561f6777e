package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.contract.Together;
import dev.callgate.model.CallId;
import dev.callgate.model.StoreException;
import dev.callgate.policy.Limit;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of the transaction that a host has begun on a data source which hands it out. */
class CallersTransactionIT {
    private static final int CONNECTIONS = 3;

    private final Acme acme = new Acme();
    private final String row = "row-" + UUID.randomUUID();

    static Stream<Arguments> databasesProxiesAndDefaults() {
        return Stream.of(Databases.H2, Databases.POSTGRESQL, Databases.MARIADB, Databases.SQLITE)
                .flatMap(database -> Arrays.stream(HandingOut.values()).flatMap(proxy -> Stream.of(true, false)
                        .map(autoCommit -> Arguments.of(database, proxy, autoCommit))));
    }

    private static HikariDataSource pool(Databases database, boolean autoCommit) {
        HikariConfig config = Databases.config(database.url(), CONNECTIONS);
        config.setAutoCommit(autoCommit);
        return new HikariDataSource(config);
    }

    private static void createHostsTable(Databases database) {
        try (HikariDataSource pool = Databases.pool(database.url(), 1)) {
            new JdbcTemplate(pool).execute("CREATE TABLE IF NOT EXISTS host_rows (name VARCHAR(64))");
        }
    }

    private void insert(DataSource transactions) {
        new JdbcTemplate(transactions).update("INSERT INTO host_rows (name) VALUES (?)", row);
    }

    private int hostsRows(Databases database) {
        try (HikariDataSource pool = Databases.pool(database.url(), 1)) {
            return Objects.requireNonNull(new JdbcTemplate(pool)
                    .queryForObject("SELECT COUNT(*) FROM host_rows WHERE name = ?", Integer.class, row));
        }
    }

    private void assertRejectsEverything(JdbcStorage storage, UUID numberId) {
        NumberInventory inventory = NumberInventory.over(storage);
        List<Executable> all = List.of(
                () -> acme.call(storage),
                () -> Acme.gate(storage).decide(acme.request.callId("lent-" + row)),
                () -> Acme.gate(storage, Limit.calls(9).perAgent().aDay()).decide(acme.request),
                () -> acme.call(storage.groupCommit(GroupCommit.standard())),
                () -> Acme.gate(storage).preview(acme.request),
                () -> Acme.gate(storage).release(acme.organization, new CallId("lent-" + row)),
                () -> inventory.add(
                        NewNumber.of(acme.organization, Acme.number(2).toString())),
                () -> inventory.deactivate(acme.organization, numberId),
                () -> inventory.find(acme.organization, numberId),
                storage::migrate,
                storage::validate);
        for (Executable each : all) {
            StoreException.Permanent e = assertThrows(StoreException.Permanent.class, each);
            assertTrue(e.getMessage().contains("JdbcStorage.joining(connection)"), e.getMessage());
        }
    }

    @ParameterizedTest(name = "{0} {1} auto-commit {2}")
    @MethodSource("databasesProxiesAndDefaults")
    @DisplayName("K5 a transaction of the host that the data source hands out is neither committed, rolled back nor "
            + "changed by any operation: after a rollback, its row is gone and no call is counted; after a commit, "
            + "its row is there")
    void leavesTheTransactionOpen(Databases database, HandingOut handingOut, boolean autoCommit) throws SQLException {
        createHostsTable(database);
        UUID numberId = acme.assign(database.storage(), 1, 10).number().id();
        try (HikariDataSource pool = pool(database, autoCommit)) {
            DataSource transactions = handingOut.ofTransactions(pool);
            JdbcStorage storage = Databases.open(handingOut.over(transactions));
            TransactionTemplate host = new TransactionTemplate(HandingOut.transactions(transactions));
            host.executeWithoutResult(status -> {
                assertRejectsEverything(storage, numberId);
                insert(transactions);
                assertRejectsEverything(storage, numberId);
                insert(transactions);
                status.setRollbackOnly();
            });
            assertEquals(0, hostsRows(database));
            assertEquals(0, acme.callsMade(database.storage()));

            host.executeWithoutResult(status -> {
                insert(transactions);
                assertRejectsEverything(storage, numberId);
            });
            assertEquals(1, hostsRows(database));
            assertEquals(0, acme.callsMade(database.storage()));

            assertTrue(
                    acme.call(storage).isAllowed(),
                    "outside of a transaction, the pool's connections are the library's");
            assertTrue(Acme.gate(storage, Limit.calls(9).perAgent().aDay())
                    .decide(acme.request)
                    .isAllowed());
            assertEquals(2, acme.callsMade(database.storage()));
            assertEquals(0, pool.getHikariPoolMXBean().getActiveConnections());
        }
    }

    @ParameterizedTest(name = "{0} {1} auto-commit {2}")
    @MethodSource("databasesProxiesAndDefaults")
    @DisplayName("K5 a store that is opened within the host's transaction leaves it alone, and works after it ends")
    void openedInsideTheTransaction(Databases database, HandingOut handingOut, boolean autoCommit) {
        createHostsTable(database);
        acme.assign(database.storage(), 1, 10);
        try (HikariDataSource pool = pool(database, autoCommit)) {
            DataSource transactions = handingOut.ofTransactions(pool);
            TransactionTemplate host = new TransactionTemplate(HandingOut.transactions(transactions));
            JdbcStorage storage = Objects.requireNonNull(host.execute(status -> {
                insert(transactions);
                JdbcStorage opened = Databases.open(handingOut.over(transactions));
                assertThrows(StoreException.Permanent.class, () -> acme.call(opened));
                status.setRollbackOnly();
                return opened;
            }));
            assertEquals(0, hostsRows(database));
            assertTrue(acme.call(storage).isAllowed());
            assertEquals(1, acme.callsMade(database.storage()));
        }
    }

    @ParameterizedTest
    @EnumSource(HandingOut.class)
    @DisplayName("K5 a nested new transaction and a read-only one are left alone as well; while a transaction is "
            + "suspended, the library uses its own connection")
    void propagation(HandingOut handingOut) {
        createHostsTable(Databases.H2);
        acme.assign(Databases.H2.storage(), 1, 10);
        try (HikariDataSource pool = pool(Databases.H2, true)) {
            DataSource transactions = handingOut.ofTransactions(pool);
            JdbcStorage storage = Databases.open(handingOut.over(transactions));
            TransactionTemplate outer = new TransactionTemplate(HandingOut.transactions(transactions));
            TransactionTemplate inner = new TransactionTemplate(HandingOut.transactions(transactions));
            outer.executeWithoutResult(status -> {
                insert(transactions);
                for (int propagation : List.of(
                        TransactionDefinition.PROPAGATION_REQUIRED,
                        TransactionDefinition.PROPAGATION_REQUIRES_NEW,
                        TransactionDefinition.PROPAGATION_NESTED,
                        TransactionDefinition.PROPAGATION_MANDATORY)) {
                    inner.setPropagationBehavior(propagation);
                    inner.executeWithoutResult(
                            within -> assertThrows(StoreException.Permanent.class, () -> acme.call(storage)));
                }
                inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
                inner.executeWithoutResult(
                        suspended -> assertTrue(acme.call(storage).isAllowed()));
                status.setRollbackOnly();
            });
            outer.setReadOnly(true);
            outer.executeWithoutResult(
                    reading -> assertThrows(StoreException.Permanent.class, () -> acme.call(storage)));
            assertEquals(0, hostsRows(Databases.H2));
            assertEquals(1, acme.callsMade(Databases.H2.storage()));
        }
    }

    @ParameterizedTest
    @EnumSource(HandingOut.class)
    @DisplayName("K5 in groups, a caller with a transaction is refused, even if another thread would count for it; the"
            + " others are counted")
    void groups(HandingOut handingOut) throws Exception {
        acme.assign(Databases.H2.storage(), 1, 10_000);
        try (HikariDataSource pool = Databases.pool(Databases.H2.url(), 24)) {
            DataSource transactions = handingOut.ofTransactions(pool);
            JdbcStorage storage = JdbcStorage.on(handingOut.over(transactions)).groupCommit(GroupCommit.standard());
            TransactionTemplate host = new TransactionTemplate(HandingOut.transactions(transactions));
            host.executeWithoutResult(first -> assertThrows(StoreException.Permanent.class, () -> acme.call(storage)));
            List<Integer> allowed = Together.run(16, thread -> () -> {
                int counted = 0;
                for (int wish = 0; wish < 20; wish++) {
                    if (thread % 2 == 0) {
                        counted += acme.call(storage).isAllowed() ? 1 : 0;
                    } else {
                        host.executeWithoutResult(
                                status -> assertThrows(StoreException.Permanent.class, () -> acme.call(storage)));
                    }
                }
                return counted;
            });
            assertEquals(8 * 20, allowed.stream().mapToInt(Integer::intValue).sum());
            assertEquals(8 * 20, acme.callsMade(Databases.H2.storage()));
        }
    }

    @Test
    @DisplayName("K5 a connection with a transaction is only inspected and closed once")
    void onlyInspectsTheConnection() throws SQLException {
        List<String> called = new ArrayList<>();
        try (HikariDataSource pool = pool(Databases.H2, true);
                Connection transaction = pool.getConnection()) {
            transaction.setAutoCommit(false);
            Connection watched = Proxies.proxy(Connection.class, (method, args) -> {
                called.add(method.getName());
                return method.getName().equals("close") ? null : method.invoke(transaction, args);
            });
            JdbcStorage storage =
                    JdbcStorage.on(Proxies.proxy(DataSource.class, (method, args) -> watched), Database.H2);

            assertThrows(StoreException.Permanent.class, () -> acme.call(storage));

            assertEquals(List.of("getMetaData", "getAutoCommit", "createStatement", "close"), called);
        }
    }

    @Test
    @DisplayName("K5 if the pool turns auto-commit off by default and cannot be distinguished from a proxy, the host "
            + "has to say so")
    void hostDeclaresAutoCommitOffByDefault() throws SQLException {
        acme.assign(Databases.H2.storage(), 1, 10);
        org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
        pool.setUrl(Databases.H2.url());
        pool.setDriverClassName("org.h2.Driver");
        pool.setDefaultAutoCommit(false);
        pool.setJdbcInterceptors("ConnectionState");
        try {
            JdbcStorage storage = JdbcStorage.on(pool);
            StoreException.Permanent e = assertThrows(StoreException.Permanent.class, () -> acme.call(storage));
            assertTrue(e.getMessage().contains("autoCommitOffByDefault()"), e.getMessage());

            JdbcStorage told = storage.autoCommitOffByDefault();
            assertTrue(acme.call(told).isAllowed());
            assertTrue(acme.call(told.groupCommit(GroupCommit.standard()).retryTimeout(Duration.ZERO))
                    .isAllowed());
            assertTrue(acme.call(storage.groupCommit(GroupCommit.standard()).autoCommitOffByDefault())
                    .isAllowed());
            assertEquals(3, acme.callsMade(Databases.H2.storage()));
            assertEquals(0, pool.getActive());
        } finally {
            pool.close(true);
        }
    }

    @Test
    @DisplayName("K5 a store that takes part in a transaction does not migrate, which would commit it")
    void joinedStoreDoesNotMigrate() {
        createHostsTable(Databases.MARIADB);
        try (HikariDataSource pool = pool(Databases.MARIADB, true)) {
            TransactionTemplate host = new TransactionTemplate(HandingOut.transactions(pool));
            JdbcStorage storage = Databases.open(pool);
            host.executeWithoutResult(status -> {
                insert(pool);
                JdbcStorage joined = storage.joining(DataSourceUtils.getConnection(pool));
                assertThrows(StoreException.Permanent.class, joined::migrate);
                status.setRollbackOnly();
            });
            assertEquals(0, hostsRows(Databases.MARIADB));
            assertEquals(List.of(), storage.migrate().applied());
        }
    }
}
