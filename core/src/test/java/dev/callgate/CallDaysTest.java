package dev.callgate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.model.CallDay;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallDaysTest {
    private static void assertSameAsCalculated(CallDays days, Instant instant) {
        assertEquals(CallDay.at(instant, days.zone()), days.at(instant), instant::toString);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "Z, 2026-03-08",
        "+14:00, 2026-03-08",
        "-12:00, 2026-03-08",
        "America/New_York, 2026-03-08",
        "America/New_York, 2026-11-01",
        "Pacific/Apia, 2011-12-30",
        "Pacific/Kwajalein, 1993-08-21",
        "America/Sao_Paulo, 2018-11-04",
        "America/St_Johns, 2006-10-29",
        "America/St_Johns, 1988-04-03",
        "Asia/Kathmandu, 1986-01-01",
        "Africa/Monrovia, 1972-01-07"
    })
    @DisplayName(
            "D3 a remembered day is that of the clock: where clocks are set, where a date is left out, where one comes twice")
    void usesTheDayOfTheClock(String zone, String date) {
        CallDays onwards = new CallDays(ZoneId.of(zone));
        CallDays backwards = new CallDays(ZoneId.of(zone));
        CallDays toAndFro = new CallDays(ZoneId.of(zone));
        SplittableRandom random = new SplittableRandom(1);
        Instant noon = Instant.parse(date + "T12:00:00Z");
        Duration range = Duration.ofDays(3);
        for (Duration d = range.negated(); d.compareTo(range) < 0; d = d.plusSeconds(59)) {
            assertSameAsCalculated(onwards, noon.plus(d));
            assertSameAsCalculated(backwards, noon.minus(d));
            assertSameAsCalculated(toAndFro, noon.plusSeconds(random.nextLong(-range.toSeconds(), range.toSeconds())));
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "America/New_York, 2026-03-08T05:00:00Z",
        "America/New_York, 2026-03-08T07:00:00Z",
        "America/New_York, 2026-03-09T04:00:00Z",
        "Pacific/Apia, 2011-12-30T10:00:00Z",
        "America/St_Johns, 2006-10-29T02:30:00Z",
        "America/St_Johns, 2006-10-29T02:31:00Z",
        "America/St_Johns, 2006-10-29T03:30:00Z",
        "Africa/Monrovia, 1972-01-07T00:44:30Z"
    })
    @DisplayName("D3 a remembered day ends with its last nanosecond, and begins with its first")
    void isExactToTheNanosecond(ZoneId zone, Instant turn) {
        for (int from = -1; from <= 1; from++) {
            for (int to = -1; to <= 1; to++) {
                CallDays days = new CallDays(zone);
                assertSameAsCalculated(days, turn.plusNanos(from));
                assertSameAsCalculated(days, turn.plusNanos(to));
            }
        }
    }
}
