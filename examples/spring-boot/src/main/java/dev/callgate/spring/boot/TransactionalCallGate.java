package dev.callgate.spring.boot;

import dev.callgate.CallGate;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.sql.Connection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A gate that takes part in the current transaction, in contrast to {@link CallGate}, which commits by itself. What it does is stored if
 * the transaction commits, and undone if the transaction is rolled back, also to a savepoint. It has the policies, the clock and the
 * listeners of the gate. Listeners are notified after the commit, and not at all of what was rolled back.
 *
 * <p>The transaction is one of the data source's, which a {@code JdbcTransactionManager}, a {@code DataSourceTransactionManager} or a
 * {@code JpaTransactionManager} with Hibernate began. A call locks the rows that it is counted on until the transaction ends: end it soon, and dial after
 * the commit. Nothing is retried within the transaction: after a {@link StoreException}, roll back.
 *
 * <p>Immutable and thread-safe. Each method throws an {@link IllegalTransactionStateException} if the thread has no transaction of the
 * data source.
 */
public final class TransactionalCallGate {
    private final CallGate gate;
    private final JdbcStorage storage;
    private final DataSource pool;

    /**
     * Creates a view of a gate.
     *
     * @param gate the gate whose policies, clock and listeners are used
     * @param storage the store of the gate
     * @param dataSource the data source of the store, or a {@code TransactionAwareDataSourceProxy} of it
     */
    public TransactionalCallGate(CallGate gate, JdbcStorage storage, DataSource dataSource) {
        this.gate = Objects.requireNonNull(gate, "gate");
        this.storage = Objects.requireNonNull(storage, "storage");
        this.pool = Pool.of(Objects.requireNonNull(dataSource, "dataSource"));
    }

    /**
     * Decides one call, as {@link CallGate#decide}. An allowed call is counted if the transaction commits.
     *
     * @throws StoreException as {@link CallGate#decide}
     */
    public CallDecision decide(CallRequest request) {
        return joined(each -> each.decide(request));
    }

    /**
     * Releases a call that was never placed, as {@link CallGate#release}.
     *
     * @throws StoreException as {@link CallGate#release}
     */
    public Optional<CallRecord> release(OrganizationId organization, CallId callId) {
        return joined(each -> each.release(organization, callId));
    }

    /**
     * Reports the outcome of a call, as {@link CallGate#complete}.
     *
     * @throws StoreException as {@link CallGate#complete}
     */
    public Optional<CallRecord> complete(OrganizationId organization, CallId callId, CallOutcome outcome) {
        return joined(each -> each.complete(organization, callId, outcome));
    }

    private <T> T joined(Function<CallGate, T> work) {
        requireTransaction();
        Connection connection = DataSourceUtils.getConnection(pool);
        try {
            return work.apply(gate.withStore(storage.joining(connection), TransactionalCallGate::afterCommit));
        } finally {
            DataSourceUtils.releaseConnection(connection, pool);
        }
    }

    /** Without a transaction of this data source, Spring would return a connection that nobody commits. */
    private void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException(
                    "there is no transaction that the call could be counted in: call this method within @Transactional, or use the bean of type CallGate");
        }
        if (!TransactionSynchronizationManager.hasResource(pool)) {
            throw new IllegalTransactionStateException(
                    "the current transaction is not one of the data source that calls are counted in: use its transaction manager, or the bean of type CallGate");
        }
    }

    private static void afterCommit(Runnable event) {
        TransactionSynchronizationManager.registerSynchronization(new AfterCommit(event));
    }

    /** Runs an event after the commit, unless the transaction was rolled back to a savepoint from before the event. */
    private static final class AfterCommit implements TransactionSynchronization {
        private final Runnable event;
        private final Set<Object> laterSavepoints = Collections.newSetFromMap(new IdentityHashMap<>());
        private boolean undone;

        AfterCommit(Runnable event) {
            this.event = event;
        }

        @Override
        public void savepoint(Object savepoint) {
            laterSavepoints.add(savepoint);
        }

        @Override
        public void savepointRollback(Object savepoint) {
            undone |= !laterSavepoints.contains(savepoint);
        }

        @Override
        public void afterCommit() {
            if (!undone) {
                event.run();
            }
        }
    }
}
