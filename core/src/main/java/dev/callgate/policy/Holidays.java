package dev.callgate.policy;

import dev.callgate.model.Place;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;

/**
 * Public holidays, for {@link CallingHours#excluding(java.util.function.BiPredicate)}: {@code
 * hours.excluding(Holidays::unitedStates)}. Each method returns whether a local date is a holiday at a place. Laws
 * change: have the dates confirmed by counsel.
 */
public final class Holidays {
    private static final Set<MonthDay> FEDERAL_DATES = Set.of(
            MonthDay.of(Month.JANUARY, 1),
            MonthDay.of(Month.JUNE, 19),
            MonthDay.of(Month.JULY, 4),
            MonthDay.of(Month.NOVEMBER, 11),
            MonthDay.of(Month.DECEMBER, 25));

    private static final Set<MonthDay> FRENCH_DATES = Set.of(
            MonthDay.of(Month.JANUARY, 1),
            MonthDay.of(Month.MAY, 1),
            MonthDay.of(Month.MAY, 8),
            MonthDay.of(Month.JULY, 14),
            MonthDay.of(Month.AUGUST, 15),
            MonthDay.of(Month.NOVEMBER, 1),
            MonthDay.of(Month.NOVEMBER, 11),
            MonthDay.of(Month.DECEMBER, 25));

    private static final MonthDay INDEPENDENCE_OF_RHODE_ISLAND = MonthDay.of(Month.MAY, 4);
    private static final MonthDay SAINT_STEPHEN = MonthDay.of(Month.DECEMBER, 26);

    /** The numbers of northeastern France, with Alsace and Moselle. */
    private static final String NORTHEAST_OF_FRANCE = "+333";

    private static final int LAST = -1;
    private static final int ASCENSION = 39;
    private static final int PENTECOST_MONDAY = 50;

    private Holidays() {}

    /**
     * Returns whether a date is a holiday in the United States: one of the federal holidays (5 U.S.C. 6103(a)), the
     * Friday before one that falls on a Saturday (5 U.S.C. 6103(b)), or the Monday after one that falls on a Sunday
     * (Executive Order 11582). In Rhode Island, its own holidays too: May 4 (the Monday after it, if it is a Sunday), the
     * second Monday of August, and the days of general elections (R.I. Gen. Laws 25-1-1). Holidays of other states are not included. Read in November 2026.
     */
    public static boolean unitedStates(Place place, LocalDate date) {
        return isFederal(date) || (place.mayBeIn("US-RI") && isOfRhodeIsland(date));
    }

    private static boolean isFederal(LocalDate date) {
        return isOneOrObserved(date, FEDERAL_DATES)
                || isNth(date, Month.JANUARY, 3, DayOfWeek.MONDAY)
                || isNth(date, Month.FEBRUARY, 3, DayOfWeek.MONDAY)
                || isNth(date, Month.MAY, LAST, DayOfWeek.MONDAY)
                || isNth(date, Month.SEPTEMBER, 1, DayOfWeek.MONDAY)
                || isNth(date, Month.OCTOBER, 2, DayOfWeek.MONDAY)
                || isNth(date, Month.NOVEMBER, 4, DayOfWeek.THURSDAY);
    }

    private static boolean isOneOrObserved(LocalDate date, Set<MonthDay> dates) {
        return dates.contains(MonthDay.from(date))
                || (date.getDayOfWeek() == DayOfWeek.FRIDAY && dates.contains(MonthDay.from(date.plusDays(1))))
                || (date.getDayOfWeek() == DayOfWeek.MONDAY && dates.contains(MonthDay.from(date.minusDays(1))));
    }

    private static boolean isNth(LocalDate date, Month month, int nth, DayOfWeek day) {
        return date.getMonth() == month && date.equals(date.with(TemporalAdjusters.dayOfWeekInMonth(nth, day)));
    }

    /** A general election of state officers is on the Tuesday after the first Monday of November in even years. */
    private static boolean isOfRhodeIsland(LocalDate date) {
        boolean afterSunday = date.getDayOfWeek() == DayOfWeek.MONDAY;
        return MonthDay.from(date).equals(INDEPENDENCE_OF_RHODE_ISLAND)
                || (afterSunday && MonthDay.from(date.minusDays(1)).equals(INDEPENDENCE_OF_RHODE_ISLAND))
                || isNth(date, Month.AUGUST, 2, DayOfWeek.MONDAY)
                || (date.getYear() % 2 == 0 && isNth(date.minusDays(1), Month.NOVEMBER, 1, DayOfWeek.MONDAY));
    }

    /**
     * Returns whether a date is a holiday in metropolitan France (Code du travail, article L. 3133-1). In Alsace and
     * Moselle, Good Friday and December 26 are holidays too (article L. 3134-13): a number is assumed to be there if it
     * begins with +33 3, or if it has no area code. Read in November 2026.
     */
    public static boolean france(Place place, LocalDate date) {
        LocalDate easter = easter(date.getYear());
        boolean everywhere = FRENCH_DATES.contains(MonthDay.from(date))
                || date.equals(easter.plusDays(1))
                || date.equals(easter.plusDays(ASCENSION))
                || date.equals(easter.plusDays(PENTECOST_MONDAY));
        boolean inAlsace =
                date.equals(easter.minusDays(2)) || MonthDay.from(date).equals(SAINT_STEPHEN);
        return everywhere || (inAlsace && mayBeInAlsace(place));
    }

    private static boolean mayBeInAlsace(Place place) {
        return place.areas().isEmpty() || place.areas().contains(NORTHEAST_OF_FRANCE);
    }

    /** Returns Easter Sunday of the Gregorian calendar (J. Meeus, Astronomical Algorithms, chapter 8). */
    private static LocalDate easter(int year) {
        int golden = year % 19;
        int century = year / 100;
        int ofCentury = year % 100;
        int epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7;
        int correction = (golden + 11 * epact + 22 * weekday) / 451;
        int days = epact + weekday - 7 * correction + 114;
        return LocalDate.of(year, days / 31, days % 31 + 1);
    }
}
