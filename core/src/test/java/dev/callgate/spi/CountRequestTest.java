package dev.callgate.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.CallFingerprint;
import dev.callgate.model.CallId;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.spi.CountRequest.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The reference of what a store does when it counts a call. */
class CountRequestTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final E164 WASHINGTON = E164.of("+12025550199");
    private static final Assignment ASSIGNMENT = assignment();

    private static Assignment assignment() {
        OrganizationId acme = new OrganizationId("acme");
        AgentId agent = new AgentId("agent");
        PhoneNumber number = new PhoneNumber(
                new UUID(1, 1),
                acme,
                E164.of("+12025550123"),
                null,
                "US",
                Set.of(),
                NumberStatus.ACTIVE,
                null,
                agent,
                NOON,
                NOON);
        return new Assignment(new UUID(1, 2), agent, number, Terms.dailyLimit(5).countries("US"), 0, null, NOON, NOON);
    }

    private static CounterLimit limit(Counter.Scope scope, String kind, int most) {
        Counter.Kind parsed = Counter.Kind.parse(kind);
        return new CounterLimit(
                new Counter(scope, "x", parsed),
                most,
                1,
                LocalDateTime.ofInstant(NOON, ZoneOffset.UTC),
                parsed.isHeld() ? Duration.ofHours(1) : null);
    }

    private static CountRequest request(JournalEntry journal, CounterLimit... limits) {
        return new CountRequest(
                ASSIGNMENT, WASHINGTON, CallDay.at(NOON, ZoneOffset.UTC), NOON, null, List.of(limits), journal);
    }

    private static JournalEntry entry() {
        return new JournalEntry(
                new CallId("c-1"),
                new CallFingerprint("abcde"),
                null,
                Map.of("campaign", "spring"),
                Set.of("campaign"));
    }

    @Test
    @DisplayName("a request has its limits in the order in which stores lock counters, at most one of each")
    void ordersLimits() {
        CounterLimit ofOrganization = limit(Counter.Scope.ORGANIZATION, "calls/day", 1);
        CounterLimit ofNumber = limit(Counter.Scope.NUMBER, "calls/day", 1);
        CounterLimit ofAgent = limit(Counter.Scope.AGENT, "calls/hour", 1);
        assertEquals(
                List.of(ofAgent, ofNumber, ofOrganization),
                request(null, ofOrganization, ofNumber, ofAgent).limits());
        CounterLimit again = limit(Counter.Scope.AGENT, "calls/hour", 2);
        assertEquals(
                "two limits of a call have the same counter: " + List.of(ofAgent, again),
                assertThrows(IllegalArgumentException.class, () -> request(null, ofAgent, again))
                        .getMessage());
    }

    @Test
    @DisplayName("D2 a call is counted on its assignment and on all counters, or on none")
    void countsAllOrNothing() {
        CounterLimit window = limit(Counter.Scope.AGENT, "calls/PT1H", 2);
        CounterLimit day = limit(Counter.Scope.ORGANIZATION, "calls/day", 1);
        CountRequest request = request(entry(), window, day);
        CountResult.Counted counted = assertInstanceOf(
                CountResult.Counted.class, request.on(ASSIGNMENT, CounterSnapshot.NONE, NOON, request.holdId()));
        assertEquals(1, counted.after().callsMadeToday());
        assertEquals(1, counted.usage().of(day.counter()).amount());
        assertEquals(
                List.of(new CounterValue.Hold("c-1@1772452800000000", NOON.plus(Duration.ofHours(1)), 1)),
                counted.usage().of(window.counter()).holds());
        AllowedCall call = request.allowedCall(counted.after(), CounterSnapshot.NONE);
        assertEquals(request.holdId(), call.holdId());
        assertEquals(
                List.of(window.counter(), day.counter()),
                call.counts().stream().map(each -> each.counter()).toList());
        assertEquals(Map.of("campaign", "spring"), call.attributes());
        assertEquals(Set.of("campaign"), call.reportedBy());

        CountResult second = request.on(counted.after(), counted.usage(), NOON, "c-2");
        assertEquals(new CountResult.LimitReached(counted.after(), counted.usage()), second);
    }

    @Test
    @DisplayName("a call without a call ID has holds with an ID of their own each time")
    void makesHoldIds() {
        CountRequest request = request(null, limit(Counter.Scope.AGENT, "calls/PT1H", 2));
        assertNotEquals(request.holdId(), request.holdId());
        assertEquals("c-1@1772452800000000", request(entry()).holdId());
    }

    @Test
    @DisplayName("D10 a call on an assignment that ended is not counted, whatever its limits say")
    void isStale() {
        CounterLimit none = limit(Counter.Scope.AGENT, "calls/day", 0);
        CountRequest request = request(null, none);
        assertInstanceOf(CountResult.Stale.class, request.on(null, CounterSnapshot.NONE, NOON, ""));
        assertInstanceOf(CountResult.LimitReached.class, request.on(ASSIGNMENT, CounterSnapshot.NONE, NOON, ""));
    }

    @Test
    @DisplayName("D3 with a limit finer than a day, the store's clock has to be within five minutes before the call")
    void requiresPlausibleClocks() {
        CountRequest fine = request(null, limit(Counter.Scope.AGENT, "calls/hour", 5));
        CountRequest daily = request(null, limit(Counter.Scope.AGENT, "calls/day", 5));
        Instant fiveBefore = NOON.minus(Duration.ofMinutes(5));
        assertEquals(fiveBefore, fine.plausibleFrom());
        assertEquals(CallDay.at(NOON, ZoneOffset.UTC).plausibleFrom(), daily.plausibleFrom());
        assertInstanceOf(CountResult.Counted.class, fine.on(ASSIGNMENT, CounterSnapshot.NONE, fiveBefore, ""));
        Instant before = fiveBefore.minusNanos(1_000);
        assertInstanceOf(CountResult.Counted.class, daily.on(ASSIGNMENT, CounterSnapshot.NONE, before, ""));
        assertThrows(StoreException.Permanent.class, () -> fine.on(ASSIGNMENT, CounterSnapshot.NONE, before, ""));
    }

    @Test
    @DisplayName("T2 a call is reported by attributes that it has")
    void requiresReportedAttributes() {
        IllegalArgumentException missing = assertThrows(
                IllegalArgumentException.class,
                () -> new JournalEntry(
                        new CallId("c-1"),
                        new CallFingerprint("abcde"),
                        null,
                        Map.of("campaign", "spring"),
                        Set.of("campaign", "team")));
        assertEquals("the call has no attribute team", missing.getMessage());
    }

    @Test
    @DisplayName("D4 a store that counts on assignments only rejects other limits and call IDs")
    void countsOnAssignmentsOnly() {
        assertInstanceOf(CountResult.Counted.class, request(null).on(ASSIGNMENT, NOON));
        assertTrue(request(null).countsOnAssignmentOnly());
        for (CountRequest each : List.of(request(entry()), request(null, limit(Counter.Scope.AGENT, "calls/day", 5)))) {
            assertEquals(
                    "this store counts calls on assignments only: remove the limits from the policy and the call ID from the"
                            + " request",
                    assertThrows(UnsupportedOperationException.class, () -> each.on(ASSIGNMENT, NOON))
                            .getMessage());
        }
    }
}
