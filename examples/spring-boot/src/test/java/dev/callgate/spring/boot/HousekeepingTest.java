package dev.callgate.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.admin.AuditTrail;
import dev.callgate.admin.Housekeeping;
import dev.callgate.admin.HousekeepingPlan;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The page's bean starts the housekeeping, and ends it with the application. */
@Timeout(120)
class HousekeepingTest {
    @Configuration(proxyBeanMethods = false)
    static class Scheduled {
        private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);

        Scheduled() {
            executor.setRemoveOnCancelPolicy(true);
        }

        @Bean
        TestClock clock() {
            return TestClock.at(Instant.parse("2026-03-02T17:00:00Z"), ZoneId.of("America/New_York"));
        }

        @Bean(destroyMethod = "")
        ScheduledThreadPoolExecutor executor() {
            return executor;
        }

        @Bean
        Housekeeping.Schedule housekeepingSchedule(Housekeeping housekeeping) {
            var plan = HousekeepingPlan.in(ZoneId.of("America/New_York"))
                    .keepCalls(90)
                    .keepAuditTrail(365);
            return housekeeping.start(executor, () -> Map.of(new OrganizationId("acme"), plan));
        }
    }

    @Test
    void endsWithTheApplication() {
        ScheduledThreadPoolExecutor[] executor = new ScheduledThreadPoolExecutor[1];
        Hosts.withDatabase()
                .withPropertyValues("callgate.storage=memory")
                .withUserConfiguration(Scheduled.class)
                .run(host -> {
                    Hosts.assign(host, 1);
                    assertThat(host.getBean(AuditTrail.class).list(AuditQuery.of(Hosts.ACME)))
                            .hasSize(2);
                    executor[0] = host.getBean(ScheduledThreadPoolExecutor.class);
                    executor[0].submit(() -> true).get(60, TimeUnit.SECONDS);
                    assertThat(executor[0].getQueue()).hasSize(1);

                    host.getBean(TestClock.class).move(Duration.ofDays(400));
                    var plan = HousekeepingPlan.in(ZoneId.of("UTC")).keepAuditTrail(365);
                    assertThat(host.getBean(Housekeeping.class)
                                    .run(Hosts.ACME, plan)
                                    .auditEntriesDeleted())
                            .isEqualTo(2);
                });
        assertThat(executor[0].getQueue()).isEmpty();
        executor[0].shutdownNow();
    }
}
