package dev.callgate.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.callgate.call.CallFacts;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.CounterLimit;
import dev.callgate.spi.CounterValue;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** When the periods of limits begin and end in a time zone. */
class LimitPeriodsTest {
    private static final Limit.Scoped SCOPED = Limit.calls(1).perAgent();
    private static final Duration LONGEST_CALL = Duration.ofHours(4);

    private static CounterLimit at(Limit limit, Instant instant, ZoneId zone) {
        CallFacts call =
                new CallFacts(new OrganizationId("acme"), new AgentId("agent"), E164.of("+12025550199"), instant, zone);
        return limit.on(call, null, null, LONGEST_CALL);
    }

    private static LocalDateTime period(Limit limit, Instant instant, ZoneId zone) {
        return at(limit, instant, zone).period();
    }

    private static Instant end(Limit limit, Instant instant, ZoneId zone) {
        return limit.nextRoom(at(limit, instant, zone), CounterValue.NONE, zone);
    }

    private static Limit limit(String span) {
        return switch (span) {
            case "hour" -> SCOPED.anHour();
            case "day" -> SCOPED.aDay();
            case "week" -> SCOPED.aWeek();
            default -> SCOPED.aMonth();
        };
    }

    @ParameterizedTest(name = "{0} at {1} in {2}: {3} to {4}")
    @CsvSource({
        // The clocks of New York go from 02:00 to 03:00, and from 02:00 back to 01:00.
        "hour, 2026-03-08T06:59:59Z, America/New_York, 2026-03-08T06:00, 2026-03-08T07:00:00Z",
        "hour, 2026-03-08T07:00:00Z, America/New_York, 2026-03-08T07:00, 2026-03-08T08:00:00Z",
        "hour, 2026-11-01T05:30:00Z, America/New_York, 2026-11-01T05:00, 2026-11-01T06:00:00Z",
        "hour, 2026-11-01T06:30:00Z, America/New_York, 2026-11-01T06:00, 2026-11-01T07:00:00Z",
        "day, 2026-03-08T12:00:00Z, America/New_York, 2026-03-08T00:00, 2026-03-09T04:00:00Z",
        "day, 2026-11-01T12:00:00Z, America/New_York, 2026-11-01T00:00, 2026-11-02T05:00:00Z",
        "week, 2026-03-08T12:00:00Z, America/New_York, 2026-03-02T00:00, 2026-03-09T04:00:00Z",
        "month, 2026-03-31T12:00:00Z, America/New_York, 2026-03-01T00:00, 2026-04-01T04:00:00Z",
        // Those of Lord Howe go from 02:00 to 02:30, and from 02:00 back to 01:30.
        "hour, 2026-10-03T15:29:59Z, Australia/Lord_Howe, 2026-10-03T14:30, 2026-10-03T15:30:00Z",
        "hour, 2026-10-03T15:30:00Z, Australia/Lord_Howe, 2026-10-03T15:30, 2026-10-03T16:00:00Z",
        "hour, 2026-04-04T14:30:00Z, Australia/Lord_Howe, 2026-04-04T14:00, 2026-04-04T15:30:00Z",
        "hour, 2026-04-04T15:10:00Z, Australia/Lord_Howe, 2026-04-04T14:00, 2026-04-04T15:30:00Z",
        "hour, 2026-04-04T15:30:00Z, Australia/Lord_Howe, 2026-04-04T15:30, 2026-04-04T16:30:00Z",
        "day, 2026-04-04T15:10:00Z, Australia/Lord_Howe, 2026-04-05T00:00, 2026-04-05T13:30:00Z",
        // The hours of India and Nepal do not begin with those of UTC.
        "hour, 2026-03-02T12:00:00Z, Asia/Kolkata, 2026-03-02T11:30, 2026-03-02T12:30:00Z",
        "hour, 2026-03-02T12:00:00Z, Asia/Kathmandu, 2026-03-02T11:15, 2026-03-02T12:15:00Z",
        // A day of Cairo begins at 01:00, and Apia left out a day.
        "day, 2026-04-23T12:00:00Z, Africa/Cairo, 2026-04-23T00:00, 2026-04-23T22:00:00Z",
        "day, 2011-12-30T09:59:59Z, Pacific/Apia, 2011-12-29T00:00, 2011-12-30T10:00:00Z",
        "day, 2011-12-30T10:00:00Z, Pacific/Apia, 2011-12-31T00:00, 2011-12-31T10:00:00Z",
        // Months end in leap years and at the end of the year.
        "month, 2028-02-29T23:59:59Z, UTC, 2028-02-01T00:00, 2028-03-01T00:00:00Z",
        "month, 2026-12-31T23:59:59Z, UTC, 2026-12-01T00:00, 2027-01-01T00:00:00Z",
        "week, 2026-12-31T12:00:00Z, UTC, 2026-12-28T00:00, 2027-01-04T00:00:00Z",
    })
    @DisplayName("D3 D14 a period begins and ends by the clock and the calendar of the organization's zone")
    void followsTheZone(String span, Instant at, ZoneId zone, LocalDateTime period, Instant end) {
        assertEquals(period, period(limit(span), at, zone));
        assertEquals(end, end(limit(span), at, zone));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D14 a week may begin on each of its days")
    void weeksBeginOnAnyDay(DayOfWeek first) {
        LocalDate monday = LocalDate.parse("2026-03-02");
        LocalDate begin = monday.plusDays(first.getValue() - 1L);
        for (int day = 0; day < 7; day++) {
            Instant noon = begin.plusDays(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
            assertEquals(begin.atStartOfDay(), period(SCOPED.aWeekFrom(first), noon, ZoneOffset.UTC));
            assertEquals(
                    begin.plusDays(7).atStartOfDay().toInstant(ZoneOffset.UTC),
                    end(SCOPED.aWeekFrom(first), noon, ZoneOffset.UTC));
        }
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(Stream.of(
                        "UTC",
                        "America/New_York",
                        "America/St_Johns",
                        "America/Santiago",
                        "Europe/Berlin",
                        "Africa/Cairo",
                        "Africa/Casablanca",
                        "Asia/Kathmandu",
                        "Asia/Tehran",
                        "Australia/Lord_Howe",
                        "Pacific/Apia",
                        "Pacific/Chatham",
                        "Antarctica/Troll")
                .map(ZoneId::of)
                .toList());
    }

    @Provide
    Arbitrary<Limit> limits() {
        return Arbitraries.of(List.of(
                SCOPED.anHour(), SCOPED.aDay(), SCOPED.aWeek(), SCOPED.aWeekFrom(DayOfWeek.SUNDAY), SCOPED.aMonth()));
    }

    @Property
    @Label("D3 the periods of a zone follow one another without a gap: each ends where the next one begins")
    void leavesNoGap(
            @ForAll("limits") Limit limit,
            @ForAll("zones") ZoneId zone,
            // From 2000 to 2040, by the minute.
            @ForAll @LongRange(min = 15_778_080, max = 36_819_360) long minute) {
        Instant at = Instant.EPOCH.plus(minute, ChronoUnit.MINUTES);
        Instant end = end(limit, at, zone);
        assertEquals(period(limit, at, zone), period(limit, end.minusNanos(1), zone));
        assertNotEquals(period(limit, at, zone), period(limit, end, zone));
        assertFalse(period(limit, end, zone).isBefore(period(limit, at, zone)));
    }

    @ParameterizedTest
    @CsvSource({"hour, 2026-03-02T15:00:00Z", "day, 2026-03-04T00:00:00Z", "week, 2026-03-16T00:00:00Z"})
    @DisplayName("D9 where the counter is in a later period than the call, there is room after that period")
    void endsWithTheStoredPeriod(String span, Instant end) {
        Limit limit = limit(span);
        Instant now = Instant.parse("2026-03-02T12:30:00Z");
        LocalDateTime later =
                switch (span) {
                    case "hour" -> LocalDateTime.parse("2026-03-02T14:00:00");
                    case "day" -> LocalDateTime.parse("2026-03-03T00:00:00");
                    default -> LocalDateTime.parse("2026-03-09T00:00:00");
                };
        CounterLimit counted = at(limit, now, ZoneOffset.UTC);
        assertEquals(end, limit.nextRoom(counted, new CounterValue(1, later, List.of()), ZoneOffset.UTC));
        assertFalse(counted.hasRoom(new CounterValue(1, later, List.of())));
        assertEquals(
                later, counted.countOn(new CounterValue(1, later, List.of())).period());
    }
}
