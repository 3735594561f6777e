package dev.callgate.examples.embedding.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallListener;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.examples.embedding.Acme;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/** The page's configuration in a running application. */
class CallGateConfigurationTest {
    /** An application that has nothing else. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(CallGateConfiguration.class)
    static class Host {}

    static ConfigurableApplicationContext start(Class<?> application, String database, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.add("--spring.datasource.url=jdbc:h2:mem:" + database + ";DB_CLOSE_DELAY=-1");
        all.add("--callgate.zone=America/New_York");
        all.add("--callgate.region=US");
        all.add("--callgate.lines=2");
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .run(all.toArray(String[]::new));
    }

    @Test
    void gateDecides() {
        try (ConfigurableApplicationContext host = start(Host.class, "spring-decides")) {
            JdbcStorage storage = host.getBean(JdbcStorage.class);
            assign(storage, 1);
            Allowed allowed =
                    assertInstanceOf(Allowed.class, host.getBean(CallGate.class).decide(call()));
            assertEquals(Acme.CALLEE, allowed.to());
        }
    }

    @Test
    @DisplayName("D13 there are so many calls at once as there are lines, until one ends")
    void limitsCallsAtOnce() {
        try (ConfigurableApplicationContext host = start(Host.class, "spring-lines")) {
            assign(host.getBean(JdbcStorage.class), 10);
            CallGate gate = host.getBean(CallGate.class);
            Allowed first = assertInstanceOf(Allowed.class, gate.decide(call()));
            assertTrue(gate.decide(call()).isAllowed());
            assertFalse(gate.decide(call()).isAllowed());
            gate.complete(Acme.ID, Objects.requireNonNull(first.callId()), CallOutcome.of(CallOutcome.Result.BUSY));
            assertTrue(gate.decide(call()).isAllowed());
        }
    }

    /** A listener that remembers how many decisions it was told of. */
    static class Told implements CallListener {
        final AtomicInteger decisions = new AtomicInteger();

        @Override
        public void decided(CallRequest request, CallDecision decision, Duration took) {
            decisions.incrementAndGet();
        }
    }

    /** An application that writes a lead and asks for a call in one transaction. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(CallGateConfiguration.class)
    static class TransactionalHost {
        @Bean
        Told told() {
            return new Told();
        }
    }

    private static void assign(JdbcStorage storage, int limit) {
        Assignments.over(storage)
                .assign(
                        NumberInventory.over(storage).add(NewNumber.of(Acme.ID, Acme.NUMBER)),
                        Acme.AGENT,
                        Terms.dailyLimit(limit).countries("US"));
    }

    private static CallRequest call() {
        return CallRequest.by(Acme.ID, Acme.AGENT).to("(212) 555-0142");
    }

    private static int callsMade(JdbcStorage storage) {
        return storage.assignmentsOf(Acme.ID, Acme.AGENT).get(0).callsMadeToday();
    }

    @Test
    @DisplayName(
            "K5 T1 in @Transactional, a rollback takes back the host's row and the call, and no listener is told; a commit keeps both")
    void countsInTheTransaction() {
        try (ConfigurableApplicationContext host = start(TransactionalHost.class, "spring-transaction")) {
            JdbcStorage storage = host.getBean(JdbcStorage.class);
            assign(storage, 5);
            JdbcTemplate leads = host.getBean(JdbcTemplate.class);
            leads.execute("CREATE TABLE leads (id INT)");
            TransactionalCallGate gate = host.getBean(TransactionalCallGate.class);
            TransactionTemplate transaction = host.getBean(TransactionTemplate.class);
            Told told = host.getBean(Told.class);

            transaction.executeWithoutResult(status -> {
                leads.update("INSERT INTO leads VALUES (1)");
                assertTrue(gate.decide(call()).isAllowed());
                status.setRollbackOnly();
            });
            assertEquals(0, leads.queryForObject("SELECT COUNT(*) FROM leads", Integer.class));
            assertEquals(0, callsMade(storage));
            assertEquals(0, told.decisions.get());

            transaction.executeWithoutResult(status -> {
                leads.update("INSERT INTO leads VALUES (1)");
                assertTrue(gate.decide(call()).isAllowed());
                assertEquals(0, told.decisions.get());
            });
            assertEquals(1, leads.queryForObject("SELECT COUNT(*) FROM leads", Integer.class));
            assertEquals(1, callsMade(storage));
            assertEquals(1, told.decisions.get());

            assertThrows(IllegalTransactionStateException.class, () -> gate.decide(call()));
        }
    }

    @Test
    @DisplayName(
            "K5 D4 the plain gate in @Transactional needs a second connection, and a pool that has none left lets it wait in vain")
    void plainGateNeedsASecondConnection() {
        try (ConfigurableApplicationContext host = start(
                TransactionalHost.class,
                "spring-plain",
                "--spring.datasource.hikari.maximum-pool-size=1",
                "--spring.datasource.hikari.connection-timeout=250")) {
            JdbcStorage storage = host.getBean(JdbcStorage.class);
            assign(storage, 5);
            host.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                assertThrows(StoreException.NotApplied.class, () -> host.getBean(CallGate.class)
                        .decide(call()));
                assertTrue(
                        host.getBean(TransactionalCallGate.class).decide(call()).isAllowed());
            });
            assertEquals(1, callsMade(storage));
        }
    }

    @Test
    @DisplayName(
            "K5 where the application's DataSource is Spring's proxy, the plain gate in @Transactional is refused and says why")
    void proxyIsRefused() {
        try (ConfigurableApplicationContext host = start(TransactionalHost.class, "spring-proxy")) {
            assign(host.getBean(JdbcStorage.class), 5);
            JdbcStorage onProxy = JdbcStorage.on(new TransactionAwareDataSourceProxy(host.getBean(DataSource.class)));
            CallGate plain = host.getBean(CallGate.class).withStore(onProxy);
            host.getBean(TransactionTemplate.class)
                    .executeWithoutResult(
                            status -> assertThrows(StoreException.Permanent.class, () -> plain.decide(call())));
            assertTrue(plain.decide(call()).isAllowed());
        }
    }
}
