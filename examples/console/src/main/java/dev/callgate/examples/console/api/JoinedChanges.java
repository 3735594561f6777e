package dev.callgate.examples.console.api;

import dev.callgate.model.StoreException;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes several changes of the library and of the console in one transaction: all of them, or none. */
@Component
class JoinedChanges {
    /** How often a change is retried after the database rolled it back because of a concurrent one. */
    private static final int RETRIES = 5;

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final JdbcStorage storage;
    private final DataSource database;
    private final TransactionTemplate transaction;
    private final RetryTemplate retries = new RetryTemplate(RetryPolicy.builder()
            .includes(StoreException.NotApplied.class)
            .maxRetries(RETRIES)
            .delay(PAUSE)
            .build());

    JoinedChanges(JdbcStorage storage, DataSource database, PlatformTransactionManager transactions) {
        this.storage = storage;
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    /**
     * Makes the changes, or none if one of them throws.
     *
     * @param changes gets the library's storage, which joins the transaction
     */
    void make(Consumer<? super JdbcStorage> changes) {
        try {
            retries.execute(() -> {
                transaction.executeWithoutResult(
                        status -> changes.accept(storage.joining(DataSourceUtils.getConnection(database))));
                return true;
            });
        } catch (RetryException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a change ended with a checked exception", e.getCause());
        }
    }
}
