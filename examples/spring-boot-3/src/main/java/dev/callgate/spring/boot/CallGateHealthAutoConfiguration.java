package dev.callgate.spring.boot;

import dev.callgate.storage.jdbc.JdbcStorage;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Makes the health contributor {@code callGate}: down if no call can be counted now. The class for Spring Boot 4 differs in imports only. */
@AutoConfiguration(after = CallGateStorageAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(JdbcStorage.class)
@ConditionalOnEnabledHealthIndicator("callgate")
public final class CallGateHealthAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(name = {"callGateHealthIndicator", "callGateHealthContributor"})
    HealthIndicator callGateHealthIndicator(JdbcStorage storage) {
        return new AbstractHealthIndicator(
                "no call can be counted now: the database does not answer, or its tables are not as they should be") {
            @Override
            protected void doHealthCheck(Health.Builder health) {
                storage.validate();
                health.up();
            }
        };
    }
}
