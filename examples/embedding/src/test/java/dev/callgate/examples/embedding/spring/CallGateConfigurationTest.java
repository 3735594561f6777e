package dev.callgate.examples.embedding.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.callgate.CallGate;
import dev.callgate.assignment.Assignments;
import dev.callgate.assignment.Terms;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.examples.embedding.Acme;
import dev.callgate.number.NewNumber;
import dev.callgate.number.NumberInventory;
import dev.callgate.storage.jdbc.JdbcStorage;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The page's configuration in a running application. */
class CallGateConfigurationTest {
    /** An application that has nothing else. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(CallGateConfiguration.class)
    static class Host {}

    private static ConfigurableApplicationContext start(String database) {
        return new SpringApplicationBuilder(Host.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.datasource.url=jdbc:h2:mem:" + database + ";DB_CLOSE_DELAY=-1",
                        "--callgate.zone=America/New_York",
                        "--callgate.region=US");
    }

    @Test
    void gateDecides() {
        try (ConfigurableApplicationContext host = start("spring-decides")) {
            JdbcStorage storage = host.getBean(JdbcStorage.class);
            Assignments.over(storage)
                    .assign(
                            NumberInventory.over(storage).add(NewNumber.of(Acme.ID, Acme.NUMBER)),
                            Acme.AGENT,
                            Terms.dailyLimit(1).countries("US"));
            Allowed allowed = assertInstanceOf(
                    Allowed.class,
                    host.getBean(CallGate.class)
                            .decide(CallRequest.by(Acme.ID, Acme.AGENT).to("(212) 555-0142")));
            assertEquals(Acme.CALLEE, allowed.to());
        }
    }

    @Test
    void healthIsThatOfTheTables() {
        try (ConfigurableApplicationContext host = start("spring-health")) {
            HealthIndicator health = assertInstanceOf(
                    HealthIndicator.class,
                    host.getBean(HealthContributorRegistry.class).getContributor("callGate"));
            assertEquals(Status.UP, health.health().getStatus());
            host.getBean(JdbcTemplate.class).execute("DROP TABLE daily_usage");
            assertEquals(Status.DOWN, health.health().getStatus());
        }
    }
}
