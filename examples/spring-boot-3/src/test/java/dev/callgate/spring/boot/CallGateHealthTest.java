package dev.callgate.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.CallGate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.JdbcTemplate;

/** The health contributor. The test for Spring Boot 4 differs in imports only. */
class CallGateHealthTest {
    @Test
    void reflectsTheTables() {
        Hosts.withDatabase().run(host -> {
            HealthIndicator health = (HealthIndicator)
                    host.getBean(HealthContributorRegistry.class).getContributor("callGate");
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            host.getBean(JdbcTemplate.class).execute("DROP TABLE daily_usage");
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.health().getDetails().get("error").toString()).contains("daily_usage");
        });
    }

    @Test
    void isSwitchedOffLikeOthers() {
        for (String name : new String[] {"callgate", "callGate", "call-gate"}) {
            Hosts.withDatabase()
                    .withPropertyValues("management.health." + name + ".enabled=false")
                    .run(host ->
                            assertThat(host).hasSingleBean(CallGate.class).doesNotHaveBean("callGateHealthIndicator"));
        }
        Hosts.withDatabase()
                .withPropertyValues("management.health.defaults.enabled=false")
                .run(host -> assertThat(host).doesNotHaveBean("callGateHealthIndicator"));
    }

    @Test
    void backsOffForAnIndicatorOfTheHost() {
        HealthIndicator mine = () -> Health.down().build();
        Hosts.withDatabase()
                .withBean("callGateHealthIndicator", HealthIndicator.class, () -> mine)
                .run(host -> assertThat(host.getBeansOfType(HealthIndicator.class))
                        .containsAllEntriesOf(Map.of("callGateHealthIndicator", mine)));
    }
}
