package dev.callgate.examples.embedding.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The page's health in a running application. */
class CallGateHealthConfigurationTest {
    /** An application that has nothing else. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({CallGateConfiguration.class, CallGateHealthConfiguration.class})
    static class Host {}

    @Test
    void healthReflectsTheTables() {
        try (ConfigurableApplicationContext host = CallGateConfigurationTest.start(Host.class, "spring-health")) {
            HealthIndicator health = assertInstanceOf(
                    HealthIndicator.class,
                    host.getBean(HealthContributorRegistry.class).getContributor("callGate"));
            assertEquals(Status.UP, health.health().getStatus());
            host.getBean(JdbcTemplate.class).execute("DROP TABLE daily_usage");
            assertEquals(Status.DOWN, health.health().getStatus());
        }
    }
}
