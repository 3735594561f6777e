package dev.callgate.id;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
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

    @Test
    void differsWithinOneMillisecond() {
        Instant now = Instant.parse("2026-03-02T15:00:00Z");
        assertEquals(
                10_000,
                Stream.generate(() -> TimeOrderedId.at(now))
                        .limit(10_000)
                        .collect(Collectors.toSet())
                        .size());
    }

    @Test
    void refusesATimeBefore1970AndNamesIt() {
        Instant before = Instant.parse("1969-12-31T23:59:59.999Z");
        assertThrowsNaming(IllegalArgumentException.class, () -> TimeOrderedId.at(before), before);
        assertEquals(7, TimeOrderedId.at(Instant.EPOCH).version());
    }
}
