package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.policy.Policies;
import dev.callgate.examples.console.policy.Retention;
import dev.callgate.host.MovableClock;
import dev.callgate.model.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the policy does not keep any longer is deleted, by one of two consoles. */
class RetentionIT {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    @DisplayName(
            "calls and entries of the access log are deleted once a day, by one console, of the organization whose policy says so")
    void deletesOldCallsAndEntries() {
        MovableClock clock = new MovableClock(START);
        String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
        try (RunningConsole console = RunningConsole.on(clock, url, "sa");
                RunningConsole other = RunningConsole.on(clock, url, "sa")) {
            Company acme = company(console, "acme");
            Company keeper = company(console, "keeper");
            Member admin = console.bean(Users.class).loadUserByUsername("admin@acme");
            Map<String, Object> document = Map.of(
                    "zone",
                    "UTC",
                    "region",
                    "US",
                    "journalEveryCall",
                    true,
                    "retention",
                    Map.of("callDays", 10, "auditDays", 20));
            console.bean(Policies.class).save(admin, document, 1, null);
            call(console, acme);
            call(console, keeper);
            clock.moveTo(START.plus(Duration.ofDays(10)));
            call(console, acme);
            other.bean(Retention.class).apply();
            assertEquals(1, calls(console, acme, "2026-11-01"));

            clock.moveTo(START.plus(Duration.ofDays(11)));
            other.bean(Retention.class).apply();
            console.bean(Retention.class).apply();
            assertEquals(0, calls(console, acme, "2026-11-01"));
            assertEquals(1, calls(console, acme, "2026-11-11"));
            assertEquals(1, calls(console, keeper, "2026-11-01"));
            List<String> actions = entries(console, acme).findValuesAsString("action");
            assertEquals(1, actions.stream().filter("retention_applied"::equals).count(), actions::toString);
            assertTrue(actions.contains("policy_changed"));

            clock.moveTo(START.plus(Duration.ofDays(21)));
            console.bean(Retention.class).apply();
            assertFalse(entries(console, acme).findValuesAsString("action").contains("policy_changed"));
            assertTrue(entries(console, keeper).findValuesAsString("action").contains("token_added"));
        }
    }

    private static Company company(RunningConsole console, String name) {
        Company company = console.company(name);
        console.bean(Assignments.class)
                .assign(
                        console.bean(NumberInventory.class)
                                .add(NewNumber.of(company.organization().id(), "+12025550123")),
                        company.agent(),
                        Terms.forCountries("US"));
        return company;
    }

    private static void call(RunningConsole console, Company company) {
        assertTrue(console.bean(CallGate.class)
                .decide(CallRequest.by(company.organization().id(), company.agent())
                        .to("+12125550142"))
                .isAllowed());
    }

    private static int calls(RunningConsole console, Company company, String day) {
        return console.send(company.login(Role.ADMIN), "GET", "/api/v1/calls?day=" + day, "")
                .json()
                .get("calls")
                .size();
    }

    private static JsonNode entries(RunningConsole console, Company company) {
        return console.send(company.login(Role.ADMIN), "GET", "/api/v1/audit?kind=access", "")
                .json()
                .get("entries");
    }
}
