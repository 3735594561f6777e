package dev.callgate.model;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.contract.Together;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimeOrderedIdTest {
    private static final long YEAR_5000 = 95_617_584_000_000L;

    @Property
    @Label("an id is a UUID of version 7 that holds its time")
    void isOfVersion7AndHoldsItsTime(@ForAll @LongRange(max = YEAR_5000) long millis) {
        UUID id = TimeOrderedId.at(Instant.ofEpochMilli(millis));
        assertEquals(7, id.version());
        assertEquals(2, id.variant());
        assertEquals(millis, id.getMostSignificantBits() >>> 16);
    }

    @Property
    @Label("ids sort by their time, as UUIDs and as text")
    void sortsByTime(
            @ForAll @LongRange(max = YEAR_5000) long millis, @ForAll @LongRange(min = 1, max = 100_000) long later) {
        UUID first = TimeOrderedId.at(Instant.ofEpochMilli(millis));
        UUID second = TimeOrderedId.at(Instant.ofEpochMilli(millis + later));
        assertTrue(first.compareTo(second) < 0);
        assertTrue(first.toString().compareTo(second.toString()) < 0);
    }

    @Property
    @Label("ids sort by the microsecond")
    void sortsByTheMicrosecond(
            @ForAll @LongRange(max = YEAR_5000) long millis,
            @ForAll @LongRange(max = 999) long micros,
            @ForAll @LongRange(min = 1, max = 2_000) long later) {
        Instant first = Instant.ofEpochMilli(millis).plus(micros, ChronoUnit.MICROS);
        // The later ID is generated first, so that the order of generation does not sort them.
        UUID second = TimeOrderedId.at(first.plus(later, ChronoUnit.MICROS));
        assertSorted(List.of(TimeOrderedId.at(first), second));
    }

    @Property
    @Label("an id holds its microsecond, and nothing finer")
    void holdsItsMicrosecond(
            @ForAll @LongRange(max = YEAR_5000) long millis, @ForAll @IntRange(max = 999_999) int nanos) {
        UUID id = TimeOrderedId.at(Instant.ofEpochMilli(millis).plusNanos(nanos));
        assertEquals(7, id.version());
        assertEquals(2, id.variant());
        assertEquals(millis, id.getMostSignificantBits() >>> 16);
        assertEquals(nanos / 1_000, id.getMostSignificantBits() & 0xFFF);
    }

    @Test
    void sortsByCreationWithinAMicrosecond() {
        Instant now = Instant.parse("2026-03-02T15:00:00.123456Z");
        assertSorted(IntStream.range(0, 10_000)
                .mapToObj(n -> TimeOrderedId.at(now.plusNanos(999 - n % 1_000)))
                .toList());
    }

    @Property
    @Label("the first id of a microsecond lies before all ids of it, and behind all of the one before")
    void returnsTheFirstIdOfAMicrosecond(@ForAll @LongRange(min = 1, max = YEAR_5000 * 1_000) long micros) {
        Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        UUID first = TimeOrderedId.firstAt(instant);
        assertSorted(List.of(TimeOrderedId.at(instant.minus(1, ChronoUnit.MICROS)), first, TimeOrderedId.at(instant)));
        assertEquals(first, TimeOrderedId.firstAt(instant.plusNanos(999)));
    }

    @Test
    void returnsTheFirstIdOfAnyTime() {
        UUID past = TimeOrderedId.firstAt(Instant.MIN);
        assertEquals(past, TimeOrderedId.firstAt(Instant.EPOCH));
        assertSorted(List.of(past, TimeOrderedId.at(Instant.EPOCH)));
        String future = TimeOrderedId.firstAt(Instant.MAX).toString();
        String now = TimeOrderedId.at(Instant.ofEpochMilli(YEAR_5000)).toString();
        assertTrue(now.compareTo(future) < 0, future);
    }

    /** As UUIDs and as text, because stores sort by either of them. */
    private static void assertSorted(List<UUID> ids) {
        assertEquals(ids.stream().sorted().toList(), ids);
        List<String> texts = ids.stream().map(UUID::toString).toList();
        assertEquals(texts.stream().sorted().toList(), texts);
    }

    @Test
    void isUniqueAcrossThreads() throws Exception {
        Instant now = Instant.parse("2026-03-02T15:00:00Z");
        List<List<UUID>> made = Together.run(
                8,
                thread -> () -> Stream.generate(() -> TimeOrderedId.at(now))
                        .limit(5_000)
                        .toList());
        made.forEach(TimeOrderedIdTest::assertSorted);
        assertEquals(
                8 * 5_000,
                made.stream().flatMap(List::stream).collect(Collectors.toSet()).size());
    }

    @Test
    void isUniqueWithinAMillisecond() {
        Instant now = Instant.parse("2026-03-02T15:00:00Z");
        assertEquals(
                10_000,
                Stream.generate(() -> TimeOrderedId.at(now))
                        .limit(10_000)
                        .collect(Collectors.toSet())
                        .size());
    }

    @Test
    void rejectsTimesBefore1970() {
        Instant before = Instant.parse("1969-12-31T23:59:59.999Z");
        assertThrowsNaming(IllegalArgumentException.class, () -> TimeOrderedId.at(before), before);
        assertEquals(7, TimeOrderedId.at(Instant.EPOCH).version());
    }
}
