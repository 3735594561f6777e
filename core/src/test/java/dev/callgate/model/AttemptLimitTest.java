package dev.callgate.model;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptLimitTest {
    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-03-02");

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    @Property
    @Label("D2 however calls come, no window ever holds more attempts than its limit, and none is refused that fits in")
    void neverExceedsTheLimitInAnyWindow(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 40) Integer> gaps,
            @ForAll @IntRange(min = 1, max = 4) int mostShort,
            @ForAll @IntRange(min = 1, max = 6) int mostLong) {
        AttemptLimit shortWindow = new AttemptLimit(mostShort, Duration.ofSeconds(30));
        AttemptLimit longWindow = new AttemptLimit(mostLong, Duration.ofSeconds(100));
        Limits limits = new Limits(List.of(), List.of(shortWindow, longWindow));
        List<Instant> allowed = new ArrayList<>();
        CounterSnapshot usage = CounterSnapshot.NONE;
        int second = 0;
        for (int gap : gaps) {
            second += gap;
            Instant now = at(second);
            boolean fits = within(allowed, now, 30) < mostShort && within(allowed, now, 100) < mostLong;
            assertEquals(fits, limits.remaining(DAY, now, usage) > 0);
            if (fits) {
                allowed.add(now);
                usage = limits.counted(DAY, now, usage);
            }
        }
        assertTrue(usage.attempts().size() <= Math.max(mostShort, mostLong), usage::toString);
    }

    /** Counts the attempts of the last seconds, independent of the number of attempts that stores keep. */
    private static long within(List<Instant> attempts, Instant now, int seconds) {
        return attempts.stream()
                .filter(each -> each.isAfter(now.minusSeconds(seconds)))
                .count();
    }

    @Property
    @Label("D9 there is room from the time that is told, and not before")
    void allowsTheNextAttemptExactlyAtTheReturnedTime(
            @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 100) Integer> seconds,
            @ForAll @IntRange(min = 1, max = 5) int most,
            @ForAll @IntRange(min = 0, max = 100) int now) {
        AttemptLimit limit = new AttemptLimit(most, Duration.ofSeconds(40));
        List<Instant> attempts =
                seconds.stream().sorted().map(AttemptLimitTest::at).toList();
        Instant room = limit.nextAllowed(at(now), attempts);
        assertTrue(limit.remaining(room, attempts) > 0);
        if (room.isAfter(at(now))) {
            assertEquals(0, limit.remaining(room.minusNanos(1), attempts));
        } else {
            assertEquals(at(now), room);
        }
    }

    @Test
    @DisplayName("an attempt of a clock that runs ahead counts for one that does not")
    void countsAttemptsWithFutureTimes() {
        AttemptLimit limit = new AttemptLimit(1, Duration.ofSeconds(10));
        assertEquals(0, limit.remaining(at(0), List.of(at(5))));
        assertEquals(at(15), limit.nextAllowed(at(0), List.of(at(5))));
    }

    @ParameterizedTest
    @CsvSource({
        "3, PT24H, 3 calls within 24 hours",
        "7, P7D, 7 calls within 7 days",
        "1, PT1H, 1 call within 1 hour",
        "2, PT90M, 2 calls within 90 minutes",
        "2, PT0.5S, 2 calls within PT0.5S"
    })
    @DisplayName("a limit says itself in words")
    void describesItself(int most, Duration window, String words) {
        assertEquals(words, new AttemptLimit(most, window).toString());
    }

    @Test
    @DisplayName("the presets are those of their sources")
    void presets() {
        assertEquals(new AttemptLimit(3, Duration.ofHours(24)), AttemptLimit.florida());
        assertEquals(new AttemptLimit(7, Duration.ofDays(7)), AttemptLimit.regulationF());
    }

    @ParameterizedTest
    @CsvSource({"0, PT1H, not 0", "51, PT1H, not 51", "1, PT0S, not PT0S", "1, PT-1S, not PT-1S", "1, P367D, 366 days"})
    @DisplayName("limits that nobody can keep are refused by name")
    void rejectsInvalidValues(int most, Duration window, String named) {
        assertThrowsNaming(IllegalArgumentException.class, () -> new AttemptLimit(most, window), named);
    }
}
