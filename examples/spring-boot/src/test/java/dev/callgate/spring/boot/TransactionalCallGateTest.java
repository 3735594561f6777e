package dev.callgate.spring.boot;

import static dev.callgate.spring.boot.Hosts.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.CallGate;
import dev.callgate.CallListener;
import dev.callgate.admin.CallJournal;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import dev.callgate.model.StoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The gate in the transaction of the caller. */
class TransactionalCallGateTest {
    /** Counts what it is told. */
    static class Told implements CallListener {
        final AtomicInteger events = new AtomicInteger();

        @Override
        public void decided(CallRequest request, CallDecision decision, Duration took) {
            events.incrementAndGet();
        }

        @Override
        public void completed(CallRecord call) {
            events.incrementAndGet();
        }

        @Override
        public void released(CallRecord call) {
            events.incrementAndGet();
        }
    }

    private static void run(ApplicationContextRunner runner, ContextConsumer<AssertableApplicationContext> test) {
        runner.withBean(Told.class).run(host -> {
            assertThat(host).hasNotFailed();
            host.getBean(JdbcTemplate.class).execute("CREATE TABLE leads (id INT)");
            Hosts.assign(host, 5);
            test.accept(host);
        });
    }

    private static void insertLead(AssertableApplicationContext host) {
        host.getBean(JdbcTemplate.class).update("INSERT INTO leads VALUES (1)");
    }

    private static int leads(AssertableApplicationContext host) {
        return host.getBean(JdbcTemplate.class).queryForObject("SELECT COUNT(*) FROM leads", Integer.class);
    }

    @Test
    @DisplayName(
            "K5 T1 a rollback takes back the host's row and the call, and no listener is told; a commit keeps both, and listeners are told after it")
    void takesPartInTheTransaction() {
        run(Hosts.withDatabase(), host -> {
            TransactionalCallGate gate = host.getBean(TransactionalCallGate.class);
            TransactionTemplate transaction = host.getBean(TransactionTemplate.class);
            Told told = host.getBean(Told.class);
            transaction.executeWithoutResult(status -> {
                insertLead(host);
                assertThat(gate.decide(Hosts.call()).isAllowed()).isTrue();
                status.setRollbackOnly();
            });
            assertThat(leads(host) + Hosts.calls(host) + told.events.get()).isZero();

            transaction.executeWithoutResult(status -> {
                insertLead(host);
                assertThat(gate.decide(Hosts.call()).isAllowed()).isTrue();
                assertThat(told.events).hasValue(0);
            });
            assertThat(leads(host)).isEqualTo(1);
            assertThat(Hosts.calls(host)).isEqualTo(1);
            assertThat(told.events).hasValue(1);
        });
    }

    @Test
    @DisplayName("K5 T1 after a rollback to a savepoint, only what was decided before it is counted, and told")
    void takesPartInNestedTransactions() {
        run(Hosts.withDatabase(), host -> {
            TransactionalCallGate gate = host.getBean(TransactionalCallGate.class);
            TransactionTemplate transaction = host.getBean(TransactionTemplate.class);
            TransactionTemplate nested = new TransactionTemplate(transaction.getTransactionManager());
            nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
            transaction.executeWithoutResult(outer -> {
                assertThat(gate.decide(Hosts.call()).isAllowed()).isTrue();
                nested.executeWithoutResult(inner -> {
                    assertThat(gate.decide(Hosts.call()).isAllowed()).isTrue();
                    assertThat(gate.decide(Hosts.call()).isAllowed()).isTrue();
                    inner.setRollbackOnly();
                });
                nested.executeWithoutResult(inner ->
                        assertThat(gate.decide(Hosts.call()).isAllowed()).isTrue());
            });
            assertThat(Hosts.calls(host)).isEqualTo(2);
            assertThat(host.getBean(Told.class).events).hasValue(2);
        });
    }

    @Test
    @DisplayName("K5 T1 an outcome and a release take part in the transaction, too")
    void endsCallsInTheTransaction() {
        run(Hosts.withDatabase(), host -> {
            CallGate plain = host.getBean(CallGate.class);
            assertThat(plain.decide(Hosts.call().callId("c-1")).isAllowed()).isTrue();
            assertThat(plain.decide(Hosts.call().callId("c-2")).isAllowed()).isTrue();
            TransactionalCallGate gate = host.getBean(TransactionalCallGate.class);
            TransactionTemplate transaction = host.getBean(TransactionTemplate.class);
            CallJournal journal = host.getBean(CallJournal.class);
            CallId first = new CallId("c-1");
            transaction.executeWithoutResult(status -> {
                gate.complete(ACME, first, CallOutcome.of(CallOutcome.Result.BUSY));
                gate.release(ACME, new CallId("c-2"));
                status.setRollbackOnly();
            });
            assertThat(journal.find(ACME, first).orElseThrow().outcome()).isNull();
            assertThat(host.getBean(Told.class).events).hasValue(2);
            transaction.executeWithoutResult(status -> {
                gate.complete(ACME, first, CallOutcome.of(CallOutcome.Result.BUSY));
                gate.release(ACME, new CallId("c-2"));
            });
            assertThat(journal.find(ACME, first).orElseThrow().outcome()).isNotNull();
            assertThat(Hosts.calls(host)).isEqualTo(1);
            assertThat(host.getBean(Told.class).events).hasValue(4);
        });
    }

    @Test
    void needsATransactionOfItsDataSource() {
        run(Hosts.withDatabase(), host -> {
            TransactionalCallGate gate = host.getBean(TransactionalCallGate.class);
            assertThatThrownBy(() -> gate.decide(Hosts.call()))
                    .isInstanceOf(IllegalTransactionStateException.class)
                    .hasMessageContaining("within @Transactional");
            DataSource other = JdbcConnectionPool.create("jdbc:h2:mem:another", "sa", "");
            new TransactionTemplate(new DataSourceTransactionManager(other)).executeWithoutResult(status -> {
                assertThatThrownBy(() -> gate.decide(Hosts.call()))
                        .isInstanceOf(IllegalTransactionStateException.class)
                        .hasMessageContaining("not one of the data source");
            });
            assertThat(Hosts.calls(host)).isZero();
        });
    }

    @Test
    @DisplayName(
            "K5 D4 the plain gate needs a second connection within a transaction, and waits in vain if the pool has none; the gate in the transaction does not")
    void needsNoSecondConnection() {
        ApplicationContextRunner small = Hosts.withDatabase()
                .withPropertyValues(
                        "spring.datasource.hikari.maximum-pool-size=1",
                        "spring.datasource.hikari.connection-timeout=250");
        run(small, host -> {
            host.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                assertThatThrownBy(() -> host.getBean(CallGate.class).decide(Hosts.call()))
                        .isInstanceOf(StoreException.NotApplied.class);
                assertThat(host.getBean(TransactionalCallGate.class)
                                .decide(Hosts.call())
                                .isAllowed())
                        .isTrue();
            });
            assertThat(Hosts.calls(host)).isEqualTo(1);
        });
    }

    @Test
    @DisplayName("K5 where the application's DataSource is Spring's proxy, both gates use the pool behind it")
    void usesThePoolBehindAProxy() {
        ApplicationContextRunner proxied = Hosts.withDatabase()
                .withBean(
                        DataSource.class,
                        () -> new TransactionAwareDataSourceProxy(
                                JdbcConnectionPool.create("jdbc:h2:mem:behind;DB_CLOSE_DELAY=-1", "sa", "")));
        run(proxied, host -> {
            host.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                insertLead(host);
                assertThat(host.getBean(TransactionalCallGate.class)
                                .decide(Hosts.call())
                                .isAllowed())
                        .isTrue();
                status.setRollbackOnly();
            });
            assertThat(leads(host) + Hosts.calls(host)).isZero();
            host.getBean(TransactionTemplate.class).executeWithoutResult(status -> assertThat(Hosts.isAllowed(host))
                    .isTrue());
            assertThat(Hosts.calls(host)).isEqualTo(1);
        });
    }
}
