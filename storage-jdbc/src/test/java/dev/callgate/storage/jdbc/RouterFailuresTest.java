package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.model.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a router throws, before or after a server ran the statement. */
class RouterFailuresTest {
    private static HikariDataSource pool;

    private final Acme acme = new Acme();
    private final AtomicReference<Fault> fault = new AtomicReference<>();
    private JdbcStorage storage;
    private CallGate gate;

    /**
     * A failure of a method.
     *
     * @param method a regular expression of its name
     * @param isAfter whether the server did what the method asks for
     */
    private record Fault(String method, boolean isAfter, Exception thrown) {}

    @BeforeAll
    static void open() {
        pool = Databases.pool(Databases.POSTGRESQL.url() + "&stringtype=unspecified", 2);
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @BeforeEach
    void allowOne() {
        storage = JdbcStorage.on(faulty(DataSource.class, pool), Database.POSTGRESQL_ROUTED)
                .retryTimeout(Duration.ZERO);
        gate = Acme.gate(storage);
        acme.assign(storage, 1, 10);
        assertTrue(gate.decide(acme.request).isAllowed());
    }

    private <T> T faulty(Class<T> type, T target) {
        return Proxies.proxy(type, (method, args) -> {
            Fault now = fault.get();
            boolean fails = now != null && method.getName().matches(now.method());
            if (fails && !now.isAfter()) {
                throw new InvocationTargetException(now.thrown());
            }
            Object result = method.invoke(target, args);
            if (fails) {
                throw new InvocationTargetException(now.thrown());
            }
            if (result instanceof Connection connection) {
                return faulty(Connection.class, connection);
            }
            return result instanceof PreparedStatement statement ? faulty(PreparedStatement.class, statement) : result;
        });
    }

    private void after(Fault now, Runnable work) {
        fault.set(now);
        try {
            work.run();
        } finally {
            fault.set(null);
        }
    }

    private int counted() {
        return acme.callsMade(Databases.POSTGRESQL.storage());
    }

    @ParameterizedTest
    @CsvSource({"prepareStatement, false, 1", "executeQuery, false, 1", "executeQuery, true, 2"})
    @DisplayName("D4 after an unchecked exception of a router, nothing is allowed, and a call may have been counted")
    void uncheckedExceptions(String method, boolean isAfter, int counted) {
        Fault unchecked = new Fault(method, isAfter, new IllegalStateException("no viable alternative at input"));
        after(unchecked, () -> {
            StoreException.OutcomeUnknown unknown =
                    assertThrows(StoreException.OutcomeUnknown.class, () -> gate.decide(acme.request));
            assertTrue(unknown.getMessage().contains("no viable alternative"), unknown.getMessage());
        });
        assertEquals(counted, counted());
    }

    @Test
    @DisplayName("D4 a router's own SQLState does not mean that nothing was counted; that of a server does")
    void statesOfRouters() {
        String violation = "44000";
        after(
                new Fault("executeQuery", true, new SQLException("merging failed", violation, 20_034)),
                () -> assertThrows(StoreException.OutcomeUnknown.class, () -> gate.decide(acme.request)));
        assertEquals(2, counted());
        after(
                new Fault("executeQuery", false, new SQLException("denied", "42501")),
                () -> assertThrows(StoreException.Permanent.class, () -> gate.decide(acme.request)));
        assertEquals(2, counted());
    }

    @Test
    @DisplayName("D4 in a transaction, nothing was applied; only the commit may have been")
    void transactions() {
        NumberInventory inventory = NumberInventory.over(storage);
        NewNumber first = NewNumber.of(acme.organization, Acme.number(7).toString());
        NewNumber second = NewNumber.of(acme.organization, Acme.number(8).toString());
        after(
                new Fault("executeUpdate|executeBatch", true, new IllegalStateException("lost")),
                () -> assertThrows(StoreException.NotApplied.class, () -> inventory.add(first)));
        after(
                new Fault("commit", true, new IllegalStateException("lost")),
                () -> assertThrows(StoreException.OutcomeUnknown.class, () -> inventory.add(second)));
        assertTrue(inventory.find(acme.organization, Acme.number(7)).isEmpty());
        assertTrue(inventory.find(acme.organization, Acme.number(8)).isPresent());
    }

    @Test
    @DisplayName("D4 in a transaction of the caller, nothing was applied")
    void joined() throws SQLException {
        try (Connection connection = faulty(Connection.class, pool.getConnection())) {
            connection.setAutoCommit(false);
            CallGate joining = Acme.gate(storage.joining(connection));
            after(
                    new Fault("executeQuery", true, new IllegalStateException("lost")),
                    () -> assertThrows(StoreException.NotApplied.class, () -> joining.decide(acme.request)));
            connection.rollback();
            connection.setAutoCommit(true);
        }
        assertEquals(1, counted());
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    @DisplayName("D4 whatever a data source throws instead of a connection, nothing was applied")
    void noConnection(Database database) {
        DataSource closed = Proxies.proxy(DataSource.class, (method, args) -> {
            throw new InvocationTargetException(new IllegalStateException("the pool is closed"));
        });
        StoreException.NotApplied thrown =
                assertThrows(StoreException.NotApplied.class, () -> Acme.gate(JdbcStorage.on(closed, database))
                        .decide(acme.request));
        assertTrue(thrown.getMessage().contains("the pool is closed"), thrown.getMessage());
    }
}
