package dev.callgate.policy;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.policy.Calls.assertAllowed;
import static dev.callgate.policy.Calls.assertRefused;
import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Place;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallingHoursTest {
    private static final String NEW_YORK = "+12125550123";
    private static final String BERLIN = "+4930123456";
    private static final String APIA = "+68521234";
    private static final String PAGO_PAGO = "+16846331234";
    private static final String MOBILE = "+447400123456";
    private static final String TOLL_FREE = "+18005550123";
    private static final DayOfWeek[] WORKDAYS = {MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY};

    private static final Set<String> TESTED_ZONES = new HashSet<>();
    private static int rowsSeen;

    private static CallingHours hours(String from, String to) {
        return CallingHours.between(LocalTime.parse(from), LocalTime.parse(to));
    }

    @AfterAll
    static void printCoverage() {
        System.out.printf("calling hours: %d rows over %d zones%n", rowsSeen, TESTED_ZONES.size());
    }

    /** The instants were computed with Python's zoneinfo, from another copy of the time zone data. */
    @ParameterizedTest
    @CsvSource({
        "+12125550123, America/New_York, 2026-03-04T13:00:00Z, 2026-03-05T02:00:00Z, 2026-03-05T13:00:00Z",
        "+12125550123, America/New_York, 2026-03-07T13:00:00Z, 2026-03-08T02:00:00Z, 2026-03-08T12:00:00Z",
        "+12125550123, America/New_York, 2026-10-31T12:00:00Z, 2026-11-01T01:00:00Z, 2026-11-01T13:00:00Z",
        "+12125550123, America/New_York, 2026-11-01T13:00:00Z, 2026-11-02T02:00:00Z, 2026-11-02T13:00:00Z",
        "+13125550123, America/Chicago, 2026-03-04T14:00:00Z, 2026-03-05T03:00:00Z, 2026-03-05T14:00:00Z",
        "+13035550123, America/Denver, 2026-03-07T15:00:00Z, 2026-03-08T04:00:00Z, 2026-03-08T14:00:00Z",
        "+16025550123, America/Phoenix, 2026-03-07T15:00:00Z, 2026-03-08T04:00:00Z, 2026-03-08T15:00:00Z",
        "+16025550123, America/Phoenix, 2026-07-01T15:00:00Z, 2026-07-02T04:00:00Z, 2026-07-02T15:00:00Z",
        "+13105550123, America/Los_Angeles, 2026-11-01T16:00:00Z, 2026-11-02T05:00:00Z, 2026-11-02T16:00:00Z",
        "+19072005512, America/Adak America/Anchorage, 2026-03-04T18:00:00Z, 2026-03-05T06:00:00Z, 2026-03-05T18:00:00Z",
        "+19072005512, America/Adak America/Anchorage, 2026-03-07T18:00:00Z, 2026-03-08T06:00:00Z, 2026-03-08T17:00:00Z",
        "+18085550123, Pacific/Honolulu, 2026-03-07T18:00:00Z, 2026-03-08T07:00:00Z, 2026-03-08T18:00:00Z",
        "+17097260123, America/St_Johns America/Goose_Bay, 2026-03-04T12:00:00Z, 2026-03-05T00:30:00Z, 2026-03-05T12:00:00Z",
        "+17097260123, America/St_Johns America/Goose_Bay, 2026-10-31T11:00:00Z, 2026-10-31T23:30:00Z, 2026-11-01T12:00:00Z",
        "+17872345678, America/Puerto_Rico, 2026-07-01T12:00:00Z, 2026-07-02T01:00:00Z, 2026-07-02T12:00:00Z",
        "+16713001234, Pacific/Guam, 2026-03-03T22:00:00Z, 2026-03-04T11:00:00Z, 2026-03-04T22:00:00Z",
        "+442079460958, Europe/London, 2026-03-28T08:00:00Z, 2026-03-28T21:00:00Z, 2026-03-29T07:00:00Z",
        "+442079460958, Europe/London, 2026-10-24T07:00:00Z, 2026-10-24T20:00:00Z, 2026-10-25T08:00:00Z",
        "+4930123456, Europe/Berlin, 2026-03-04T07:00:00Z, 2026-03-04T20:00:00Z, 2026-03-05T07:00:00Z",
        "+4930123456, Europe/Berlin, 2026-03-28T07:00:00Z, 2026-03-28T20:00:00Z, 2026-03-29T06:00:00Z",
        "+4930123456, Europe/Berlin, 2026-10-24T06:00:00Z, 2026-10-24T19:00:00Z, 2026-10-25T07:00:00Z",
        "+74951234567, Europe/Moscow, 2026-03-28T05:00:00Z, 2026-03-28T18:00:00Z, 2026-03-29T05:00:00Z",
        "+73512345678, Asia/Yekaterinburg, 2026-03-04T03:00:00Z, 2026-03-04T16:00:00Z, 2026-03-05T03:00:00Z",
        "+982122345678, Asia/Tehran, 2026-03-21T04:30:00Z, 2026-03-21T17:30:00Z, 2026-03-22T04:30:00Z",
        "+97714123456, Asia/Kathmandu, 2026-03-04T02:15:00Z, 2026-03-04T15:15:00Z, 2026-03-05T02:15:00Z",
        "+912226123456, Asia/Kolkata, 2026-03-04T02:30:00Z, 2026-03-04T15:30:00Z, 2026-03-05T02:30:00Z",
        "+9511234567, Asia/Yangon, 2026-03-04T01:30:00Z, 2026-03-04T14:30:00Z, 2026-03-05T01:30:00Z",
        "+81312345678, Asia/Tokyo, 2026-03-03T23:00:00Z, 2026-03-04T12:00:00Z, 2026-03-04T23:00:00Z",
        "+61291234567, Australia/Sydney, 2026-04-03T21:00:00Z, 2026-04-04T10:00:00Z, 2026-04-04T22:00:00Z",
        "+61291234567, Australia/Sydney, 2026-10-02T22:00:00Z, 2026-10-03T11:00:00Z, 2026-10-03T21:00:00Z",
        "+61881234567, Australia/Adelaide, 2026-03-03T21:30:00Z, 2026-03-04T10:30:00Z, 2026-03-04T21:30:00Z",
        "+61881234567, Australia/Adelaide, 2026-04-03T21:30:00Z, 2026-04-04T10:30:00Z, 2026-04-04T22:30:00Z",
        "+6493012345, Pacific/Auckland, 2026-04-03T19:00:00Z, 2026-04-04T08:00:00Z, 2026-04-04T20:00:00Z",
        "+6493012345, Pacific/Auckland, 2026-09-25T20:00:00Z, 2026-09-26T09:00:00Z, 2026-09-26T19:00:00Z",
        "+6433000123, Pacific/Auckland Pacific/Chatham, 2026-03-03T19:00:00Z, 2026-03-04T07:15:00Z, 2026-03-04T19:00:00Z",
        "+6433000123, Pacific/Auckland Pacific/Chatham, 2026-04-03T19:00:00Z, 2026-04-04T07:15:00Z, 2026-04-04T20:00:00Z",
        "+68521234, Pacific/Apia, 2026-03-03T19:00:00Z, 2026-03-04T08:00:00Z, 2026-03-04T19:00:00Z",
        "+16846331234, Pacific/Pago_Pago, 2026-03-04T19:00:00Z, 2026-03-05T08:00:00Z, 2026-03-05T19:00:00Z",
        "+67622123, Pacific/Tongatapu, 2026-03-03T19:00:00Z, 2026-03-04T08:00:00Z, 2026-03-04T19:00:00Z",
        "+68631234, Pacific/Kanton Pacific/Kiritimati Pacific/Tarawa, 2026-03-03T20:00:00Z, 2026-03-04T07:00:00Z, 2026-03-04T20:00:00Z",
        "+551132345678, America/Sao_Paulo, 2026-03-04T11:00:00Z, 2026-03-05T00:00:00Z, 2026-03-05T11:00:00Z",
        "+559233456789, America/Manaus, 2026-03-04T12:00:00Z, 2026-03-05T01:00:00Z, 2026-03-05T12:00:00Z",
        "+541143211234, America/Argentina/Buenos_Aires, 2026-03-04T11:00:00Z, 2026-03-05T00:00:00Z, 2026-03-05T11:00:00Z",
        "+27111234567, Africa/Johannesburg, 2026-03-04T06:00:00Z, 2026-03-04T19:00:00Z, 2026-03-05T06:00:00Z",
        "+34922123456, Atlantic/Canary, 2026-03-28T08:00:00Z, 2026-03-28T21:00:00Z, 2026-03-29T07:00:00Z",
        "+20234567890, Africa/Cairo, 2026-04-23T06:00:00Z, 2026-04-23T19:00:00Z, 2026-04-24T05:00:00Z"
    })
    @DisplayName("D9 from 8:00 to 21:00 where the called party is, and when that is next, to the second")
    void useTheZoneOfTheCallee(String number, String zones, Instant opens, Instant closes, Instant opensAgain) {
        CallingHours rule = CallingHours.tcpa();
        assertEquals(
                offsets(Stream.of(zones.split(" ")).map(ZoneId::of), opens),
                offsets(Place.of(E164.parse(number)).zones().stream(), opens));
        assertRefused(rule, number, opens.minusSeconds(1), opens);
        assertAllowed(rule, number, opens);
        assertAllowed(rule, number, closes.minusSeconds(1));
        assertRefused(rule, number, closes, opensAgain);
        assertRefused(rule, number, opensAgain.minusNanos(1), opensAgain);
        assertAllowed(rule, number, opensAgain);
        rowsSeen++;
        TESTED_ZONES.addAll(Set.of(zones.split(" ")));
    }

    private static Set<ZoneOffset> offsets(Stream<ZoneId> zones, Instant at) {
        return zones.map(zone -> zone.getRules().getOffset(at)).collect(Collectors.toSet());
    }

    @Test
    void endAnHourEarlierInFlorida() {
        CallingHours rule = CallingHours.florida();
        assertRefused(rule, "+13055550123", "2026-03-04T12:59:59Z", "2026-03-04T13:00:00Z");
        assertAllowed(rule, "+13055550123", "2026-03-05T00:59:59Z");
        assertRefused(rule, "+13055550123", "2026-03-05T01:00:00Z", "2026-03-05T13:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        // The gap, 02:00 to 03:00, holds the opening, the whole of the hours, or their end.
        "02:30, 09:00, 2026-03-29T00:59:59Z, 2026-03-29T01:00:00Z",
        "02:00, 09:00, 2026-03-29T00:59:59Z, 2026-03-29T01:00:00Z",
        "03:00, 09:00, 2026-03-29T00:59:59Z, 2026-03-29T01:00:00Z",
        "02:15, 02:45, 2026-03-29T00:59:59Z, 2026-03-30T00:15:00Z",
        "01:30, 02:30, 2026-03-29T01:00:00Z, 2026-03-29T23:30:00Z",
        // The hour from 02:00 to 03:00 occurs twice.
        "02:15, 02:45, 2026-10-25T00:14:59Z, 2026-10-25T00:15:00Z",
        "02:15, 02:45, 2026-10-25T00:45:00Z, 2026-10-25T01:15:00Z",
        "02:15, 02:45, 2026-10-25T01:45:00Z, 2026-10-26T01:15:00Z",
        "01:30, 02:30, 2026-10-25T00:30:00Z, 2026-10-25T01:00:00Z"
    })
    @DisplayName(
            "D9 hours that a change of the clocks leaves out, cuts short or repeats begin when the clock first shows them")
    void useLocalClockTime(String from, String to, String refused, String until) {
        CallingHours rule = hours(from, to);
        assertRefused(rule, BERLIN, refused, until);
        assertAllowed(rule, BERLIN, until);
    }

    @Test
    @DisplayName("D9 a day that begins at 01:00 opens then")
    void openOnADayWithoutMidnight() {
        CallingHours rule = hours("00:00", "22:00");
        assertRefused(rule, "+20234567890", "2026-04-23T21:59:59Z", "2026-04-23T22:00:00Z");
    }

    @Test
    @DisplayName("D9 a date that a zone never had opens nothing: 30 December 2011 in Apia")
    void skipADateThatTheZoneSkipped() {
        assertRefused(CallingHours.tcpa(), APIA, "2011-12-30T07:00:00Z", "2011-12-30T18:00:00Z");
        assertRefused(CallingHours.tcpa().onlyOn(FRIDAY), APIA, "2011-12-30T07:00:00Z", "2012-01-05T18:00:00Z");
    }

    @Test
    @DisplayName("D9 weekdays and holidays are those of the called party, on either side of the date line")
    void useTheDateOfTheCallee() {
        // When it is Monday, 8:00 in Apia, it is Sunday, 8:00 in Pago Pago, 150 km away.
        String at = "2026-03-01T19:00:00Z";
        CallingHours onWorkdays = CallingHours.tcpa().onlyOn(WORKDAYS);
        assertAllowed(onWorkdays, APIA, at);
        assertRefused(onWorkdays, PAGO_PAGO, at, "2026-03-02T19:00:00Z");
        CallingHours notOnMonday = CallingHours.tcpa().excluding(Set.of(LocalDate.parse("2026-03-02")));
        assertRefused(notOnMonday, APIA, at, "2026-03-02T19:00:00Z");
        assertAllowed(notOnMonday, PAGO_PAGO, at);
        assertRefused(notOnMonday, PAGO_PAGO, "2026-03-02T19:00:00Z", "2026-03-03T19:00:00Z");
    }

    @Test
    @DisplayName("D9 of several zones, the last to open and the first to close say when")
    void applyInAllZonesOfAnAreaCode() {
        String boiseOrLosAngeles = "+12082005512";
        assertRefused(CallingHours.tcpa(), boiseOrLosAngeles, "2026-03-04T15:00:00Z", "2026-03-04T16:00:00Z");
        assertAllowed(CallingHours.tcpa(), boiseOrLosAngeles, "2026-03-05T03:59:59Z");
        Reason reason =
                assertRefused(CallingHours.tcpa(), boiseOrLosAngeles, "2026-03-05T04:00:00Z", "2026-03-05T16:00:00Z");
        assertTrue(reason.message().contains("21:00 on Wednesday, 2026-03-04 (America/Boise)"), reason::message);
        // Saturday is over in Boise while it goes on in Los Angeles.
        assertRefused(
                hours("00:00", "00:00").onlyOn(SATURDAY),
                boiseOrLosAngeles,
                "2026-03-08T07:30:00Z",
                "2026-03-14T07:00:00Z");
    }

    @Test
    @DisplayName("D9 where there is no hour that suits all zones, nobody says when")
    void haveNoNextTimeIfHoursNeverOverlap() {
        CallingHours rule = hours("08:00", "09:00");
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertRefused(rule, "+68631234", Instant.parse("2026-03-04T12:00:00Z"), null));
    }

    @Test
    @DisplayName("D9 where no day is ever allowed, nobody says when")
    void haveNoNextTimeIfNoDayIsAllowed() {
        CallingHours rule = CallingHours.tcpa().excluding((region, date) -> true);
        Reason reason = assertRefused(rule, NEW_YORK, Instant.parse("2026-03-04T15:00:00Z"), null);
        assertTrue(reason.message().contains("no calls are allowed that day"), reason::message);
    }

    @ParameterizedTest
    @CsvSource({"2027-04-07, 2027-04-07T12:00:00Z", "2027-04-08, 2027-04-08T12:00:00Z", "2027-04-09,"})
    @DisplayName("D9 the next time is looked for within 400 days")
    void lookAheadFor400Days(LocalDate onlyDay, Instant until) {
        CallingHours rule = CallingHours.tcpa().excluding((region, date) -> !date.equals(onlyDay));
        assertRefused(rule, NEW_YORK, Instant.parse("2026-03-04T15:00:00Z"), until);
    }

    @Test
    @DisplayName("D9 a refusal says what time it is there, and the hours, and not the number")
    void messageStatesTheLocalTime() {
        Reason reason = assertRefused(CallingHours.tcpa(), NEW_YORK, "2026-03-04T12:59:59Z", "2026-03-04T13:00:00Z");
        assertEquals(
                "the local time of +12*******23 is 07:59 on Wednesday, 2026-03-04 (America/New_York);"
                        + " calls are allowed that day from 08:00 to 21:00",
                reason.message());
    }

    @Test
    @DisplayName("D9 on days without calls, the next such time is on the next day with calls")
    void applyOnWeekdays() {
        CallingHours rule = CallingHours.tcpa().onlyOn(WORKDAYS);
        assertAllowed(rule, NEW_YORK, "2026-03-07T01:59:59Z");
        assertRefused(rule, NEW_YORK, "2026-03-07T02:00:00Z", "2026-03-09T12:00:00Z");
        assertRefused(rule, NEW_YORK, "2026-03-07T15:00:00Z", "2026-03-09T12:00:00Z");
        assertRefused(rule.onlyOn(SUNDAY), NEW_YORK, "2026-03-09T15:00:00Z", "2026-03-15T12:00:00Z");
    }

    @Test
    @DisplayName("D9 a weekday may have hours of its own")
    void mayDifferOnOneWeekday() {
        CallingHours saturdays =
                CallingHours.tcpa().onlyOn(WORKDAYS).onDays(SATURDAY, LocalTime.of(10, 0), LocalTime.of(14, 0));
        assertRefused(saturdays, NEW_YORK, "2026-03-07T02:00:00Z", "2026-03-07T15:00:00Z");
        assertAllowed(saturdays, NEW_YORK, "2026-03-07T18:59:59Z");
        assertRefused(saturdays, NEW_YORK, "2026-03-07T19:00:00Z", "2026-03-09T12:00:00Z");
        assertAllowed(saturdays, NEW_YORK, "2026-03-09T12:00:00Z");
        CallingHours onlySaturdays = saturdays.onlyOn(EnumSet.of(SATURDAY, SUNDAY));
        assertRefused(onlySaturdays, NEW_YORK, "2026-03-07T19:00:00Z", "2026-03-08T12:00:00Z");
        assertRefused(onlySaturdays, NEW_YORK, "2026-03-13T12:00:00Z", "2026-03-14T14:00:00Z");
    }

    @Test
    @DisplayName("D9 a holiday weekend is left out as a whole")
    void skipAHolidayWeekend() {
        // Good Friday to Easter Monday.
        CallingHours rule = CallingHours.tcpa()
                .onlyOn(WORKDAYS)
                .excluding(Set.of(LocalDate.parse("2026-04-03")))
                .excluding(Set.of(LocalDate.parse("2026-04-06")));
        assertRefused(rule, BERLIN, "2026-04-02T19:00:00Z", "2026-04-07T06:00:00Z");
        assertRefused(rule, BERLIN, "2026-04-03T10:00:00Z", "2026-04-07T06:00:00Z");
    }

    @Test
    @DisplayName("D9 holidays are those of the number's country")
    void passTheCountryToTheHolidays() {
        BiPredicate<Place, LocalDate> holidays =
                (place, date) -> place.mayBeIn("US") && date.getMonthValue() == 7 && date.getDayOfMonth() == 4;
        CallingHours rule = CallingHours.tcpa().excluding(holidays);
        assertRefused(rule, NEW_YORK, "2026-07-04T15:00:00Z", "2026-07-05T12:00:00Z");
        assertAllowed(rule, "+14165550123", "2026-07-04T15:00:00Z");
        assertAllowed(rule, BERLIN, "2026-07-04T15:00:00Z");
    }

    @Test
    void copyTheDates() {
        Set<LocalDate> dates = new HashSet<>(Set.of(LocalDate.parse("2026-07-05")));
        CallingHours rule = CallingHours.tcpa().excluding(dates);
        dates.add(LocalDate.parse("2026-07-04"));
        assertAllowed(rule, NEW_YORK, "2026-07-04T15:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({TOLL_FREE, MOBILE, "+870773111632", "+445612345678", "+15005550123", "+18765550123", "+5511961234567"})
    @DisplayName("D9 a number that may be anywhere is refused, with a code of its own")
    void refuseUnknownZones(String number) {
        Reason reason =
                Calls.ask(CallingHours.tcpa(), number, "2026-03-04T15:00:00Z").orElseThrow();
        assertEquals(Reason.TIME_ZONE_UNKNOWN, reason.code());
        assertNull(reason.until());
        assertFalse(reason.message().contains(number), reason::message);
    }

    @ParameterizedTest
    @CsvSource({TOLL_FREE, MOBILE, "+870773111632", "+15005550123"})
    @DisplayName("D9 a number that may be anywhere is judged by the zone that was said for it")
    void useAFallbackZone(String number) {
        CallingHours rule = CallingHours.tcpa().fallbackZone(ZoneId.of("America/Chicago"));
        assertRefused(rule, number, "2026-03-04T13:59:59Z", "2026-03-04T14:00:00Z");
        assertAllowed(rule, number, "2026-03-04T14:00:00Z");
        assertAllowed(rule, BERLIN, "2026-03-04T07:00:00Z");
    }

    @Test
    @DisplayName("D9 a mobile number can be judged by all zones of its country")
    void useTheCountryOfMobiles() {
        CallingHours rule = CallingHours.tcpa().mobilesByCountry();
        assertRefused(rule, MOBILE, "2026-03-04T07:59:59Z", "2026-03-04T08:00:00Z");
        assertAllowed(rule, MOBILE, "2026-03-04T20:59:59Z");
        assertRefused(rule, MOBILE, "2026-03-04T21:00:00Z", "2026-03-05T08:00:00Z");
        // Brazil: from when it is 8:00 in Acre until it is 21:00 on Fernando de Noronha.
        assertRefused(rule, "+5511961234567", "2026-03-04T12:59:59Z", "2026-03-04T13:00:00Z");
        assertRefused(rule, "+5511961234567", "2026-03-04T23:00:00Z", "2026-03-05T13:00:00Z");
        // Jamaica shares +1 with 24 countries, but only its own zone counts.
        assertRefused(rule, "+18765550123", "2026-03-04T12:59:59Z", "2026-03-04T13:00:00Z");
        assertAllowed(rule, "+18765550123", "2026-03-05T01:59:59Z");
    }

    @Test
    void useTheFallbackZoneForOtherNumbers() {
        CallingHours rule =
                CallingHours.tcpa().fallbackZone(ZoneId.of("America/Chicago")).mobilesByCountry();
        assertAllowed(rule, MOBILE, "2026-03-04T08:00:00Z");
        assertRefused(rule, TOLL_FREE, "2026-03-04T08:00:00Z", "2026-03-04T14:00:00Z");
        Reason reason = Calls.ask(CallingHours.tcpa().mobilesByCountry(), TOLL_FREE, "2026-03-04T15:00:00Z")
                .orElseThrow();
        assertEquals(Reason.TIME_ZONE_UNKNOWN, reason.code());
    }

    @Test
    void mayEndWithTheDay() {
        CallingHours rule = hours("20:00", "00:00");
        assertAllowed(rule, NEW_YORK, "2026-03-05T04:59:59.999999999Z");
        assertRefused(rule, NEW_YORK, "2026-03-05T05:00:00Z", "2026-03-06T01:00:00Z");
        Reason reason = assertRefused(rule, NEW_YORK, "2026-03-04T12:00:00Z", "2026-03-05T01:00:00Z");
        assertTrue(reason.message().endsWith("from 20:00 to 24:00"), reason::message);
    }

    @Test
    @DisplayName("D9 a day may have several hours, and the next time is the start of the next ones")
    void severalHoursADay() {
        CallingHours rule = hours("14:00", "20:00")
                .andBetween(LocalTime.of(10, 0), LocalTime.of(13, 0))
                .onlyOn(WORKDAYS);
        assertRefused(rule, BERLIN, "2026-03-04T08:59:59Z", "2026-03-04T09:00:00Z");
        assertAllowed(rule, BERLIN, "2026-03-04T11:59:59Z");
        Reason lunch = assertRefused(rule, BERLIN, "2026-03-04T12:00:00Z", "2026-03-04T13:00:00Z");
        assertTrue(lunch.message().endsWith("from 10:00 to 13:00 and 14:00 to 20:00"), lunch::message);
        assertAllowed(rule, BERLIN, "2026-03-04T13:00:00Z");
        assertRefused(rule, BERLIN, "2026-03-06T19:00:00Z", "2026-03-09T09:00:00Z");
        CallingHours saturdays = CallingHours.never()
                .andOn(SATURDAY, LocalTime.of(15, 0), LocalTime.of(16, 0))
                .andOn(SATURDAY, LocalTime.of(9, 0), LocalTime.of(12, 0));
        assertRefused(saturdays, BERLIN, "2026-03-07T11:00:00Z", "2026-03-07T14:00:00Z");
        assertRefused(saturdays, BERLIN, "2026-03-07T15:00:00Z", "2026-03-14T08:00:00Z");
        assertRefused(CallingHours.never(), BERLIN, Instant.parse("2026-03-07T11:00:00Z"), null);
    }

    @Test
    @DisplayName("D15 hours of a place replace the others there, or hold in addition to them; the last ones decide")
    void hoursOfPlaces() {
        CallingHours rule = CallingHours.tcpa().where("DE", hours("10:00", "12:00"));
        assertRefused(rule, BERLIN, "2026-03-04T11:00:00Z", "2026-03-05T09:00:00Z");
        assertAllowed(rule, NEW_YORK, "2026-03-05T01:59:59Z");
        CallingHours later = rule.where("DE", hours("06:00", "23:00"));
        assertAllowed(later, BERLIN, "2026-03-04T05:00:00Z");
        CallingHours both = later.alsoWhere(place -> place.mayBeIn("DE"), hours("05:00", "07:00"));
        assertRefused(both, BERLIN, "2026-03-04T04:30:00Z", "2026-03-04T05:00:00Z");
        assertAllowed(both, BERLIN, "2026-03-04T05:59:59Z");
        assertRefused(both, BERLIN, "2026-03-04T06:00:00Z", "2026-03-05T05:00:00Z");
        CallingHours nested = CallingHours.never().where(place -> true, rule);
        assertRefused(nested, BERLIN, "2026-03-04T11:00:00Z", "2026-03-05T09:00:00Z");
        assertThrowsNaming(IllegalArgumentException.class, () -> rule.where("US-XX", rule), "US-XX");
        assertThrowsNaming(NullPointerException.class, () -> rule.where("DE", null), "hours");
    }

    @Test
    @DisplayName("D15 dates are excluded from the hours of places given before, and not of those given later")
    void excludedDatesOfPlaces() {
        CallingHours rule = CallingHours.tcpa()
                .where("DE", hours("10:00", "12:00"))
                .excluding(Set.of(LocalDate.parse("2026-03-04")));
        assertRefused(rule, NEW_YORK, "2026-03-04T15:00:00Z", "2026-03-05T13:00:00Z");
        assertRefused(rule, BERLIN, "2026-03-04T10:00:00Z", "2026-03-05T09:00:00Z");
        assertAllowed(rule.where("DE", hours("10:00", "12:00")), BERLIN, "2026-03-04T10:00:00Z");
    }

    @Test
    @DisplayName("D15 a number that may be in either of two provinces keeps to the hours and holidays of both")
    void hoursOfTwoProvinces() {
        String novaScotiaOrPrinceEdwardIsland = "+19025550123";
        CallingHours rule = CallingHours.tcpa()
                .where("CA-NS", hours("10:00", "20:00"))
                .where(
                        "CA-PE",
                        hours("09:00", "18:00")
                                .excluding((place, date) -> place.states().equals(Set.of("CA-PE"))
                                        && date.equals(LocalDate.parse("2026-03-05"))));
        assertRefused(rule, novaScotiaOrPrinceEdwardIsland, "2026-03-04T13:30:00Z", "2026-03-04T14:00:00Z");
        assertAllowed(rule, novaScotiaOrPrinceEdwardIsland, "2026-03-04T21:59:59Z");
        assertRefused(rule, novaScotiaOrPrinceEdwardIsland, "2026-03-04T22:00:00Z", "2026-03-06T14:00:00Z");
    }

    @Test
    @DisplayName("D15 the place that comes with the request decides, also for numbers that may be anywhere")
    void knownPlace() {
        CallingHours rule = CallingHours.tcpa().where("US-FL", CallingHours.florida());
        Place pensacola = Place.of("US-FL").withZones(ZoneId.of("America/Chicago"));
        for (String number : new String[] {NEW_YORK, TOLL_FREE, MOBILE}) {
            CallFacts call = new CallFacts(
                    new OrganizationId("acme"),
                    new AgentId("agent"),
                    E164.parse(number),
                    Instant.parse("2026-03-05T02:00:00Z"),
                    ZoneOffset.UTC,
                    Map.of(),
                    pensacola);
            Reason reason = rule.objectionTo(call).orElseThrow();
            assertEquals(Instant.parse("2026-03-05T14:00:00Z"), reason.until());
            assertTrue(reason.message().contains("20:00 on Wednesday, 2026-03-04 (America/Chicago)"), reason::message);
        }
    }

    @ParameterizedTest
    @CsvSource({"21:00, 08:00", "08:00, 08:00"})
    void rejectHoursThatEndBeforeTheyBegin(LocalTime from, LocalTime to) {
        assertThrowsNaming(IllegalArgumentException.class, () -> CallingHours.between(from, to), from, to);
        CallingHours rule = CallingHours.tcpa();
        assertThrowsNaming(IllegalArgumentException.class, () -> rule.onDays(SATURDAY, from, to), from, to);
    }

    @Test
    void rejectAnEmptySetOfDays() {
        CallingHours rule = CallingHours.tcpa();
        assertThrowsNaming(IllegalArgumentException.class, () -> rule.onlyOn(), "weekday");
        assertThrowsNaming(IllegalArgumentException.class, () -> rule.onlyOn(Set.of()), "weekday");
    }

    @Test
    void rejectNull() {
        CallingHours rule = CallingHours.tcpa();
        LocalTime noon = LocalTime.NOON;
        assertThrowsNaming(NullPointerException.class, () -> CallingHours.between(null, noon), "from");
        assertThrowsNaming(NullPointerException.class, () -> CallingHours.between(noon, null), "to");
        assertThrowsNaming(NullPointerException.class, () -> rule.onDays(null, noon, LocalTime.MIDNIGHT), "day");
        assertThrowsNaming(NullPointerException.class, () -> rule.fallbackZone(null), "zone");
        assertThrows(NullPointerException.class, () -> rule.excluding((BiPredicate<Place, LocalDate>) null));
        assertThrows(NullPointerException.class, () -> rule.excluding((Set<LocalDate>) null));
    }
}
