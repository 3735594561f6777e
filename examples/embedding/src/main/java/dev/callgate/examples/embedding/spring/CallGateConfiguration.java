package dev.callgate.examples.embedding.spring;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gate over the application's pool of connections, and its health. */
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
            JdbcStorage storage, @Value("${callgate.zone}") ZoneId zone, @Value("${callgate.region}") String region) {
        return CallGate.over(storage).policy(CallPolicy.in(zone).region(region)).build();
    }

    @Bean
    HealthIndicator callGateHealthIndicator(JdbcStorage storage) {
        return new AbstractHealthIndicator("no call is allowed now: the store does not answer") {
            @Override
            protected void doHealthCheck(Health.Builder health) {
                storage.validate();
                health.up();
            }
        };
    }
}
