package dev.callgate.examples.embedding.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.callgate.CallGate;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.examples.embedding.Acme;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

/** The page's producers in a container. */
class CallGateProducerTest {
    /** What a container has anyway. */
    @ApplicationScoped
    static class Pool {
        @Produces
        @ApplicationScoped
        DataSource pool() {
            return JdbcConnectionPool.create("jdbc:h2:mem:cdi;DB_CLOSE_DELAY=-1", "sa", "");
        }
    }

    @Test
    void gateDecides() {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(CallGateProducer.class, Pool.class)
                .initialize()) {
            CallGate gate = container.select(CallGate.class).get();
            assertSame(gate, container.select(CallGate.class).get());
            Refused refused = assertInstanceOf(
                    Refused.class,
                    gate.decide(CallRequest.by(Acme.ID, Acme.AGENT).to(Acme.CALLEE)));
            assertEquals(Refused.Reason.NO_ASSIGNMENT, refused.cause().code());
        }
    }
}
