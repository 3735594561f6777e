package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.CallListener;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.model.CallId;
import dev.callgate.model.CallRecord;
import dev.callgate.model.InventoryException;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A view of the gate in a transaction of Spring's. */
class JoinedGateIT {
    private final Acme acme = new Acme();
    private final Told told = new Told();
    private final CallId id = new CallId("call-" + acme.organization.value());

    /** Remembers what it is told. */
    private static final class Told implements CallListener {
        final List<Object> events = new ArrayList<>();

        @Override
        public void decided(CallRequest request, CallDecision decision, Duration took) {
            events.add(decision.isAllowed());
        }

        @Override
        public void failed(CallRequest request, RuntimeException cause, Duration took) {
            events.add(cause.getClass());
        }

        @Override
        public void released(CallRecord call) {
            events.add("released");
        }
    }

    private CallGate gate(JdbcStorage storage) {
        return CallGate.over(storage)
                .clock(DialerProcess.CLOCK)
                .policy(CallPolicy.inUtc().limits(Limit.calls(2).perAgent().aDay()))
                .listener(told)
                .build();
    }

    /** What a host of Spring's gives to the view. */
    private static Executor afterCommit() {
        return event -> TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                event.run();
            }
        });
    }

    private static CallGate joined(CallGate gate, JdbcStorage storage, DataSource pool) {
        return gate.withStore(storage.joining(DataSourceUtils.getConnection(pool)), afterCommit());
    }

    private static TransactionTemplate transaction(DataSource pool, int propagation) {
        TransactionTemplate transaction = new TransactionTemplate(HandingOut.transactions(pool));
        transaction.setPropagationBehavior(propagation);
        return transaction;
    }

    private static TransactionTemplate transaction(DataSource pool) {
        return transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("K5 T1 a view of the gate counts in the host's transaction, with the gate's policy, clock and "
            + "listeners: they are notified after the commit, and not of calls that were rolled back")
    void countsAndNotifiesAfterTheCommit(Databases database) {
        JdbcStorage storage = database.storage();
        acme.assign(storage, 1, 10);
        CallGate gate = gate(storage);
        try (HikariDataSource pool = Databases.pool(database.url(), 1)) {
            transaction(pool).executeWithoutResult(status -> {
                CallGate view = joined(gate, storage, pool);
                assertTrue(view.decide(acme.request.callId(id.value())).isAllowed());
                assertTrue(view.release(acme.organization, id).isPresent());
                status.setRollbackOnly();
            });
            assertEquals(List.of(), told.events);
            assertEquals(0, acme.callsMade(storage));
            assertTrue(CallJournal.over(storage).find(acme.organization, id).isEmpty());

            transaction(pool).executeWithoutResult(status -> {
                CallGate view = joined(gate, storage, pool);
                assertTrue(view.decide(acme.request.callId(id.value())).isAllowed());
                assertTrue(view.decide(acme.request).isAllowed());
                Refused refused = assertInstanceOf(Refused.class, view.decide(acme.request));
                assertEquals(Refused.Reason.AGENT_LIMIT_REACHED, refused.cause().code());
                assertTrue(view.release(acme.organization, id).isPresent());
                assertEquals(List.of(), told.events);
            });
            assertEquals(List.of(true, true, false, "released"), told.events);
            assertEquals(1, acme.callsMade(storage));
        }
    }

    @Test
    @DisplayName("K5 calls that a nested transaction rolled back are not counted, the others are; a new transaction is"
            + " counted by itself")
    void nestedAndNewTransactions() {
        JdbcStorage storage = Databases.POSTGRESQL.storage();
        acme.assign(storage, 1, 10);
        CallGate gate = Acme.gate(storage);
        try (HikariDataSource pool = Databases.pool(Databases.POSTGRESQL.url(), 2)) {
            transaction(pool).executeWithoutResult(outer -> {
                assertTrue(joined(gate, storage, pool).decide(acme.request).isAllowed());
                transaction(pool, TransactionDefinition.PROPAGATION_NESTED).executeWithoutResult(nested -> {
                    assertTrue(joined(gate, storage, pool).decide(acme.request).isAllowed());
                    nested.setRollbackOnly();
                });
            });
            assertEquals(1, acme.callsMade(storage));

            transaction(pool).executeWithoutResult(outer -> {
                transaction(pool, TransactionDefinition.PROPAGATION_REQUIRES_NEW)
                        .executeWithoutResult(inner -> assertTrue(
                                joined(gate, storage, pool).decide(acme.request).isAllowed()));
                outer.setRollbackOnly();
            });
            assertEquals(2, acme.callsMade(storage));
        }
    }

    @Test
    @DisplayName("K5 a connection of Spring's proxy is joined like one of the pool")
    void joinsByTheProxy() throws SQLException {
        JdbcStorage storage = Databases.H2.storage();
        acme.assign(storage, 1, 10);
        try (HikariDataSource pool = Databases.pool(Databases.H2.url(), 1)) {
            TransactionAwareDataSourceProxy proxy = new TransactionAwareDataSourceProxy(pool);
            transaction(pool).executeWithoutResult(status -> {
                try (var connection = proxy.getConnection()) {
                    assertTrue(acme.call(storage.joining(connection)).isAllowed());
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                status.setRollbackOnly();
            });
            assertEquals(0, acme.callsMade(storage));
        }
    }

    @Test
    @DisplayName("D10 K5 nothing that a transaction rolled back is cached for the calls of others")
    void cachesNothingUncommitted() {
        JdbcStorage storage = JdbcStorage.on(Databases.pool(Databases.H2.url(), 2));
        CallGate gate = Acme.gate(storage);
        try (HikariDataSource pool = Databases.pool(Databases.H2.url(), 1)) {
            transaction(pool).executeWithoutResult(status -> {
                JdbcStorage joined = storage.joining(DataSourceUtils.getConnection(pool));
                acme.assign(joined, 1, 10);
                assertTrue(gate.withStore(joined).decide(acme.request).isAllowed());
                status.setRollbackOnly();
            });
            assertTrue(storage.cachedAssignmentsOf(acme.organization, acme.agent)
                    .filter(all -> !all.isEmpty())
                    .isEmpty());
            assertFalse(gate.decide(acme.request).isAllowed());
        }
    }

    @Test
    @DisplayName("T1 a failed decision is reported at once, since a rollback follows; a hook that throws does not "
            + "prevent notification")
    void notifiesFailuresImmediately() {
        JdbcStorage storage = Databases.H2.storage();
        acme.assign(storage, 1, 10);
        CallGate gate = gate(storage);
        try (HikariDataSource pool = Databases.pool(Databases.H2.url(), 1)) {
            transaction(pool).executeWithoutResult(status -> {
                CallGate view =
                        gate.withStore(JdbcStorage.on(new TransactionAwareDataSourceProxy(pool)), afterCommit());
                assertThrows(StoreException.Permanent.class, () -> view.decide(acme.request));
                assertEquals(List.of(StoreException.Permanent.class), told.events);
                status.setRollbackOnly();
            });
            assertTrue(
                    gate.withStore(storage, afterCommit()).decide(acme.request).isAllowed());
            assertEquals(List.of(StoreException.Permanent.class, true), told.events);
        }
    }

    @Test
    @DisplayName("T1 D7 an emergency call is reported at once, regardless of how the transaction ends")
    void notifiesEmergenciesImmediately() {
        JdbcStorage storage = Databases.H2.storage();
        CallGate gate = CallGate.over(storage)
                .policy(CallPolicy.inUtc().region("US"))
                .listener(told)
                .build();
        List<Runnable> later = new ArrayList<>();
        Allowed allowed = assertInstanceOf(
                Allowed.class,
                gate.withStore(storage, later::add)
                        .decide(CallRequest.by(acme.organization, acme.agent).to("911")));
        assertTrue(allowed.isEmergency());
        assertEquals(List.of(true), told.events);
        assertEquals(List.of(), later);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D4 K5 an operation that fails halfway leaves nothing in the host's transaction, even if the host "
            + "continues and commits")
    void isAtomic(Databases database) {
        JdbcStorage storage = database.storage();
        NumberInventory inventory = NumberInventory.over(storage);
        PhoneNumber free =
                inventory.add(NewNumber.of(acme.organization, Acme.number(1).toString()));
        PhoneNumber taken = acme.assign(storage, 2, 10).number();
        try (HikariDataSource pool = Databases.pool(database.url(), 1)) {
            transaction(pool).executeWithoutResult(status -> {
                Assignments joined = Assignments.over(storage.joining(DataSourceUtils.getConnection(pool)));
                assertThrows(
                        InventoryException.Assigned.class,
                        () -> joined.distribute(
                                List.of(free, taken),
                                List.of(acme.agent),
                                Terms.dailyLimit(1).countries("US")));
                joined.unassign(taken);
            });
        }
        assertNull(inventory.find(acme.organization, free.id()).orElseThrow().assignedTo());
        assertNull(
                inventory.find(acme.organization, taken.id()).orElseThrow().assignedTo(),
                "the transaction was committed");
    }

    @Test
    @DisplayName("K5 a refusal that cannot be counted remains a refusal, and the host's transaction continues")
    void refusalThatIsNotCounted() throws SQLException {
        try (HikariDataSource pool = Databases.pool(Databases.POSTGRESQL.emptyUrl(), 2)) {
            JdbcStorage storage = JdbcStorage.on(pool);
            storage.migrate();
            JdbcTemplate host = new JdbcTemplate(pool);
            host.execute("CREATE TABLE host_rows (name TEXT)");
            host.execute("ALTER TABLE daily_refusals ADD CONSTRAINT none CHECK (refusals = 0)");
            transaction(pool).executeWithoutResult(status -> {
                host.update("INSERT INTO host_rows VALUES ('before')");
                assertFalse(joined(gate(storage), storage, pool)
                        .decide(acme.request.callId(id.value()))
                        .isAllowed());
                host.update("INSERT INTO host_rows VALUES ('after')");
            });
            assertEquals(2, host.queryForObject("SELECT COUNT(*) FROM host_rows", Integer.class));
            assertEquals(List.of(false), told.events);
        }
    }
}
