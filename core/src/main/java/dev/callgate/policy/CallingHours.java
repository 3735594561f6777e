package dev.callgate.policy;

import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.model.Place;
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
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A rule that allows calls only within certain hours of the called party's local time. Immutable and thread-safe: the
 * methods return a modified copy.
 *
 * <p>Hours begin exactly at their start and end exactly before their end. Each weekday may have several, or its own, and
 * dates such as holidays may be excluded. {@link #where} gives other hours to some countries, states or provinces:
 *
 * <pre>{@code
 * CallingHours.tcpa().where("US-FL", CallingHours.florida()).where("FR", CallingHours.france())
 * }</pre>
 *
 * <p>The place of the called party is {@link CallFacts#place()}. If a number may be in several time zones or states, the
 * hours of each state must hold in all of the zones. A number that can be a landline or a mobile phone, as in North
 * America, is assumed to be in its area.
 *
 * <p>The local time is unknown for all other mobile numbers, for numbers without a fixed location (toll free, Internet,
 * satellite), and for area codes of North America that are not known, unless the request says where the called party is
 * ({@link dev.callgate.call.CallRequest#place}). Calls to these numbers are refused ({@link Reason#TIME_ZONE_UNKNOWN})
 * unless {@link #fallbackZone} or {@link #mobilesByCountry} is set.
 *
 * <p>A refusal outside the hours ({@link Reason#OUTSIDE_CALLING_HOURS}) includes the exact instant at which the hours
 * next hold in all zones, taking into account clock changes and days without calls. It includes no instant if there are
 * no such hours within 400 days.
 *
 * <p>The hours of laws reflect their wording on the date that their description names. Laws change and depend on the kind
 * of call: have them confirmed by counsel. The law of a state that has no method here may be stricter than {@link #tcpa},
 * too.
 */
public final class CallingHours implements CallRule {
    /**
     * How far ahead to search for the next opening: covers each date of a year, and holidays that move between years.
     */
    private static final Duration HORIZON = Duration.ofDays(400);

    private static final Set<DayOfWeek> MONDAY_TO_FRIDAY =
            Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);

    private final Week week;

    /** Excluded dates, by place and local date. */
    private final BiPredicate<Place, LocalDate> excluded;

    /** The hours of certain places, in the order in which they were given. */
    private final List<Local> local;

    private final boolean mobilesByCountry;

    @Nullable
    private final ZoneId fallbackZone;

    private CallingHours(
            Week week,
            BiPredicate<Place, LocalDate> excluded,
            List<Local> local,
            boolean mobilesByCountry,
            @Nullable ZoneId fallbackZone) {
        this.week = week;
        this.excluded = excluded;
        this.local = local;
        this.mobilesByCountry = mobilesByCountry;
        this.fallbackZone = fallbackZone;
    }

    private static CallingHours of(Week week) {
        return new CallingHours(week, (place, date) -> false, List.of(), false, null);
    }

    /**
     * Allows calls within these hours on every day.
     *
     * @param from the local time from which calls are allowed
     * @param to the local time from which calls are no longer allowed; midnight is the end of the day
     * @throws IllegalArgumentException if the hours do not begin before they end; hours cannot extend past midnight
     */
    public static CallingHours between(LocalTime from, LocalTime to) {
        return of(Week.everyDay(new Hours(from, to)));
    }

    private static CallingHours between(int from, int to) {
        return between(LocalTime.of(from, 0), LocalTime.of(to, 0));
    }

    /** Allows no calls. For a place without calls, and to add the hours of each weekday with {@link #andOn}. */
    public static CallingHours never() {
        return of(Week.NEVER);
    }

    /**
     * Allows calls from 8:00 to 21:00 on every day, according to the US rules for telephone solicitations: 47 CFR
     * 64.1200(c)(1), read in November 2026. States may be stricter; see {@link #unitedStates}.
     */
    public static CallingHours tcpa() {
        return between(8, 21);
    }

    /**
     * Allows calls within the hours of {@link #tcpa}, and in Connecticut, Florida, Maryland, Oklahoma, Rhode Island, Texas
     * and Washington within the hours of the state. The laws of other states are not included, though some are stricter.
     */
    public static CallingHours unitedStates() {
        return tcpa().where("US-CT", connecticut())
                .where("US-FL", florida())
                .where("US-MD", maryland())
                .where("US-OK", oklahoma())
                .where("US-RI", rhodeIsland())
                .where("US-TX", texas())
                .where("US-WA", washington());
    }

    /**
     * Allows calls from 9:00 to 20:00 on every day, according to Connecticut's rules for telephonic sales calls: Conn.
     * Gen. Stat. 42-288a, as amended by Public Act 23-98, read in November 2026.
     */
    public static CallingHours connecticut() {
        return between(9, 20);
    }

    /**
     * Allows calls from 8:00 to 20:00 on every day, according to Florida's rules for sales calls: Florida Statutes
     * 501.616(6)(a), read in November 2026.
     */
    public static CallingHours florida() {
        return between(8, 20);
    }

    /**
     * Allows calls from 8:00 to 20:00 on every day, according to Maryland's Stop the Spam Calls Act: Senate Bill 90 of
     * 2023, read in November 2026.
     */
    public static CallingHours maryland() {
        return between(8, 20);
    }

    /**
     * Allows calls from 8:00 to 20:00 on every day, according to Oklahoma's Telephone Solicitation Act: 15 O.S. 775C.4,
     * read in November 2026.
     */
    public static CallingHours oklahoma() {
        return between(8, 20);
    }

    /**
     * Allows calls from 9:00 to 18:00 from Monday to Friday and from 10:00 to 17:00 on Saturday, except on state and
     * federal holidays, according to Rhode Island's Telephone Sales Solicitation Act: R.I. Gen. Laws 5-61-2 and 5-61-3.6,
     * read in November 2026. The act does not say whether a holiday on a Saturday counts; here, it does.
     */
    public static CallingHours rhodeIsland() {
        return between(9, 18)
                .onlyOn(MONDAY_TO_FRIDAY)
                .onDays(DayOfWeek.SATURDAY, LocalTime.of(10, 0), LocalTime.of(17, 0))
                .excluding((place, date) -> Holidays.unitedStates(Place.of("US-RI"), date));
    }

    /**
     * Allows calls from 9:00 to 21:00, and on Sunday from 12:00 to 21:00, according to Texas' rules for telephone
     * solicitation: Tex. Bus. &amp; Com. Code 301.051, read in November 2026.
     */
    public static CallingHours texas() {
        return between(9, 21).onDays(DayOfWeek.SUNDAY, LocalTime.NOON, LocalTime.of(21, 0));
    }

    /**
     * Allows calls from 8:00 to 20:00 on every day, according to Washington's rules for telephone solicitation: RCW
     * 80.36.390, read in November 2026.
     */
    public static CallingHours washington() {
        return between(8, 20);
    }

    /**
     * Allows calls from 10:00 to 13:00 and from 14:00 to 20:00 from Monday to Friday, except on {@linkplain
     * Holidays#france holidays}, according to France's rules for sales calls: décret 2022-1313 (Code de la consommation,
     * article D. 223-9), read in November 2026. Most numbers are mobile phones, which need {@link #mobilesByCountry}.
     */
    public static CallingHours france() {
        return between(10, 13)
                .andBetween(LocalTime.of(14, 0), LocalTime.of(20, 0))
                .onlyOn(MONDAY_TO_FRIDAY)
                .excluding(Holidays::france);
    }

    /**
     * Also allows calls within these hours, on all days that have the usual hours: for example, in the afternoon.
     *
     * @throws IllegalArgumentException if the hours do not begin before they end
     */
    public CallingHours andBetween(LocalTime from, LocalTime to) {
        return with(week.and(new Hours(from, to)));
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

    /**
     * Also allows calls on this weekday within these hours, in addition to the hours that the day has. The day no longer
     * has the usual hours of later changes.
     *
     * @throws IllegalArgumentException if the hours do not begin before they end
     */
    public CallingHours andOn(DayOfWeek day, LocalTime from, LocalTime to) {
        return with(week.and(day, new Hours(from, to)));
    }

    private CallingHours with(Week other) {
        return new CallingHours(other, excluded, local, mobilesByCountry, fallbackZone);
    }

    /**
     * Excludes these dates, according to the local date of the called party, like {@link #excluding(BiPredicate)}.
     */
    public CallingHours excluding(Set<LocalDate> dates) {
        Set<LocalDate> copy = Set.copyOf(dates);
        return excluding((place, date) -> copy.contains(date));
    }

    /**
     * Excludes the dates for which a predicate holds: for example, holidays, which differ by place. Also excludes them
     * from the hours of places that were given before.
     *
     * @param dates receives the place of the called party, with a single state if its states are known, and a local date
     *     there, as {@link Holidays} does; must be thread-safe, and is called for each date until the next one with calls
     */
    public CallingHours excluding(BiPredicate<Place, LocalDate> dates) {
        List<Local> all = local.stream().map(each -> each.excluding(dates)).toList();
        return new CallingHours(week, excluded.or(dates), all, mobilesByCountry, fallbackZone);
    }

    /**
     * Gives a country, a state or a province its own hours, like {@link #where(Predicate, CallingHours)}.
     *
     * @param code as in {@link Place#of(String)}, such as {@code FR} or {@code US-FL}
     * @throws IllegalArgumentException if the code is unknown
     */
    public CallingHours where(String code, CallingHours hours) {
        Place named = Place.of(code);
        String known = named.states().size() == 1 ? named.states().iterator().next() : named.country();
        return where(place -> place.mayBeIn(known), hours);
    }

    /**
     * Gives certain places their own hours. They replace the hours, weekdays and excluded dates of this object there, and
     * what earlier calls of {@code where} and {@code alsoWhere} gave to the same places. So the last one decides.
     *
     * <p>If a number may be in several states, the condition is asked for each of them, and what it gives to each must
     * hold.
     *
     * @param condition whether a place has these hours; must be thread-safe
     * @param hours the hours. How they treat unknown zones and mobile phones is ignored: this object decides that
     */
    public CallingHours where(Predicate<? super Place> condition, CallingHours hours) {
        return with(new Local(condition, hours, true));
    }

    /**
     * Gives certain places more hours to keep. Calls are allowed there only if these hours hold as well as those that
     * this object has there without them.
     *
     * @param condition whether a place has these hours; must be thread-safe
     * @param hours the hours, as in {@link #where(Predicate, CallingHours)}
     */
    public CallingHours alsoWhere(Predicate<? super Place> condition, CallingHours hours) {
        return with(new Local(condition, hours, false));
    }

    private CallingHours with(Local more) {
        List<Local> all = Stream.concat(local.stream(), Stream.of(more)).toList();
        return new CallingHours(week, excluded, all, mobilesByCountry, fallbackZone);
    }

    /** Assumes that a mobile phone is anywhere in its country: the hours must hold in all time zones of the country. */
    public CallingHours mobilesByCountry() {
        return new CallingHours(week, excluded, local, true, fallbackZone);
    }

    /** Uses this time zone for all numbers whose time zone is unknown otherwise. */
    public CallingHours fallbackZone(ZoneId zone) {
        Objects.requireNonNull(zone, "zone");
        return new CallingHours(week, excluded, local, mobilesByCountry, zone);
    }

    @Override
    public Optional<Reason> objectionTo(CallFacts call) {
        Place place = call.place();
        Collection<ZoneId> zones = zonesOf(call, place);
        return zones.isEmpty()
                ? Optional.of(new Reason(
                        Reason.TIME_ZONE_UNKNOWN,
                        "cannot determine the local time of %s (number class %s)"
                                .formatted(
                                        call.to().masked(),
                                        call.to().numberClass().code())))
                : reasonIn(hoursIn(place, zones), call);
    }

    private Collection<ZoneId> zonesOf(CallFacts call, Place place) {
        Collection<ZoneId> found = mayBeAnywhere(call) ? Set.of() : place.zones();
        return found.isEmpty() && fallbackZone != null ? Set.of(fallbackZone) : found;
    }

    private boolean mayBeAnywhere(CallFacts call) {
        return call.knownPlace() == null && !mobilesByCountry && call.to().numberClass() == NumberClass.MOBILE;
    }

    /** Returns all hours that must hold. */
    private List<LocalHours> hoursIn(Place place, Collection<ZoneId> zones) {
        Collection<ZoneId> different = different(zones);
        List<LocalHours> all = new ArrayList<>();
        for (Place each : place.byState()) {
            for (OpenDays days : daysIn(each)) {
                different.forEach(zone -> all.add(new LocalHours(days, zone)));
            }
        }
        return all;
    }

    /** Returns one zone for each set of rules. */
    private static Collection<ZoneId> different(Collection<ZoneId> zones) {
        if (zones.size() < 2) {
            return zones;
        }
        Set<ZoneRules> seen = new HashSet<>();
        return zones.stream().filter(zone -> seen.add(zone.getRules())).toList();
    }

    /** Returns the hours at a place with at most one state. */
    private List<OpenDays> daysIn(Place place) {
        List<OpenDays> all = new ArrayList<>();
        all.add(date -> excluded.test(place, date) ? List.of() : week.on(date.getDayOfWeek()));
        for (Local each : local) {
            if (each.condition().test(place)) {
                if (each.replacing()) {
                    all.clear();
                }
                all.addAll(each.hours().daysIn(place));
            }
        }
        return all;
    }

    private static Optional<Reason> reasonIn(List<LocalHours> all, CallFacts call) {
        for (LocalHours each : all) {
            if (!each.include(call.at())) {
                Instant next = NextOpening.inAll(all, call.at(), call.at().plus(HORIZON));
                return Optional.of(new Reason(Reason.OUTSIDE_CALLING_HOURS, message(call.to(), call.at(), each), next));
            }
        }
        return Optional.empty();
    }

    private static String message(E164 to, Instant at, LocalHours hours) {
        LocalDateTime local = LocalDateTime.ofInstant(at, hours.zone());
        List<Hours> allowed = hours.days().on(local.toLocalDate());
        return "the local time of %s is %s on %s, %s (%s); %s"
                .formatted(
                        to.masked(),
                        local.toLocalTime().truncatedTo(ChronoUnit.MINUTES),
                        local.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                        local.toLocalDate(),
                        hours.zone(),
                        allowed.isEmpty()
                                ? "no calls are allowed that day"
                                : "calls are allowed that day from "
                                        + allowed.stream().map(Hours::toString).collect(Collectors.joining(" and ")));
    }

    /** Hours of certain places, which replace the others there or hold in addition to them. */
    private record Local(Predicate<? super Place> condition, CallingHours hours, boolean replacing) {
        Local {
            Objects.requireNonNull(condition, "condition");
            Objects.requireNonNull(hours, "hours");
        }

        Local excluding(BiPredicate<Place, LocalDate> dates) {
            return new Local(condition, hours.excluding(dates), replacing);
        }
    }
}
