package dev.callgate.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.Counter.Scope;
import dev.callgate.model.E164;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.spi.CounterLimit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final AgentId AGENT = new AgentId("agent-7");
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration LONGEST_CALL = Duration.ofHours(2);
    private static final CalleeKey CALLEE = new CalleeKey("+12025550199");

    private static PhoneNumber added(String instant) {
        Instant at = Instant.parse(instant);
        return new PhoneNumber(
                UUID.fromString("0195a5c1-0000-7000-8000-000000000001"),
                ACME,
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

    private static CallFacts call(Instant at, ZoneId zone) {
        return new CallFacts(ACME, AGENT, E164.of("+12025550199"), at, zone, Map.of("campaign", "spring"));
    }

    private static CounterLimit on(Limit limit) {
        return limit.on(call(NOON, ZoneOffset.UTC), added("2026-03-02T12:00:00Z"), CALLEE, LONGEST_CALL);
    }

    private static void assertRejected(String message, Supplier<?> limit) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, limit::get).getMessage());
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of(Limit.calls(60).perNumber().aDay(), "60 calls per number a day", "calls/day"),
                Arguments.of(Limit.calls(1).perAgent().anHour(), "1 call per agent an hour", "calls/hour"),
                Arguments.of(
                        Limit.calls(2).perOrganization().aWeek(),
                        "2 calls per organization a week",
                        "calls/week-monday"),
                Arguments.of(
                        Limit.calls(2).perCallee().aWeekFrom(DayOfWeek.SUNDAY),
                        "2 calls per callee a week from Sunday",
                        "calls/week-sunday"),
                Arguments.of(Limit.calls(9).per("campaign").aMonth(), "9 calls per campaign a month", "calls/month"),
                Arguments.of(Limit.minutes(600).perAgent().aMonth(), "600 minutes per agent a month", "seconds/month"),
                Arguments.of(Limit.minutes(1).perCallee().aDay(), "1 minute per callee a day", "seconds/day"),
                Arguments.of(
                        Limit.minutes(90).per("campaign").within(Duration.ofHours(1)),
                        "90 minutes per campaign within 1 hour",
                        "seconds/PT1H"),
                Arguments.of(Limit.calls(5).perNumber().atOnce(), "5 calls per number at once", "calls/live"),
                Arguments.of(within("PT1S"), "3 calls per callee within 1 second", "calls/PT1S"),
                Arguments.of(within("PT61S"), "3 calls per callee within 61 seconds", "calls/PT1M1S"),
                Arguments.of(within("PT90M"), "3 calls per callee within 90 minutes", "calls/PT1H30M"),
                Arguments.of(within("PT25H"), "3 calls per callee within 25 hours", "calls/PT25H"),
                Arguments.of(within("P366D"), "3 calls per callee within 366 days", "calls/PT8784H"),
                Arguments.of(Limit.florida(), "3 calls per callee within 24 hours", "calls/PT24H"),
                Arguments.of(Limit.regulationF(), "7 calls per callee within 7 days", "calls/PT168H"),
                Arguments.of(
                        Limit.calls(3).perCallee().aDay().where("us-fl_2", call -> true),
                        "3 calls per callee a day where us-fl_2",
                        "calls/day/us-fl_2"));
    }

    private static Limit within(String window) {
        return Limit.calls(3).perCallee().within(Duration.parse(window));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("limits")
    @DisplayName("a limit describes itself in words, and its counters by a kind that can be parsed")
    void describesItself(Limit limit, String words, String kind) {
        assertEquals(words, limit.toString());
        assertEquals(kind, limit.kind().toString());
        assertEquals(limit.kind(), Counter.Kind.parse(kind));
        assertEquals(limit.kind().isHeld(), on(limit).heldFor() != null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls", "calls/day/a/b", ""})
    @DisplayName("a text that names no kind of a counter is rejected")
    void rejectsUnknownKinds(String text) {
        assertRejected("\"%s\" is not the kind of a counter".formatted(text), () -> Counter.Kind.parse(text));
    }

    static Stream<Arguments> counters() {
        Counter.Kind day = Counter.Kind.parse("calls/day");
        UUID number = added("2026-03-02T12:00:00Z").id();
        return Stream.of(
                Arguments.of(Limit.calls(5).perNumber(), Counter.ofNumber(number, day), Reason.NUMBER_LIMIT_REACHED),
                Arguments.of(Limit.calls(5).perAgent(), Counter.ofAgent(AGENT, day), Reason.AGENT_LIMIT_REACHED),
                Arguments.of(
                        Limit.calls(5).perOrganization(),
                        Counter.ofOrganization(day),
                        Reason.ORGANIZATION_LIMIT_REACHED),
                Arguments.of(Limit.calls(5).perCallee(), Counter.ofCallee(CALLEE, day), Reason.CALLEE_LIMIT_REACHED),
                Arguments.of(
                        Limit.calls(5).per("campaign"),
                        Counter.ofAttribute("campaign", "spring", day),
                        Reason.ATTRIBUTE_LIMIT_REACHED));
    }

    @ParameterizedTest
    @MethodSource("counters")
    @DisplayName("D2 a limit counts on the counter of its number, agent, callee, attribute or organization")
    void countsPerScope(Limit.Scoped scoped, Counter counter, String reason) {
        CounterLimit counted = on(scoped.aDay());
        assertEquals(new CounterLimit(counter, 5, 1, LocalDateTime.parse("2026-03-02T00:00:00"), null), counted);
        assertEquals(reason, scoped.aDay().reason());
        assertEquals(counter.scope(), scoped.aDay().scope());
    }

    @Test
    @DisplayName("D2 minutes are counted in seconds, and each call reserves the longest call of the policy")
    void reservesTheLongestCall() {
        Limit minutes = Limit.minutes(600).perAgent().aDay();
        assertEquals(36_000, minutes.most());
        assertEquals(LONGEST_CALL.toSeconds(), on(minutes).amount());
        assertEquals(
                1_000_000_000L * 60,
                Limit.minutes(1_000_000_000).perAgent().aDay().most());
        CounterLimit held = on(Limit.minutes(600).perAgent().within(Duration.ofHours(24)));
        assertEquals(Duration.ofHours(24), held.heldFor());
        assertEquals(LocalDateTime.parse("2026-03-02T12:00:00"), held.period());
        assertEquals(LONGEST_CALL, on(Limit.calls(3).perAgent().atOnce()).heldFor());
    }

    @Test
    @DisplayName("only limits whose counts change with the end of a call need a call ID")
    void needsCallIds() {
        assertTrue(Limit.calls(1).perAgent().atOnce().needsCallId());
        assertTrue(Limit.minutes(9).perAgent().aDay().needsCallId());
        assertTrue(Limit.minutes(9).perAgent().within(Duration.ofDays(1)).needsCallId());
        assertFalse(Limit.calls(1).perAgent().aDay().needsCallId());
        assertFalse(Limit.florida().needsCallId());
    }

    @Test
    @DisplayName("a limit of an attribute cannot be applied to a call without it")
    void needsItsAttribute() {
        assertRejected(
                "the call has no attribute list",
                () -> on(Limit.calls(5).per("list").aDay()));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_000_000_001, Integer.MAX_VALUE})
    @DisplayName("amounts out of range are rejected, with the amount and the way to allow nothing")
    void rejectsAmounts(int most) {
        assertRejected(
                "a limit must be 1 to 1000000000 calls, not %d: to allow none, use a rule".formatted(most),
                () -> Limit.calls(most));
        assertRejected(
                "a limit must be 1 to 1000000000 minutes, not %d: to allow none, use a rule".formatted(most),
                () -> Limit.minutes(most));
        assertRejected(
                "a limit must be 1 to 1000000000 calls, not %d: to allow none, use a rule".formatted(most),
                () -> Limit.calls(9).perNumber().aDay().warmingUp(20, most));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.5S", "PT1.5S", "P366DT1S", "P367D"})
    @DisplayName("windows that are too short, too long or not whole seconds are rejected, with the window")
    void rejectsWindows(String window) {
        assertRejected(
                "a window must be 1 second to 366 days, in whole seconds, not " + Duration.parse(window),
                () -> within(window));
    }

    @Test
    @DisplayName("a limit for which stores keep each call is rejected if it allows more than 10,000 calls")
    void rejectsManyHeldCalls() {
        assertRejected(
                "a limit of calls within 1 hour must be 1 to 10000 calls, not 10001: use a limit of a period for more",
                () -> Limit.calls(10_001).perOrganization().within(Duration.ofHours(1)));
        assertRejected(
                "a limit of calls at once must be 1 to 10000 calls, not 10001: use a limit of a period for more",
                () -> Limit.calls(10_001).perOrganization().atOnce());
        assertEquals(10_000, Limit.calls(10_000).perOrganization().atOnce().most());
        assertEquals(
                600_060,
                Limit.minutes(10_001)
                        .perOrganization()
                        .within(Duration.ofHours(1))
                        .most());
    }

    @Test
    @DisplayName("minutes at once are rejected")
    void rejectsMinutesAtOnce() {
        assertRejected(
                "minutes cannot be limited at once: limit them in a period or a window, or limit calls at once",
                () -> Limit.minutes(5).perAgent().atOnce());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Florida", "-fl", "_fl", "f l", "f/l", "fl\n", "é", "a23456789012345678901234567890123"})
    @DisplayName("a condition needs a valid name, and the message shows any other")
    void rejectsConditionNames(String name) {
        assertRejected(
                "the name of a condition must be 1 to 32 lowercase letters, digits, hyphens and underscores, not \"%s\""
                        .formatted(name),
                () -> Limit.florida().where(name, call -> true));
    }

    @Test
    @DisplayName("a second condition is rejected")
    void rejectsSecondConditions() {
        Limit one = Limit.calls(3).perCallee().aDay().where("florida", call -> true);
        assertRejected(
                "the limit \"3 calls per callee a day where florida\" has a condition already: combine both in one",
                () -> one.where("weekend", call -> true));
    }

    @Test
    @DisplayName("D2 a condition decides which calls a limit applies to, and what it counts apart")
    void appliesByItsCondition() {
        Limit all = Limit.calls(3).perCallee().aDay();
        Limit some = all.where("us", call -> call.to().region().equals("US"));
        CallFacts toLondon = new CallFacts(ACME, AGENT, E164.of("+442071838750"), NOON, ZoneOffset.UTC, Map.of());
        assertTrue(all.appliesTo(toLondon));
        assertFalse(some.appliesTo(toLondon));
        assertTrue(some.appliesTo(call(NOON, ZoneOffset.UTC)));
        assertFalse(all.sharesCountersWith(some));
        assertTrue(some.sharesCountersWith(Limit.calls(9).perCallee().aDay().where("us", call -> true)));
        assertFalse(Limit.calls(9)
                .per("a")
                .aDay()
                .sharesCountersWith(Limit.calls(9).per("b").aDay()));
    }

    static Stream<Limit> limitsThatCannotWarmUp() {
        return Stream.of(
                Limit.calls(5).perAgent().aDay(),
                Limit.calls(5).perNumber().anHour(),
                Limit.calls(5).perNumber().within(Duration.ofHours(24)),
                Limit.minutes(5).perNumber().aDay());
    }

    @ParameterizedTest
    @MethodSource("limitsThatCannotWarmUp")
    @DisplayName("a warm-up of any limit but calls per number a day is rejected")
    void rejectsWarmUps(Limit limit) {
        assertRejected(
                "only a limit of calls per number a day can warm up, not \"%s\"".formatted(limit),
                () -> limit.warmingUp(20));
    }

    @Test
    @DisplayName("a name that no attribute can have is rejected")
    void rejectsAttributeNames() {
        assertRejected(
                "the name of an attribute must be a letter from a to z and up to 31 letters, digits and underscores, such as"
                        + " campaign, not \"Campaign\"",
                () -> Limit.calls(5).per("Campaign"));
    }

    private static long mostOn(Limit limit, PhoneNumber number, String date, ZoneId zone) {
        Instant noon = LocalDate.parse(date).atTime(12, 0).atZone(zone).toInstant();
        return limit.on(call(noon, zone), number, CALLEE, LONGEST_CALL).most();
    }

    @Test
    @DisplayName("D2 a number warms up from its first day of service, which may be years before it was added")
    void warmsUpFromTheFirstDayOfService() {
        Limit limit = Limit.calls(100).perNumber().aDay().warmingUp(20, 40);
        PhoneNumber fresh = added("2026-03-02T02:00:00Z");
        ZoneId newYork = ZoneId.of("America/New_York");
        assertEquals(40, mostOn(limit, fresh, "2026-03-02", newYork));
        PhoneNumber old = fresh.withInServiceSince(LocalDate.parse("2019-05-01"), fresh.updatedAt());
        assertEquals(100, mostOn(limit, old, "2026-03-02", newYork));
        PhoneNumber recent = fresh.withInServiceSince(LocalDate.parse("2026-03-02"), fresh.updatedAt());
        assertEquals(20, mostOn(limit, recent, "2026-03-02", newYork));
        PhoneNumber announced = fresh.withInServiceSince(LocalDate.parse("2026-04-01"), fresh.updatedAt());
        assertEquals(20, mostOn(limit, announced, "2026-03-02", newYork));
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
    @DisplayName("D2 a number warms up from the day when it was added, by the organization's calendar, to its limit")
    void warmsUp(String added, String date, ZoneId zone, long most) {
        Limit limit = Limit.calls(60).perNumber().aDay().warmingUp(20, 40, 80);
        assertEquals(most, mostOn(limit, added(added), date, zone));
    }

    @Test
    @DisplayName("D2 a later warm-up replaces an earlier one, and a condition keeps it")
    void keepsItsWarmUp() {
        PhoneNumber number = added("2026-03-02T12:00:00Z");
        Limit limit = Limit.calls(60).perNumber().aDay().warmingUp(20).warmingUp(5, 10);
        for (Limit each : Stream.of(limit, limit.where("us", call -> true)).toList()) {
            assertEquals(5, mostOn(each, number, "2026-03-02", ZoneOffset.UTC));
            assertEquals(10, mostOn(each, number, "2026-03-03", ZoneOffset.UTC));
            assertEquals(60, mostOn(each, number, "2026-03-04", ZoneOffset.UTC));
        }
        assertEquals(Scope.NUMBER, limit.scope());
        assertEquals("60 calls per number a day", limit.toString());
    }
}
