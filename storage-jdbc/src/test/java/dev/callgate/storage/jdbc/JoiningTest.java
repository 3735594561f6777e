package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.model.StoreException;
import dev.callgate.policy.Limit;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JoiningTest {
    private final Acme acme = new Acme();

    @ParameterizedTest
    @EnumSource
    @DisplayName("K5 in the caller's transaction, a call counts when the caller commits, and not when it rolls back")
    void joinsTheCallersTransaction(Databases database) throws SQLException {
        JdbcStorage storage = database.storage();
        acme.assign(storage, 1, 2);
        try (HikariDataSource pool = Databases.pool(database.url(), 1);
                Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            JdbcStorage joined = storage.joining(connection);

            assertTrue(acme.call(joined).isAllowed());
            assertTrue(acme.call(joined).isAllowed());
            assertFalse(acme.call(joined).isAllowed());
            connection.rollback();
            assertEquals(0, acme.callsMade(storage));

            assertTrue(acme.call(joined).isAllowed());
            assertFalse(connection.getAutoCommit());
            connection.commit();
            assertEquals(1, acme.callsMade(storage));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("K5 in the caller's transaction, a call that a limit refuses undoes no work of the caller, and is "
            + "counted nowhere")
    void limitsJoinTheCallersTransaction(Databases database) throws SQLException {
        JdbcStorage storage = database.storage();
        acme.assign(storage, 1, 10);
        Limit[] limits = {
            Limit.calls(9).perNumber().aDay(),
            Limit.calls(2).perAgent().aDay(),
            Limit.calls(9).perOrganization().aDay()
        };
        try (HikariDataSource pool = Databases.pool(database.url(), 1);
                Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            CallGate joined = Acme.gate(storage.joining(connection), limits);

            assertTrue(joined.decide(acme.request).isAllowed());
            connection.rollback();
            assertEquals(0, acme.countedOnEachLayer(storage));

            assertTrue(joined.decide(acme.request).isAllowed());
            assertTrue(joined.decide(acme.request).isAllowed());
            assertFalse(joined.decide(acme.request).isAllowed());
            connection.commit();
            assertEquals(2, acme.countedOnEachLayer(storage));
        }
    }

    @Test
    @DisplayName("K5 a connection that commits by itself has no transaction to join")
    void needsATransaction() throws SQLException {
        try (HikariDataSource pool = Databases.pool(Databases.H2.url(), 1);
                Connection connection = pool.getConnection()) {
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class, () -> Databases.H2.storage().joining(connection));
            assertTrue(e.getMessage().contains("setAutoCommit(false)"), e.getMessage());
        }
    }

    @Test
    @DisplayName("K5 D4 a row that another transaction holds is waited for as long as the server is configured to; the"
            + " pool keeps its connections")
    void respectsTheTimeout() throws SQLException {
        JdbcStorage storage = Databases.POSTGRESQL.storage();
        acme.assign(storage, 1, 5);
        try (HikariDataSource pool = Databases.pool(Databases.POSTGRESQL.url() + "&options=-c%20lock_timeout=100", 1);
                HikariDataSource other = Databases.pool(Databases.POSTGRESQL.url(), 1);
                Connection holder = other.getConnection()) {
            JdbcStorage impatient = JdbcStorage.on(pool);
            int backend = backend(pool);
            holder.setAutoCommit(false);
            assertTrue(acme.call(storage.joining(holder)).isAllowed());

            for (int n = 0; n < 3; n++) {
                assertThrows(StoreException.NotApplied.class, () -> acme.call(impatient));
            }

            holder.commit();
            assertTrue(acme.call(impatient).isAllowed());
            assertEquals(backend, backend(pool), "the pool still has the connection that it had");
            assertEquals(2, acme.callsMade(storage));
        }
    }

    @Test
    @DisplayName("D4 a call whose row stays busy until the deadline for retries is reported as not applied, and "
            + "succeeds when requested later")
    void retriesUntilTheDeadline() throws SQLException {
        JdbcStorage storage = Databases.SQLITE.storage();
        acme.assign(storage, 1, 5);
        String impatientUrl = Databases.SQLITE.url().replaceAll("busy_timeout=[0-9]+", "busy_timeout=1");
        try (HikariDataSource pool = Databases.pool(impatientUrl, 1);
                HikariDataSource other = Databases.pool(Databases.SQLITE.url(), 1);
                Connection holder = other.getConnection()) {
            JdbcStorage atOnce = JdbcStorage.on(pool).retryTimeout(Duration.ZERO);
            holder.setAutoCommit(false);
            assertTrue(acme.call(storage.joining(holder)).isAllowed());

            assertThrows(StoreException.NotApplied.class, () -> acme.call(atOnce));
            assertThrows(StoreException.NotApplied.class, () -> acme.call(atOnce.retryTimeout(Duration.ofMillis(50))));

            holder.commit();
            assertTrue(acme.call(atOnce).isAllowed());
            assertEquals(2, acme.callsMade(storage));
        }
        assertThrows(IllegalArgumentException.class, () -> storage.retryTimeout(Duration.ofMillis(-1)));
    }

    private static int backend(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
