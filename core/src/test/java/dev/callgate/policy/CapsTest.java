package dev.callgate.policy;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.AgentId;
import dev.callgate.model.AttemptLimit;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.spi.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapsTest {
    private static final AgentId AGENT = new AgentId("agent-7");

    private static PhoneNumber added(String instant) {
        Instant at = Instant.parse(instant);
        return new PhoneNumber(
                UUID.fromString("0195a5c1-0000-7000-8000-000000000001"),
                new OrganizationId("acme"),
                E164.of("+12025550123"),
                null,
                "US",
                Set.of(),
                NumberStatus.ACTIVE,
                null,
                AGENT,
                at,
                at);
    }

    private static List<Integer> limits(Caps caps, PhoneNumber number, String date, ZoneId zone) {
        return caps.on(number, AGENT, LocalDate.parse(date), zone).caps().stream()
                .map(Limits.Cap::limit)
                .toList();
    }

    @Test
    @DisplayName("D2 a number warms up from its first day of service, which may be years before it was added")
    void warmsUpFromTheFirstDayOfService() {
        Caps caps = Caps.none().perNumber(100).warmUp(20, 40);
        PhoneNumber fresh = added("2026-03-02T02:00:00Z");
        ZoneId newYork = ZoneId.of("America/New_York");
        assertEquals(List.of(40), limits(caps, fresh, "2026-03-02", newYork));
        PhoneNumber old = fresh.withInServiceSince(LocalDate.parse("2019-05-01"), fresh.updatedAt());
        assertEquals(List.of(100), limits(caps, old, "2026-03-02", newYork));
        PhoneNumber recent = fresh.withInServiceSince(LocalDate.parse("2026-03-02"), fresh.updatedAt());
        assertEquals(List.of(20), limits(caps, recent, "2026-03-02", newYork));
        PhoneNumber announced = fresh.withInServiceSince(LocalDate.parse("2026-04-01"), fresh.updatedAt());
        assertEquals(List.of(20), limits(caps, announced, "2026-03-02", newYork));
    }

    @Test
    @DisplayName("D1 caps that are named one after the other, or together, all hold")
    void allApply() {
        PhoneNumber number = added("2026-03-02T12:00:00Z");
        AttemptLimit daily = new AttemptLimit(1, Duration.ofDays(1));
        AttemptLimit hourly = new AttemptLimit(1, Duration.ofHours(1));
        Caps one = Caps.none().perNumber(60).perAgent(30).warmUp(20, 40).attemptsPerCallee(daily);
        Caps other = Caps.none()
                .perNumber(50)
                .perOrganization(500)
                .warmUp(30, 10, 45)
                .attemptsPerCallee(hourly, daily);
        for (Caps both : List.of(
                one.and(other),
                other.and(one),
                one.perNumber(50).perOrganization(500).warmUp(30, 10, 45).attemptsPerCallee(hourly, daily))) {
            assertEquals(Set.of(daily, hourly), Set.copyOf(both.attempts()));
            assertEquals(2, both.attempts().size());
            assertEquals(List.of(20, 30, 500), limits(both, number, "2026-03-02", ZoneOffset.UTC));
            assertEquals(List.of(10, 30, 500), limits(both, number, "2026-03-03", ZoneOffset.UTC));
            assertEquals(List.of(45, 30, 500), limits(both, number, "2026-03-04", ZoneOffset.UTC));
            assertEquals(List.of(50, 30, 500), limits(both, number, "2026-03-05", ZoneOffset.UTC));
        }
    }

    @Test
    @DisplayName("what is capped is named in the order in which stores lock it")
    void describesWhatIsCapped() {
        PhoneNumber number = added("2026-03-02T12:00:00Z");
        Limits limits = Caps.none()
                .perOrganization(20)
                .attemptsPerCallee(AttemptLimit.florida())
                .perAgent(12)
                .perNumber(8)
                .on(number, AGENT, LocalDate.parse("2026-03-02"), ZoneOffset.UTC);
        assertEquals(
                List.of(
                        new Limits.Cap(Counter.ofNumber(number.id()), 8),
                        new Limits.Cap(Counter.ofAgent(AGENT), 12),
                        new Limits.Cap(Counter.ofOrganization(), 20)),
                limits.caps());
        assertEquals(List.of(AttemptLimit.florida()), limits.attempts());
        assertTrue(Caps.none()
                .on(number, AGENT, LocalDate.parse("2026-03-02"), ZoneOffset.UTC)
                .isNone());
    }

    @ParameterizedTest(name = "on {1} in {2}: {3}")
    @CsvSource({
        "2026-03-02T23:30:00Z, 2026-03-02, UTC, 20",
        "2026-03-02T23:30:00Z, 2026-03-03, UTC, 40",
        "2026-03-02T23:30:00Z, 2026-03-04, UTC, 60",
        "2026-03-02T23:30:00Z, 2026-03-05, UTC, 60",
        "2026-03-02T23:30:00Z, 2026-03-03, Asia/Tokyo, 20",
        "2026-03-02T23:30:00Z, 2026-03-04, Asia/Tokyo, 40",
        "2026-03-02T23:30:00Z, 2026-03-01, UTC, 20",
    })
    @DisplayName("a number warms up from the day when it was added, by the organization's calendar, to its cap")
    void warmsUp(String added, String date, ZoneId zone, int limit) {
        Caps caps = Caps.none().perNumber(60).warmUp(20, 40, 80);
        assertEquals(List.of(limit), limits(caps, added(added), date, zone));
    }

    @Test
    @DisplayName("a number that has warmed up is not capped where only the warm-up is")
    void warmsUpWithoutACap() {
        Caps caps = Caps.none().warmUp(20, 40);
        PhoneNumber number = added("2026-03-02T12:00:00Z");
        assertEquals(List.of(40), limits(caps, number, "2026-03-03", ZoneOffset.UTC));
        assertEquals(List.of(), limits(caps, number, "2026-03-04", ZoneOffset.UTC));
    }

    @Test
    @DisplayName("negative caps are refused by name")
    void rejectsNegativeCaps() {
        assertThrowsNaming(IllegalArgumentException.class, () -> Caps.none().perNumber(-1), "-1");
        assertThrowsNaming(IllegalArgumentException.class, () -> Caps.none().perAgent(-2), "-2");
        assertThrowsNaming(IllegalArgumentException.class, () -> Caps.none().perOrganization(-3), "-3");
        assertThrowsNaming(IllegalArgumentException.class, () -> Caps.none().warmUp(20, -4), "-4");
        assertThrowsNaming(IllegalArgumentException.class, () -> new Limits.Cap(Counter.ofOrganization(), -5), "-5");
    }
}
