package dev.callgate.examples.embedding.cdi;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.policy.Limit;
import dev.callgate.storage.jdbc.JdbcStorage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import javax.sql.DataSource;

/** The gate over the pool of connections that the container has. */
@ApplicationScoped
public class CallGateProducer {
    /** The classes of the library are final, so they are singletons, which need no proxy. */
    @Produces
    @Singleton
    JdbcStorage storage(DataSource pool) {
        return JdbcStorage.on(pool);
    }

    @Produces
    @Singleton
    CallGate gate(JdbcStorage storage) {
        CallPolicy policy = CallPolicy.in(ZoneId.of("America/New_York"))
                .region("US")
                .limits(Limit.calls(1).perAgent().atOnce());
        return CallGate.over(storage).policy(policy).build();
    }

    /** At start, and not with the first call. */
    void migrate(@Observes Startup start, JdbcStorage storage) {
        storage.migrate();
    }
}
