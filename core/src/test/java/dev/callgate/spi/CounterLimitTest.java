package dev.callgate.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.CallCount;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.Counter;
import dev.callgate.model.StoreException;
import dev.callgate.spi.CounterValue.Hold;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a call adds to a counter, and how that changes when it ends. */
class CounterLimitTest {
    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
    private static final Counter DAY = Counter.ofOrganization(Counter.Kind.parse("calls/day"));
    private static final Counter SECONDS = Counter.ofOrganization(Counter.Kind.parse("seconds/day"));
    private static final Counter LIVE = Counter.ofOrganization(Counter.Kind.parse("calls/live"));

    private static LocalDateTime at(int second) {
        return LocalDateTime.ofInstant(instant(second), ZoneOffset.UTC);
    }

    private static Instant instant(int second) {
        return START.plusSeconds(second);
    }

    private static CounterLimit window(int most, int seconds, int now) {
        Duration length = Duration.ofSeconds(seconds);
        Counter counter = Counter.ofOrganization(Counter.Kind.parse("calls/" + length));
        return new CounterLimit(counter, most, 1, at(now), length);
    }

    private static CounterLimit daily(int most, String day) {
        return new CounterLimit(DAY, most, 1, LocalDateTime.parse(day + "T00:00:00"), null);
    }

    private static CounterLimit live(int most, int now) {
        return new CounterLimit(LIVE, most, 1, at(now), Duration.ofSeconds(100));
    }

    @Property
    @Label("D2 however calls come, no window ever has more calls than its limit, and none is refused that fits in")
    void neverExceedsTheLimitInAnyWindow(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 40) Integer> gaps,
            @ForAll @IntRange(min = 1, max = 4) int mostShort,
            @ForAll @IntRange(min = 1, max = 6) int mostLong) {
        List<Instant> allowed = new ArrayList<>();
        CounterSnapshot usage = CounterSnapshot.NONE;
        int second = 0;
        for (int gap : gaps) {
            second += gap;
            Instant now = instant(second);
            List<CounterLimit> limits = List.of(window(mostShort, 30, second), window(mostLong, 100, second));
            boolean fits = within(allowed, now, 30) < mostShort && within(allowed, now, 100) < mostLong;
            assertEquals(fits, usage.haveRoom(limits));
            if (fits) {
                allowed.add(now);
                usage = usage.updatedBy(usage.counted(limits, "call-" + allowed.size()));
            }
        }
        for (CounterValue each : usage.values().values()) {
            assertTrue(each.holds().size() <= Math.max(mostShort, mostLong), each::toString);
            assertEquals(each.amount(), each.holds().size());
        }
    }

    private static long within(List<Instant> calls, Instant now, int seconds) {
        return calls.stream()
                .filter(each -> each.isAfter(now.minusSeconds(seconds)))
                .count();
    }

    @Property
    @Label("D9 there is room from the time that is told, and not before")
    void allowsTheNextCallExactlyAtTheReturnedTime(
            @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 60) Integer> gaps,
            @ForAll @IntRange(min = 1, max = 5) int most) {
        CounterValue value = CounterValue.NONE;
        int second = 0;
        for (int gap : gaps) {
            second += gap;
            value = value.counted(window(Integer.MAX_VALUE, 40, second), "call-" + second + "-" + value.amount());
        }
        CounterLimit limit = window(most, 40, second);
        if (limit.hasRoom(value)) {
            return;
        }
        Instant room = Objects.requireNonNull(limit.roomAt(value));
        LocalDateTime then = LocalDateTime.ofInstant(room, ZoneOffset.UTC);
        Duration held = Duration.ofSeconds(40);
        assertTrue(new CounterLimit(limit.counter(), most, 1, then, held).hasRoom(value));
        assertFalse(new CounterLimit(limit.counter(), most, 1, then.minusNanos(1_000), held).hasRoom(value));
    }

    @Test
    @DisplayName("D3 a call of a clock that lags begins with the latest call, so that its time ends no earlier")
    void countsLaggingCalls() {
        CounterValue first = CounterValue.NONE.counted(window(2, 10, 5), "first");
        CounterLimit lagging = window(2, 10, 0);
        assertEquals(1, lagging.used(first));
        CounterValue both = first.counted(lagging, "second");
        assertEquals(List.of(new Hold("first", instant(15), 1), new Hold("second", instant(15), 1)), both.holds());
        assertEquals(at(5), both.period());
        assertEquals(instant(15), lagging.roomAt(both));
        assertEquals(at(5), lagging.countOn(first).period());
    }

    @Test
    @DisplayName("D3 a period of a counter never goes back, and a later one starts from zero")
    void periodsNeverGoBack() {
        CounterValue second = CounterValue.NONE.counted(daily(5, "2026-03-03"), "");
        CounterValue lagging = second.counted(daily(5, "2026-03-02"), "");
        assertEquals(new CounterValue(2, LocalDateTime.parse("2026-03-03T00:00:00"), List.of()), lagging);
        assertEquals(0, daily(5, "2026-03-04").used(lagging));
        assertEquals(
                new CounterValue(1, LocalDateTime.parse("2026-03-04T00:00:00"), List.of()),
                lagging.counted(daily(5, "2026-03-04"), ""));
    }

    @Test
    @DisplayName("D6 a release takes back what a call counts, in its own period only, and never below zero")
    void releasesInThePeriod() {
        CounterLimit limit = daily(5, "2026-03-02");
        CallCount counted = limit.countOn(CounterValue.NONE);
        CounterValue one = CounterValue.NONE.counted(limit, "");
        CounterValue none = one.changed(counted, counted.released(), "");
        assertEquals(0, none.amount());
        assertEquals(0, none.changed(counted, counted.released(), "").amount());
        CounterValue next = one.counted(daily(5, "2026-03-03"), "");
        assertEquals(next, next.changed(counted, counted.released(), ""));
        assertEquals(one, one.changed(counted, counted.completed(CallOutcome.answered(Duration.ofSeconds(9))), ""));
    }

    @Test
    @DisplayName("D2 a completed call counts its talk time, rounded up to a whole second, even beyond what it reserved")
    void settlesSeconds() {
        CounterLimit limit = new CounterLimit(SECONDS, 3_600, 600, at(0).truncatedTo(ChronoUnit.DAYS), null);
        CallCount counted = limit.countOn(CounterValue.NONE);
        CounterValue reserved = CounterValue.NONE.counted(limit, "");
        assertEquals(600, reserved.amount());
        for (var each : List.of(
                List.of(0L, 0L), List.of(1L, 1L), List.of(1_000L, 1L), List.of(1_001L, 2L), List.of(900_000L, 900L))) {
            CallOutcome outcome = CallOutcome.answered(Duration.ofMillis(each.get(0)));
            assertEquals(
                    each.get(1),
                    reserved.changed(counted, counted.completed(outcome), "").amount());
        }
    }

    @Test
    @DisplayName("D16 in a rolling window, a completed call counts its talk time, and ends when it would have ended")
    void settlesInAWindow() {
        Counter seconds = Counter.ofOrganization(Counter.Kind.parse("seconds/PT1M40S"));
        CounterLimit first = new CounterLimit(seconds, 3_600, 600, at(0), Duration.ofSeconds(100));
        CounterLimit second = new CounterLimit(seconds, 3_600, 600, at(1), Duration.ofSeconds(100));
        CallCount counted = first.countOn(CounterValue.NONE);
        CounterValue two = CounterValue.NONE.counted(first, "one").counted(second, "two");
        CallCount settled = counted.completed(CallOutcome.answered(Duration.ofSeconds(30)));
        assertEquals(
                new CounterValue(
                        630, at(1), List.of(new Hold("one", instant(100), 30), new Hold("two", instant(101), 600))),
                two.changed(counted, settled, "one"));
    }

    @Test
    @DisplayName("D6 only the call itself ends its hold, once")
    void endsItsOwnHold() {
        CounterValue two = CounterValue.NONE.counted(live(2, 0), "one").counted(live(2, 1), "two");
        CallCount counted = live(2, 0).countOn(CounterValue.NONE);
        assertEquals(two, two.changed(counted, counted.released(), "three"));
        CounterValue one = two.changed(counted, counted.released(), "one");
        assertEquals(List.of(new Hold("two", instant(101), 1)), one.holds());
        assertEquals(1, one.amount());
        assertEquals(one, one.changed(counted, counted.completed(CallOutcome.ofSipStatus(486)), "one"));
        assertEquals(List.of(2L, 1L, 0L), List.of(used(two, 99), used(two, 100), used(two, 101)));
    }

    private static long used(CounterValue value, int now) {
        return live(2, now).used(value);
    }

    @Test
    @DisplayName("a renewed hold ends later; one that is over, or ends later already, stays as it is")
    void renews() {
        CounterValue two = CounterValue.NONE.counted(live(2, 0), "one").counted(live(2, 1), "two");
        CounterValue renewed = two.renewed("one", instant(99), instant(199));
        assertEquals(List.of(new Hold("two", instant(101), 1), new Hold("one", instant(199), 1)), renewed.holds());
        assertEquals(two.amount(), renewed.amount());
        assertEquals(two, two.renewed("one", instant(100), instant(200)));
        assertEquals(two, two.renewed("one", instant(0), instant(50)));
        assertEquals(two, two.renewed("three", instant(50), instant(150)));
    }

    @Test
    @DisplayName("D13 a call after a renewed one ends before it, and then frees its room")
    void endsBeforeARenewedCall() {
        CounterValue two = CounterValue.NONE
                .counted(live(2, 0), "long")
                .renewed("long", instant(50), instant(500))
                .counted(live(2, 60), "short");
        assertEquals(List.of(new Hold("short", instant(160), 1), new Hold("long", instant(500), 1)), two.holds());
        assertFalse(live(2, 159).hasRoom(two));
        assertTrue(live(2, 160).hasRoom(two));
    }

    @Test
    @DisplayName("D9 the next room is at the earliest end that leaves enough, which a lowered limit moves")
    void findsRoom() {
        CounterValue three = CounterValue.NONE
                .counted(live(9, 0), "a")
                .counted(live(9, 10), "b")
                .counted(live(9, 20), "c");
        assertEquals(instant(100), live(3, 30).roomAt(three));
        assertEquals(instant(110), live(2, 30).roomAt(three));
        assertEquals(instant(120), live(1, 30).roomAt(three));
        assertNull(live(0, 30).roomAt(three));
        assertNull(live(2, 30)
                .roomAt(new CounterValue(9, at(20), List.of(three.holds().get(0)))));
    }

    @Test
    @DisplayName("counters are locked in one order: by scope, by ID, and by kind")
    void ordersLimits() {
        List<Counter> ordered = List.of(
                new Counter(Counter.Scope.AGENT, "a", DAY.kind()),
                new Counter(Counter.Scope.ATTRIBUTE, "a", DAY.kind()),
                new Counter(Counter.Scope.CALLEE, "a", DAY.kind()),
                new Counter(Counter.Scope.CALLEE, "a", LIVE.kind()),
                new Counter(Counter.Scope.CALLEE, "b", DAY.kind()),
                new Counter(Counter.Scope.NUMBER, "a", DAY.kind()),
                DAY);
        List<Counter> shuffled = new ArrayList<>(ordered);
        Collections.reverse(shuffled);
        shuffled.sort(CounterLimit.LOCK_ORDER);
        assertEquals(ordered, shuffled);
    }

    @Test
    @DisplayName("limits that contradict themselves are rejected")
    void rejectsContradictions() {
        assertRejected(
                "a limit is 0 or more and a call adds 1 or more, but they were -1 and 1",
                () -> new CounterLimit(DAY, -1, 1, at(0), null));
        assertRejected(
                "a limit is 0 or more and a call adds 1 or more, but they were 1 and 0",
                () -> new CounterLimit(DAY, 1, 0, at(0), null));
        assertRejected(
                "calls on a counter of kind calls/live have to be held for a time",
                () -> new CounterLimit(LIVE, 1, 1, at(0), null));
        assertRejected(
                "calls on a counter of kind calls/day must not be held for a time",
                () -> new CounterLimit(DAY, 1, 1, at(0), Duration.ofHours(1)));
        assertRejected("a call counts 0 or more on a counter, not -1", () -> new CallCount(DAY, at(0), -1));
    }

    private static void assertRejected(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    @Test
    @DisplayName("D3 a clock that is five minutes ahead of the store's is plausible; one that is further ahead is not")
    void requiresPlausibleClocks() {
        List<CounterLimit> fine = List.of(daily(1, "2026-03-02"), live(1, 0));
        CounterLimit.requirePlausible(fine, START, START.minus(Duration.ofMinutes(5)));
        Instant behind = START.minus(Duration.ofMinutes(5)).minusMillis(1);
        assertEquals(
                "the call's time, %s, is more than PT5M ahead of the store's clock, %s: correct the host's clock"
                        .formatted(START, behind),
                assertThrows(StoreException.Permanent.class, () -> CounterLimit.requirePlausible(fine, START, behind))
                        .getMessage());
        CounterLimit.requirePlausible(List.of(daily(1, "2026-03-02")), START, behind);
    }
}
