package dev.callgate.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables of an application: its own and the library's. */
class MigrationTest {
    private static final String LOCATIONS =
            "spring.flyway.locations=classpath:db/host,classpath:callgate/db-migration/{vendor}";

    /** Returns how many of the library's migrations Flyway has run. */
    private static int migratedByFlyway(BeanFactory host) {
        return host.getBean(JdbcTemplate.class)
                .queryForObject(
                        "SELECT COUNT(*) FROM \"flyway_schema_history\" WHERE \"script\" LIKE '%callgate%'",
                        Integer.class);
    }

    private static void assertRuns(BeanFactory host) {
        host.getBean(JdbcTemplate.class).update("INSERT INTO leads VALUES (1, '+12125550142', 'new')");
        Hosts.assign(host, 1);
        assertThat(Hosts.isAllowed(host)).isTrue();
    }

    @Test
    void flywayMigratesTheLibrarysTables() {
        ApplicationContextRunner runner = Hosts.withFlyway().withPropertyValues(LOCATIONS);
        runner.run(host -> {
            assertRuns(host);
            assertThat(migratedByFlyway(host)).isEqualTo(4);
        });
        runner.run(host -> assertThat(host).hasNotFailed());
    }

    @Test
    void theLibraryMigratesAfterTheHostsFlyway() {
        ApplicationContextRunner runner =
                Hosts.withFlyway().withPropertyValues("spring.flyway.locations=classpath:db/host");
        runner.run(host -> {
            assertRuns(host);
            assertThat(migratedByFlyway(host)).isZero();
        });
        runner.run(host -> assertThat(host).hasNotFailed());
    }

    @Test
    void theLibraryDoesNotMigrateWhatFlywayShould() {
        Hosts.withDatabase().withPropertyValues(LOCATIONS).run(host -> assertThat(host.getStartupFailure())
                .hasStackTraceContaining("agent_phone_numbers"));
    }

    @Test
    void missingTablesAreReported() {
        Hosts.withDatabase()
                .withPropertyValues("callgate.migrate=false")
                .run(host -> assertThat(host.getStartupFailure()).hasStackTraceContaining("agent_phone_numbers"));
    }

    @Test
    void theLibraryMigratesIfItIsToldTo() {
        Hosts.withDatabase()
                .withPropertyValues("callgate.migrate=true", LOCATIONS)
                .run(host -> {
                    Hosts.assign(host, 1);
                    assertThat(Hosts.isAllowed(host)).isTrue();
                });
    }
}
