package dev.callgate.spring.boot.page.dialer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.testing.TestClock;
import dev.callgate.testing.TestGate;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The page's tests: of a whole application, and of a service alone. */
@SpringBootTest(properties = {"callgate.storage=memory", "callgate.zone=America/New_York", "callgate.region=US"})
class DialerTest {
    @TestConfiguration
    static class Time {
        @Bean
        TestClock clock() {
            return TestClock.at(Instant.parse("2026-03-02T17:00:00Z"), ZoneId.of("America/New_York"));
        }
    }

    @Test
    void callsOnceADay(
            @Autowired Dialer dialer,
            @Autowired NumberInventory inventory,
            @Autowired Assignments assignments,
            @Autowired TestClock clock) {
        var number = inventory.add(NewNumber.of(new OrganizationId("acme"), "+12025550123"));
        assignments.assign(number, new AgentId("agent-7"), Terms.dailyLimit(1).countries("US"));
        assertThat(dialer.ask("agent-7", "(212) 555-0142", "c-1")).isPresent();
        assertThat(dialer.ask("agent-7", "(212) 555-0142", "c-2")).isEmpty();
        clock.moveToNextDay();
        assertThat(dialer.ask("agent-7", "(212) 555-0142", "c-3")).isPresent();
    }

    @Test
    void refusesCallsToOtherCountries() {
        var gate = TestGate.at("2026-03-02T12:00-05:00[America/New_York]").organization("acme");
        gate.assign("agent-7", "+12025550123", Terms.forCountries("US"));
        var dialer = new Dialer(gate.gate());
        assertThat(dialer.ask("agent-7", "+12125550142", "c-1")).isPresent();
        assertThat(dialer.ask("agent-7", "+4930123456", "c-2")).isEmpty();
    }
}
