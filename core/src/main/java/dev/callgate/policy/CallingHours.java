package dev.callgate.policy;

import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.E164;
import jakarta.annotation.Nullable;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Allows calls only within certain hours where the called party is, by the clock on the wall there. Immutable.
 *
 * <p>Where that is, the number's area code says, by the data in the optional artifact {@code
 * com.googlecode.libphonenumber:geocoder}, which has to be on the class path. (Its package is libphonenumber's too, so
 * on the module path it can only be patched in: {@code --patch-module
 * com.google.i18n.phonenumbers.libphonenumber=geocoder.jar:prefixmapper.jar}.) Where an area code is in several time
 * zones, the hours must hold in all of them. A number that can be of a line or a mobile telephone, as in North America,
 * is taken to be where its area code is. This is as good as the data, which is coarse in places.
 *
 * <p>Nobody knows where the telephone of any other mobile number is, or of a number that belongs to no place (toll
 * free, on the Internet, by satellite), or of an area code that the data does not have. Calls to these are refused
 * ({@link Reason#TIME_ZONE_UNKNOWN}), unless {@link #fallbackZone} or {@link #mobilesByCountry} says how to judge them.
 *
 * <p>A refusal because of the hour ({@link Reason#OUTSIDE_CALLING_HOURS}) says when the hours next hold in all zones,
 * to the instant, over changes of the clocks and days without calls; it is left open where that is not within 400 days.
 *
 * <p>The hours of laws are here as they were quoted when this was written. Laws change, and differ by the kind of call:
 * have them confirmed by counsel.
 */
public final class CallingHours implements CallRule {
    /**
     * How far ahead is looked for the next time: each date of a year comes up, and what moves a little from year to
     * year.
     */
    private static final Duration HORIZON = Duration.ofDays(400);

    private final CalleeZones zones;
    private final Week week;

    /** By region and local date. */
    private final BiPredicate<String, LocalDate> exceptions;

    private final boolean mobilesByCountry;

    @Nullable
    private final ZoneId otherwise;

    private CallingHours(
            CalleeZones zones,
            Week week,
            BiPredicate<String, LocalDate> exceptions,
            boolean mobilesByCountry,
            @Nullable ZoneId otherwise) {
        this.zones = zones;
        this.week = week;
        this.exceptions = exceptions;
        this.mobilesByCountry = mobilesByCountry;
        this.otherwise = otherwise;
    }

    /**
     * Allows calls within these hours, on every day.
     *
     * @param from the first moment at which they are allowed
     * @param to the first moment at which they no longer are; midnight is the end of the day
     * @throws IllegalArgumentException if the hours end before or when they begin; none go past midnight
     * @throws IllegalStateException if the artifact with the time zones is not there
     */
    public static CallingHours between(LocalTime from, LocalTime to) {
        Week week = Week.everyDay(new Hours(from, to));
        return new CallingHours(CalleeZones.load(), week, (region, date) -> false, false, null);
    }

    /**
     * Allows calls from 8:00 to 21:00, every day, as the US rules for telephone solicitations have it:
     * 47 CFR 64.1200(c)(1). A default; to be confirmed by counsel.
     *
     * @throws IllegalStateException if the artifact with the time zones is not there
     */
    public static CallingHours tcpa() {
        return between(LocalTime.of(8, 0), LocalTime.of(21, 0));
    }

    /**
     * Allows calls from 8:00 to 20:00, every day, as Florida has it for sales calls: Florida Statutes 501.616(6)(a). A
     * default; to be confirmed by counsel.
     *
     * @throws IllegalStateException if the artifact with the time zones is not there
     */
    public static CallingHours florida() {
        return between(LocalTime.of(8, 0), LocalTime.of(20, 0));
    }

    /** Allows calls on these weekdays only, as {@link #onlyOn(Set)} does. */
    public CallingHours onlyOn(DayOfWeek... days) {
        return onlyOn(Set.copyOf(Arrays.asList(days)));
    }

    /**
     * Allows calls on these weekdays only, whichever were allowed before. A day that was given hours of its own keeps
     * them.
     *
     * @throws IllegalArgumentException if there is none
     */
    public CallingHours onlyOn(Set<DayOfWeek> days) {
        return with(week.only(days));
    }

    /**
     * Allows calls on this weekday too, and within these hours instead of the usual ones: Saturdays from 10:00 to
     * 14:00.
     *
     * @throws IllegalArgumentException as for {@link #between}
     */
    public CallingHours on(DayOfWeek day, LocalTime from, LocalTime to) {
        return with(week.with(day, new Hours(from, to)));
    }

    private CallingHours with(Week other) {
        return new CallingHours(zones, other, exceptions, mobilesByCountry, otherwise);
    }

    /** Allows no calls on these dates either, by the calendar of the called party, wherever that is. */
    public CallingHours except(Set<LocalDate> dates) {
        Set<LocalDate> copy = Set.copyOf(dates);
        return except((region, date) -> copy.contains(date));
    }

    /**
     * Allows no calls either on dates for which this holds: holidays, which differ by country.
     *
     * @param dates is told the number's region as {@link E164#region} has it, such as {@code US}, and a date by the
     *     calendar of the called party; asked by many threads at once, and about each date until the next one with
     *     calls
     */
    public CallingHours except(BiPredicate<String, LocalDate> dates) {
        return new CallingHours(zones, week, exceptions.or(dates), mobilesByCountry, otherwise);
    }

    /**
     * Takes a mobile telephone to be anywhere in its country: the hours must hold in all zones there. A calling code
     * that several countries share counts as one country: a mobile number of Kazakhstan (+7) is judged by the zones of
     * Russia too. Numbers of countries within +1 are judged by those of their own country.
     */
    public CallingHours mobilesByCountry() {
        return new CallingHours(zones, week, exceptions, true, otherwise);
    }

    /** Judges by this zone whatever number's zone is not known otherwise. */
    public CallingHours fallbackZone(ZoneId zone) {
        Objects.requireNonNull(zone, "zone");
        return new CallingHours(zones, week, exceptions, mobilesByCountry, zone);
    }

    @Override
    public Optional<Reason> objectionTo(CallFacts call) {
        List<ZoneId> candidates = zonesOf(call.to());
        return candidates.isEmpty()
                ? Optional.of(new Reason(
                        Reason.TIME_ZONE_UNKNOWN,
                        "cannot determine the local time of %s (number class %s)"
                                .formatted(
                                        call.to().masked(),
                                        call.to().numberClass().code())))
                : objectionIn(candidates, call);
    }

    private List<ZoneId> zonesOf(E164 number) {
        List<ZoneId> found =
                switch (number.numberClass()) {
                    case FIXED_LINE, FIXED_LINE_OR_MOBILE -> zones.ofArea(number);
                    case MOBILE -> mobilesByCountry ? zones.ofCountry(number) : List.of();
                    default -> List.of();
                };
        return found.isEmpty() && otherwise != null ? List.of(otherwise) : found;
    }

    private Optional<Reason> objectionIn(List<ZoneId> candidates, CallFacts call) {
        OpenDays days = daysIn(call.to().region());
        for (ZoneId zone : candidates) {
            LocalDateTime local = LocalDateTime.ofInstant(call.at(), zone);
            if (!days.include(local)) {
                Instant next = new NextOpening(days, call.at().plus(HORIZON))
                        .inAll(
                                candidates.stream()
                                        .map(ZoneId::getRules)
                                        .distinct()
                                        .toList(),
                                call.at());
                return Optional.of(new Reason(
                        Reason.OUTSIDE_CALLING_HOURS,
                        message(call.to(), local, zone, days.on(local.toLocalDate())),
                        next));
            }
        }
        return Optional.empty();
    }

    private OpenDays daysIn(String region) {
        return date -> {
            Hours hours = week.on(date.getDayOfWeek());
            return hours == null || exceptions.test(region, date) ? null : hours;
        };
    }

    private static String message(E164 to, LocalDateTime local, ZoneId zone, @Nullable Hours hours) {
        return "the local time of %s is %s on %s, %s (%s); %s"
                .formatted(
                        to.masked(),
                        local.toLocalTime().truncatedTo(ChronoUnit.MINUTES),
                        local.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                        local.toLocalDate(),
                        zone,
                        hours == null ? "no calls are allowed that day" : "calls are allowed that day from " + hours);
    }
}
