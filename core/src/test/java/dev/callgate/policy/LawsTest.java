package dev.callgate.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.model.Place;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class LawsTest {
    private static final Map<String, Supplier<CallingHours>> LAWS = Map.of(
            "tcpa", CallingHours::tcpa,
            "connecticut", CallingHours::connecticut,
            "florida", CallingHours::florida,
            "maryland", CallingHours::maryland,
            "oklahoma", CallingHours::oklahoma,
            "rhodeIsland", CallingHours::rhodeIsland,
            "texas", CallingHours::texas,
            "washington", CallingHours::washington,
            "unitedStates", CallingHours::unitedStates,
            "france", CallingHours::france);

    private static boolean allowed(CallRule rule, String number, String local, String zone) {
        Instant at = LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();
        return Calls.ask(rule, number, at).isEmpty();
    }

    @ParameterizedTest(name = "{0} {2} {5}: {4}")
    @CsvFileSource(resources = "laws.csv")
    @DisplayName("D15 the hours of laws are those of their text")
    void everyLaw(String law, String number, String local, String zone, String allowed, String why) {
        assertEquals(allowed.equals("yes"), allowed(LAWS.get(law).get(), number, local, zone), why);
    }

    @Test
    @DisplayName(
            "D15 France: Monday to Friday, 10 to 13 and 14 to 20, never on a holiday, wherever in France a mobile phone is")
    void inFrance() {
        CallingHours policy =
                CallingHours.never().where("FR", CallingHours.france()).mobilesByCountry();
        String paris = "+33142278186";
        String mobile = "+33612345678";
        String berlin = "+4930123456";
        allowedIn(
                "Europe/Paris",
                policy,
                paris,
                "2026-03-04T10:00",
                "2026-03-04T12:59",
                "2026-03-04T14:00",
                "2026-03-04T19:59");
        refusedIn(
                "Europe/Paris",
                policy,
                paris,
                "2026-03-04T09:59",
                "2026-03-04T13:00",
                "2026-03-04T13:59",
                "2026-03-04T20:00");
        refusedIn("Europe/Paris", policy, paris, "2026-03-07T11:00", "2026-03-08T11:00", "2026-07-14T11:00");
        allowedIn("Europe/Paris", policy, mobile, "2026-03-04T10:00");
        refusedIn("Europe/Paris", policy, mobile, "2026-04-03T11:00", "2026-05-14T11:00");
        refusedIn("Europe/Paris", policy, berlin, "2026-03-04T11:00");
        Calls.assertRefused(policy, paris, "2026-03-04T12:30:00Z", "2026-03-04T13:00:00Z");
        Calls.assertRefused(policy, paris, "2026-04-30T18:00:00Z", "2026-05-04T08:00:00Z");
    }

    @Test
    @DisplayName(
            "D15 Spain: Monday to Friday, 9 to 21, never on a holiday, by the clock of the mainland and of the Canaries")
    void inSpain() {
        Set<LocalDate> holidays = Set.of(LocalDate.parse("2026-10-12"), LocalDate.parse("2026-12-08"));
        CallingHours spain = CallingHours.between(LocalTime.of(9, 0), LocalTime.of(21, 0))
                .onlyOn(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY)
                .excluding(holidays);
        CallingHours policy = CallingHours.never().where("ES", spain).mobilesByCountry();
        String madrid = "+34912345678";
        String tenerife = "+34922123456";
        String mobile = "+34612345678";
        allowedIn("Europe/Madrid", policy, madrid, "2026-03-04T09:00", "2026-03-04T20:59");
        refusedIn("Europe/Madrid", policy, madrid, "2026-03-04T08:59", "2026-03-04T21:00");
        refusedIn("Europe/Madrid", policy, madrid, "2026-03-07T12:00", "2026-03-08T12:00", "2026-10-12T12:00");
        allowedIn("Atlantic/Canary", policy, tenerife, "2026-03-04T09:00", "2026-03-04T20:59");
        refusedIn("Atlantic/Canary", policy, tenerife, "2026-03-04T08:59", "2026-03-04T21:00");
        refusedIn("Europe/Madrid", policy, mobile, "2026-03-04T09:59", "2026-03-04T21:00");
        allowedIn("Europe/Madrid", policy, mobile, "2026-03-04T10:00", "2026-03-04T20:59");
    }

    @Test
    @DisplayName(
            "D15 Florida: 8 to 20 by the clock of the called person, also in Pensacola, while the other states keep to 21")
    void inFlorida() {
        CallingHours policy = CallingHours.tcpa().where("US-FL", CallingHours.florida());
        String orlando = "+16895550123";
        String tallahasseeOrPensacola = "+14485550123";
        String atlanta = "+14045550123";
        allowedIn("America/New_York", policy, orlando, "2026-03-04T08:00", "2026-03-04T19:59");
        refusedIn("America/New_York", policy, orlando, "2026-03-04T07:59", "2026-03-04T20:00", "2026-03-04T21:55");
        refusedIn("America/New_York", policy, tallahasseeOrPensacola, "2026-03-04T08:59", "2026-03-04T20:00");
        allowedIn("America/New_York", policy, tallahasseeOrPensacola, "2026-03-04T09:00", "2026-03-04T19:59");
        allowedIn("America/New_York", policy, atlanta, "2026-03-04T20:59");
        refusedIn("America/New_York", policy, atlanta, "2026-03-04T21:00");
    }

    private static void allowedIn(String zone, CallRule policy, String number, String... times) {
        for (String time : times) {
            assertEquals(true, allowed(policy, number, time, zone), time);
        }
    }

    private static void refusedIn(String zone, CallRule policy, String number, String... times) {
        for (String time : times) {
            assertEquals(false, allowed(policy, number, time, zone), time);
        }
    }

    @Test
    @DisplayName("D15 holidays of the United States are federal, and in Rhode Island its own too")
    void holidays() {
        LocalDate victoryDay = LocalDate.parse("2026-08-10");
        assertEquals(true, Holidays.unitedStates(Place.of("US-RI"), victoryDay));
        assertEquals(false, Holidays.unitedStates(Place.of("US-CT"), victoryDay));
        long federal = LocalDate.parse("2026-01-01")
                .datesUntil(LocalDate.parse("2027-01-01"))
                .filter(date -> Holidays.unitedStates(Place.of("US-NY"), date))
                .count();
        // Eleven, and the Friday before Independence Day, which is on a Saturday.
        assertEquals(12, federal);
        long french = LocalDate.parse("2026-01-01")
                .datesUntil(LocalDate.parse("2027-01-01"))
                .filter(date -> Holidays.france(Place.of("FR").withZones(ZoneId.of("Europe/Paris")), date))
                .count();
        assertEquals(13, french);
    }

    @Test
    @DisplayName(
            "D15 Easter Monday is a holiday in France, and no other Monday near it, in each year of four centuries")
    void easterMondays() {
        Place france = Place.of("FR");
        for (int year = 1900; year < 2300; year++) {
            // Easter Sunday is from March 22 to April 25.
            List<LocalDate> mondays = LocalDate.of(year, 3, 23)
                    .datesUntil(LocalDate.of(year, 4, 27))
                    .filter(date -> date.getDayOfWeek() == DayOfWeek.MONDAY && Holidays.france(france, date))
                    .toList();
            assertEquals(List.of(easter(year).plusDays(1)), mondays);
        }
    }

    /** Returns Easter Sunday by another algorithm than that of the library (J.-M. Oudin, 1940). */
    private static LocalDate easter(int year) {
        int century = year / 100;
        int golden = year % 19;
        int epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
        int fullMoon = epact - epact / 28 * (1 - 29 / (epact + 1) * ((21 - golden) / 11));
        int weekday = (year + year / 4 + fullMoon + 2 - century + century / 4) % 7;
        int sunday = fullMoon - weekday;
        int month = 3 + (sunday + 40) / 44;
        return LocalDate.of(year, month, sunday + 28 - 31 * (month / 4));
    }
}
