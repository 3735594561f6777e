package dev.callgate.model;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallDayTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId APIA = ZoneId.of("Pacific/Apia");

    private static CallDay day(String date, ZoneId zone) {
        return new CallDay(LocalDate.parse(date), zone);
    }

    private static CallDay at(String instant, ZoneId zone) {
        return CallDay.at(Instant.parse(instant), zone);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T15:00:00Z, -12:00, 2026-03-02",
        "2026-03-02T11:59:59Z, -12:00, 2026-03-01",
        "2026-03-02T12:00:00Z, -12:00, 2026-03-02",
        "2026-03-02T09:59:59Z, +14:00, 2026-03-02",
        "2026-03-02T10:00:00Z, +14:00, 2026-03-03",
        "2026-03-02T23:59:59.999999999Z, Z, 2026-03-02",
        "2026-03-03T00:00:00Z, Z, 2026-03-03",
        "2026-03-02T18:29:59Z, Asia/Kolkata, 2026-03-02",
        "2026-03-02T18:30:00Z, Asia/Kolkata, 2026-03-03"
    })
    @DisplayName("D3 the day is the local date in the organization's zone")
    void usesTheLocalDate(Instant instant, String zone, LocalDate date) {
        assertEquals(date, CallDay.at(instant, ZoneId.of(zone)).date());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-07, 24, 2026-03-08T05:00:00Z",
        "2026-03-08, 23, 2026-03-09T04:00:00Z",
        "2026-11-01, 25, 2026-11-02T05:00:00Z"
    })
    @DisplayName("D3 a day of 23 or 25 hours ends when the next one begins")
    void endsAtTheStartOfTheNextDay(LocalDate date, int hours, Instant end) {
        CallDay day = new CallDay(date, NEW_YORK);
        assertEquals(end, day.end());
        assertEquals(Duration.ofHours(hours), Duration.between(new CallDay(date.minusDays(1), NEW_YORK).end(), end));
    }

    @Test
    @DisplayName("D3 the hour that is there twice, and the one that is not there, belong to one day")
    void clockChangesBelongToOneDay() {
        for (String instant : new String[] {"2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"}) {
            assertEquals(day("2026-11-01", NEW_YORK), at(instant, NEW_YORK));
        }
        for (String instant : new String[] {"2026-03-08T06:59:59Z", "2026-03-08T07:00:00Z"}) {
            assertEquals(day("2026-03-08", NEW_YORK), at(instant, NEW_YORK));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "-12:00", "+14:00", "Pacific/Apia", "Africa/Cairo", "Asia/Kathmandu"})
    @DisplayName("D3 each day ends exactly where the next one begins, and none comes twice")
    void daysAreContiguous(String name) {
        ZoneId zone = ZoneId.of(name);
        TreeSet<LocalDate> days = new TreeSet<>();
        CallDay last = at("2027-01-02T12:00:00Z", zone);
        for (CallDay day = at("2026-01-01T12:00:00Z", zone); day.date().isBefore(last.date()); ) {
            assertEquals(day, CallDay.at(day.end().minusNanos(1), zone));
            days.add(day.date());
            day = CallDay.at(day.end(), zone);
            assertFalse(days.contains(day.date()));
        }
        assertEquals(366, days.size());
    }

    @Test
    @DisplayName("D3 a date that a zone left out is not missed: 30 December 2011 in Apia")
    void skipsADateThatTheZoneSkipped() {
        CallDay before = day("2011-12-29", APIA);
        Instant end = Instant.parse("2011-12-30T10:00:00Z");
        assertEquals(end, before.end());
        assertEquals(before, CallDay.at(end.minusNanos(1), APIA));
        assertEquals(day("2011-12-31", APIA), CallDay.at(end, APIA));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02, Z, 2026-03-01T00:00:00Z",
        "2026-03-02, -12:00, 2026-03-01T12:00:00Z",
        "2026-03-02, +14:00, 2026-02-28T10:00:00Z",
        "2026-03-09, America/New_York, 2026-03-08T05:00:00Z",
        "2026-11-02, America/New_York, 2026-11-01T04:00:00Z"
    })
    @DisplayName("D3 a day is plausible from where the day before it begins")
    void isPlausibleFromThePreviousDay(LocalDate date, String zone, Instant from) {
        assertEquals(from, new CallDay(date, ZoneId.of(zone)).plausibleFrom());
    }

    @Test
    @DisplayName("D3 a day is plausible all day long, and was so all the day before")
    void isPlausibleOnItsOwnDay() {
        Instant now = Instant.parse("2026-03-02T15:00:00Z");
        for (int hours = -12; hours <= 14; hours++) {
            CallDay today = CallDay.at(now, ZoneOffset.ofHours(hours));
            assertFalse(now.isBefore(today.plausibleFrom()));
            CallDay tomorrow = CallDay.at(now.plus(Duration.ofDays(1)), today.zone());
            assertFalse(now.isBefore(tomorrow.plausibleFrom()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Z", "-18:00", "+18:00", "-12:00", "+14:00", "Asia/Tokyo", "America/New_York", "Pacific/Apia"})
    @DisplayName("D3 a store that asks whether a day is plausible gets the answer of the one that requires it")
    void isPlausibleWhereItIsNotRefused(ZoneId zone) {
        for (String noon : new String[] {"2026-03-08T12:00:00Z", "2011-12-30T12:00:00Z", "1969-12-31T12:00:00Z"}) {
            CallDay day = CallDay.at(Instant.parse(noon), zone);
            int plausible = 0;
            for (long minutes = -3 * 1_440; minutes < 2 * 1_440; minutes += 7) {
                for (int nanos = -1; nanos <= 1; nanos++) {
                    Instant storeTime =
                            day.start().plus(Duration.ofMinutes(minutes)).plusNanos(nanos);
                    boolean refused = isRefused(day, storeTime);
                    assertEquals(
                            !refused, day.isPlausible(Clock.fixed(storeTime, ZoneOffset.UTC)), storeTime::toString);
                    assertEquals(refused, storeTime.isBefore(day.plausibleFrom()), storeTime::toString);
                    plausible += refused ? 0 : 1;
                }
            }
            assertTrue(plausible > 1_000, "not all are refused");
        }
    }

    private static boolean isRefused(CallDay day, Instant storeTime) {
        try {
            day.requirePlausible(storeTime);
            return false;
        } catch (StoreException.Permanent e) {
            return true;
        }
    }

    @Test
    void rejectsNull() {
        assertThrowsNaming(NullPointerException.class, () -> new CallDay(null, ZoneOffset.UTC), "date");
        assertThrowsNaming(NullPointerException.class, () -> new CallDay(LocalDate.EPOCH, null), "zone");
    }

    @Test
    @DisplayName("D3 the day after a missing date is plausible on the day before it")
    void isPlausibleAcrossASkippedDate() {
        Instant now = Instant.parse("2011-12-30T09:59:59Z");
        assertEquals(day("2011-12-29", APIA), CallDay.at(now, APIA));
        assertFalse(now.isBefore(day("2011-12-31", APIA).plausibleFrom()));
    }
}
