package dev.callgate.examples.embedding.spring;

import dev.callgate.CallGate;
import dev.callgate.CallListener;
import dev.callgate.CallPolicy;
import dev.callgate.policy.Limit;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gate over the application's pool of connections; the same for Spring Boot 3.5 and 4. */
@Configuration(proxyBeanMethods = false)
public class CallGateConfiguration {
    @Bean
    JdbcStorage callGateStorage(DataSource pool) {
        JdbcStorage storage = JdbcStorage.on(pool);
        storage.migrate(); // or by Flyway, see the page
        return storage;
    }

    @Bean
    CallGate callGate(
            JdbcStorage storage,
            @Value("${callgate.zone}") ZoneId zone,
            @Value("${callgate.region}") String region,
            @Value("${callgate.lines}") int lines,
            ObjectProvider<CallListener> listeners) {
        CallPolicy policy = CallPolicy.in(zone)
                .region(region)
                .limits(Limit.calls(lines).perOrganization().atOnce());
        CallGate.Builder gate = CallGate.over(storage).policy(policy);
        listeners.orderedStream().forEach(gate::listener);
        return gate.build();
    }

    @Bean
    TransactionalCallGate transactionalCallGate(CallGate gate, JdbcStorage storage, DataSource pool) {
        return new TransactionalCallGate(gate, storage, pool);
    }
}
