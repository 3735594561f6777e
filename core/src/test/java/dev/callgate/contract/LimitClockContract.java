package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.call.Refused;
import dev.callgate.model.Assignment;
import dev.callgate.model.Counter;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import dev.callgate.spi.CounterValue;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits hold whatever the clocks of the hosts show: a lagging clock counts in the present, and one far ahead is refused. */
@Needs(Ability.LIMITS)
abstract class LimitClockContract extends LimitTests {
    private static final Duration MAX_LEAD = Duration.ofMinutes(5);

    private Assignment assignment;

    @BeforeEach
    void assign() {
        assignment = fixture.assign(1, Terms.dailyLimit(1_000).countries("US"));
    }

    private void assertFull(CallGate gate, Instant until) {
        assertEquals(until, assertInstanceOf(Refused.class, call(gate)).nextAllowed());
    }

    @Test
    @DisplayName("D3 D14 a call of a clock that lags counts in the newer hour, day, week or month of the counter")
    void countsInTheNewestPeriod() {
        CallGate hourly = gate(Limit.calls(3).perAgent().anHour());
        clock.moveTo(Instant.parse("2026-03-01T23:59:00Z"));
        assertTrue(call(hourly).isAllowed());
        clock.moveTo(Instant.parse("2026-03-02T00:01:00Z"));
        assertTrue(call(hourly).isAllowed());
        clock.moveTo(Instant.parse("2026-03-01T23:58:00Z"));
        assertTrue(call(hourly).isAllowed());
        assertTrue(call(hourly).isAllowed());
        assertFull(hourly, Instant.parse("2026-03-02T01:00:00Z"));

        CallGate longer = gate(
                Limit.calls(2).perNumber().aDay(),
                Limit.calls(2).perAgent().aWeek(),
                Limit.calls(2).perOrganization().aMonth());
        clock.moveTo(Instant.parse("2026-03-02T00:01:00Z"));
        assertTrue(call(longer).isAllowed());
        clock.moveTo(Instant.parse("2026-02-28T23:58:00Z"));
        assertTrue(call(longer).isAllowed());
        assertFull(longer, Instant.parse("2026-04-01T00:00:00Z"));
    }

    @Test
    @DisplayName("D3 in a rolling window, a call of a clock that lags counts from the latest call on")
    void countsFromTheLatestCall() {
        CallGate gate = gate(Limit.calls(3).perAgent().within(Duration.ofHours(1)));
        assertTrue(call(gate).isAllowed());
        clock.move(Duration.ofMinutes(-30));
        assertTrue(call(gate).isAllowed());
        clock.move(Duration.ofMinutes(40));
        assertTrue(call(gate).isAllowed());
        clock.move(Duration.ofMinutes(-20));
        assertFull(gate, NOON.plus(Duration.ofHours(1)));
        clock.moveTo(NOON.plus(Duration.ofHours(1)));
        assertTrue(call(gate).isAllowed());
        assertTrue(call(gate).isAllowed());
        assertFull(gate, NOON.plus(Duration.ofMinutes(70)));
    }

    @Test
    @DisplayName(
            "D2 D3 a clock that jumps back and forth within five minutes never gets more calls than a window allows")
    void jumpsWithinTheTolerance() {
        CallGate gate = gate(Limit.calls(2).perAgent().within(Duration.ofMinutes(10)));
        int allowed = 0;
        for (int minute = 0; minute < 60; minute++) {
            Duration jump = minute % 2 == 0 ? MAX_LEAD : MAX_LEAD.negated();
            clock.moveTo(NOON.plus(Duration.ofMinutes(minute)).plus(jump));
            allowed += call(gate).isAllowed() ? 1 : 0;
        }
        assertEquals(2 * 6, allowed);
        CounterValue value =
                fixture.valueOf(Counter.ofAgent(fixture.agent, Counter.Kind.parse("calls/PT10M")), clock.instant());
        assertEquals(2, value.amount());
    }

    static Stream<Limit> finerThanADay() {
        return Stream.of(
                Limit.calls(5).perAgent().anHour(),
                Limit.calls(5).perOrganization().within(Duration.ofDays(30)),
                Limit.minutes(500).perAgent().anHour());
    }

    @ParameterizedTest
    @MethodSource("finerThanADay")
    @DisplayName(
            "D3 D4 a clock more than five minutes ahead of the store's is refused with an exception, and counts nothing")
    @Needs(Ability.CALL_IDS)
    void rejectsClocksAhead(Limit limit) {
        CallGate gate = gate(limit);
        clock.moveTo(Instant.now().plus(Duration.ofMinutes(4)).truncatedTo(ChronoUnit.MICROS));
        assertTrue(call(gate).isAllowed());
        Assignment once = fixture.stored(assignment);
        clock.move(Duration.ofHours(1));
        StoreException.Permanent refused = assertThrows(StoreException.Permanent.class, () -> call(gate));
        assertTrue(refused.getMessage().contains(clock.instant().toString()), () -> refused + " should name the time");
        assertEquals(once, fixture.stored(assignment));
        clock.move(Duration.ofHours(-1));
        assertTrue(call(gate).isAllowed());
    }

    @Test
    @Needs(Ability.CALL_IDS)
    @DisplayName("D3 D4 a call by a clock that is centuries ahead is refused with the same exception")
    void rejectsClocksCenturiesAhead() {
        CallGate gate = gate(Limit.minutes(500).perAgent().aDay());
        clock.moveTo(Instant.parse("2352-01-01T00:00:00Z"));
        assertThrows(StoreException.Permanent.class, () -> call(gate));
        assertEquals(0, fixture.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D3 D4 with one limit finer than a day among others, a clock ahead counts on none of them")
    void countsNowhereIfAhead() {
        Limit day = Limit.calls(5).perOrganization().aDay();
        CallGate mixed = gate(day, Limit.calls(5).perAgent().anHour());
        clock.moveTo(Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MICROS));
        assertThrows(StoreException.Permanent.class, () -> call(mixed));
        Counter counter = Counter.ofOrganization(day.kind());
        assertEquals(CounterValue.NONE, fixture.valueOf(counter, clock.instant()));
        assertTrue(call(gate(day)).isAllowed());
        assertEquals(1, fixture.valueOf(counter, clock.instant()).amount());
        assertEquals(List.of(), fixture.valueOf(counter, clock.instant()).holds());
    }
}
