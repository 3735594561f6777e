package dev.callgate.examples.embedding.spring;

import dev.callgate.storage.jdbc.JdbcStorage;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gate's health. With Spring Boot 3.5, import the three classes from {@code org.springframework.boot.actuate.health}. */
@Configuration(proxyBeanMethods = false)
public class CallGateHealthConfiguration {
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
