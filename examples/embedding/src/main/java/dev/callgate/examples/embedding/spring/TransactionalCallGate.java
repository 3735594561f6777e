package dev.callgate.examples.embedding.spring;

import dev.callgate.CallGate;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.sql.Connection;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The gate in the current transaction: a call is counted if the transaction commits; listeners are called after the commit. */
public class TransactionalCallGate {
    private final CallGate gate;
    private final JdbcStorage storage;
    private final DataSource pool;

    TransactionalCallGate(CallGate gate, JdbcStorage storage, DataSource pool) {
        this.gate = gate;
        this.storage = storage;
        this.pool = pool;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public CallDecision decide(CallRequest request) {
        Connection connection = DataSourceUtils.getConnection(pool);
        try {
            return gate.withStore(storage.joining(connection), TransactionalCallGate::afterCommit)
                    .decide(request);
        } finally {
            DataSourceUtils.releaseConnection(connection, pool);
        }
    }

    private static void afterCommit(Runnable event) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                event.run();
            }
        });
    }
}
