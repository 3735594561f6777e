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
 * A rule that allows calls only within certain hours of the called party's local time. Immutable and thread-safe: the
 * methods return a modified copy.
 *
 * <p>The local time is determined by the number's area code and the data in the optional artifact {@code
 * com.googlecode.libphonenumber:geocoder}, which must be on the class path. (It shares a package with libphonenumber,
 * so on the module path it must be patched in: {@code --patch-module
 * com.google.i18n.phonenumbers.libphonenumber=geocoder.jar:prefixmapper.jar}.) If an area code is in several time
 * zones, the hours must hold in all of them. A number that can be a landline or a mobile phone, as in North America, is
 * assumed to be in its area. The result is only as good as the data, which is coarse for some areas.
 *
 * <p>The local time is unknown for all other mobile numbers, for numbers without a fixed location (toll free, Internet,
 * satellite), and for area codes that are not in the data. Calls to these numbers are refused ({@link
 * Reason#TIME_ZONE_UNKNOWN}) unless {@link #fallbackZone} or {@link #mobilesByCountry} is set.
 *
 * <p>A refusal outside the hours ({@link Reason#OUTSIDE_CALLING_HOURS}) includes the exact instant at which the hours
 * next hold in all zones, taking into account clock changes and days without calls. It includes no instant if there are
 * no weekdays within 400 days.
 *
 * <p>The hours of laws reflect their wording when this was written. Laws change and depend on the kind of call: have
 * them confirmed by counsel.
 */
public final class CallingHours implements CallRule {
    /**
     * How far ahead to search for the next opening: covers each date of a year, and holidays that move between years.
     */
    private static final Duration HORIZON = Duration.ofDays(400);

    private final CalleeZones zones;
    private final Week week;

    /** Excluded dates, by region and local date. */
    private final BiPredicate<String, LocalDate> excluded;

    private final boolean mobilesByCountry;

    @Nullable
    private final ZoneId fallbackZone;

    private CallingHours(
            CalleeZones zones,
            Week week,
            BiPredicate<String, LocalDate> excluded,
            boolean mobilesByCountry,
            @Nullable ZoneId fallbackZone) {
        this.zones = zones;
        this.week = week;
        this.excluded = excluded;
        this.mobilesByCountry = mobilesByCountry;
        this.fallbackZone = fallbackZone;
    }

    /**
     * Allows calls within these hours on every day.
     *
     * @param from the local time from which calls are allowed
     * @param to the local time from which calls are no longer allowed; midnight is the end of the day
     * @throws IllegalArgumentException if the hours do not begin before they end; hours cannot extend past midnight
     * @throws IllegalStateException if the artifact with the time zones is missing
     */
    public static CallingHours between(LocalTime from, LocalTime to) {
        Week week = Week.everyDay(new Hours(from, to));
        return new CallingHours(CalleeZones.load(), week, (region, date) -> false, false, null);
    }

    /**
     * Allows calls from 8:00 to 21:00 on every day, according to the US rules for telephone solicitations: 47 CFR
     * 64.1200(c)(1). This is a default; have it confirmed by counsel.
     *
     * @throws IllegalStateException if the artifact with the time zones is missing
     */
    public static CallingHours tcpa() {
        return between(LocalTime.of(8, 0), LocalTime.of(21, 0));
    }

    /**
     * Allows calls from 8:00 to 20:00 on every day, according to Florida's rules for sales calls: Florida Statutes
     * 501.616(6)(a). This is a default; have it confirmed by counsel.
     *
     * @throws IllegalStateException if the artifact with the time zones is missing
     */
    public static CallingHours florida() {
        return between(LocalTime.of(8, 0), LocalTime.of(20, 0));
    }

    /** Allows calls on these weekdays only, like {@link #onlyOn(Set)}. */
    public CallingHours onlyOn(DayOfWeek... days) {
        return onlyOn(Set.copyOf(Arrays.asList(days)));
    }

    /**
     * Allows calls on these weekdays only, regardless of the previous weekdays. A day with its own hours keeps them.
     *
     * @throws IllegalArgumentException if there are no weekdays
     */
    public CallingHours onlyOn(Set<DayOfWeek> days) {
        return with(week.only(days));
    }

    /**
     * Also allows calls on this weekday, within these hours instead of the usual ones: for example, on Saturdays from
     * 10:00 to 14:00.
     *
     * @throws IllegalArgumentException if the hours do not begin before they end
     */
    public CallingHours onDays(DayOfWeek day, LocalTime from, LocalTime to) {
        return with(week.with(day, new Hours(from, to)));
    }

    private CallingHours with(Week other) {
        return new CallingHours(zones, other, excluded, mobilesByCountry, fallbackZone);
    }

    /** Excludes these dates, according to the local date of the called party. */
    public CallingHours excluding(Set<LocalDate> dates) {
        Set<LocalDate> copy = Set.copyOf(dates);
        return excluding((region, date) -> copy.contains(date));
    }

    /**
     * Excludes the dates for which a predicate holds: for example, holidays, which differ by country.
     *
     * @param dates receives the number's region as returned by {@link E164#region}, such as {@code US}, and a local
     *     date of the called party; must be thread-safe, and is called for each date until the next one with calls
     */
    public CallingHours excluding(BiPredicate<String, LocalDate> dates) {
        return new CallingHours(zones, week, excluded.or(dates), mobilesByCountry, fallbackZone);
    }

    /**
     * Assumes that a mobile phone is anywhere in its country: the hours must hold in all time zones of the country.
     * Countries that share a calling code count as one country: for a mobile number of Kazakhstan (+7), the hours must
     * also hold in the zones of Russia. For countries within +1, only the zones of the number's own country count.
     */
    public CallingHours mobilesByCountry() {
        return new CallingHours(zones, week, excluded, true, fallbackZone);
    }

    /** Uses this time zone for all numbers whose time zone is unknown otherwise. */
    public CallingHours fallbackZone(ZoneId zone) {
        Objects.requireNonNull(zone, "zone");
        return new CallingHours(zones, week, excluded, mobilesByCountry, zone);
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
                : reasonIn(candidates, call);
    }

    private List<ZoneId> zonesOf(E164 number) {
        List<ZoneId> found =
                switch (number.numberClass()) {
                    case FIXED_LINE, FIXED_LINE_OR_MOBILE -> zones.ofArea(number);
                    case MOBILE -> mobilesByCountry ? zones.ofCountry(number) : List.of();
                    default -> List.of();
                };
        return found.isEmpty() && fallbackZone != null ? List.of(fallbackZone) : found;
    }

    private Optional<Reason> reasonIn(List<ZoneId> candidates, CallFacts call) {
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
            return hours == null || excluded.test(region, date) ? null : hours;
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
