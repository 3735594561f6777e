package dev.callgate.model;

import dev.callgate.internal.VisibleText;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a telephone may be, and so what its local time may be and which law may apply. Immutable.
 *
 * <p>{@link #of(E164)} determines the place of a number by its digits. If a number may be in several time zones or
 * states, the place has all of them. A host that knows more, such as the ZIP code of a lead or that a number was ported,
 * says so with {@link #of(String)} and {@link #withZones}, and passes the place with the request ({@link
 * dev.callgate.call.CallRequest#place}).
 *
 * <p>The time zones of North America follow the report of area codes of the North American Numbering Plan Administrator
 * and 49 CFR part 71, and those of other countries the IANA time zone database. The rules of a zone, such as the start
 * of daylight saving time, are those of the JDK. A JDK that does not know one of the zones gives a place without zones.
 *
 * @param country the two-letter ISO 3166-1 code, such as {@code US}; {@code 001} or {@code ZZ} if there is no country,
 *     as in {@link E164#region}. Puerto Rico and the other territories of the US are countries of their own
 * @param states the US states, the District of Columbia, or the provinces and territories of Canada in which the
 *     telephone may be, as ISO 3166-2 codes, such as {@code US-FL} or {@code CA-ON}; empty if unknown, and in other
 *     countries
 * @param zones all time zones in which the telephone may be; empty if unknown
 * @param areas the prefixes of numbers in the same area, including the country code: the number's area code and the
 *     codes that overlay it, such as {@code +1321}, {@code +1407} and {@code +1689}; empty if the number has no area
 *     code
 */
public record Place(String country, Set<String> states, Set<ZoneId> zones, Set<String> areas) {
    private static final Pattern STATE = Pattern.compile("[A-Z]{2}-[A-Z0-9]{1,3}");

    /**
     * Copies the sets, which keep their order.
     *
     * @throws IllegalArgumentException if the country is unknown, or a state is not one of the country
     */
    public Place {
        country = Regions.UNKNOWN.equals(country) ? country : Regions.require(country);
        states = copy(states);
        zones = copy(zones);
        areas = copy(areas);
        for (String state : states) {
            if (!STATE.matcher(state).matches() || !state.startsWith(country)) {
                throw new IllegalArgumentException(
                        "\"%s\" is not a state of %s: use an ISO 3166-2 code such as US-FL or CA-ON"
                                .formatted(VisibleText.shown(state), country));
            }
        }
    }

    private static <T> Set<T> copy(Collection<T> values) {
        Set<T> copied = new LinkedHashSet<>(values);
        copied.forEach(each -> Objects.requireNonNull(each, "each state, zone and area"));
        return Collections.unmodifiableSet(copied);
    }

    /**
     * Returns the place of a number according to its digits.
     *
     * <ul>
     *   <li>A number of North America (+1) is in the area of its area code and of the codes that overlay it, whether it
     *       is a landline or a mobile phone.
     *   <li>A landline elsewhere is in the area of its area code if it is known, otherwise anywhere in its country.
     *   <li>A mobile phone elsewhere is anywhere in its country.
     *   <li>Other numbers, such as toll free, Internet and satellite numbers, have no zones. Neither has an area code of
     *       North America that is not in the report.
     * </ul>
     */
    public static Place of(E164 number) {
        return Places.known().of(number);
    }

    /**
     * Returns the place that is anywhere in a country, a US state or a Canadian province.
     *
     * @param code a two-letter ISO 3166-1 code, such as {@code FR}, or an ISO 3166-2 code of a US state or a Canadian
     *     province or territory, such as {@code US-FL}
     * @throws IllegalArgumentException if the code is unknown
     */
    public static Place of(String code) {
        return Places.known().named(code);
    }

    /** Returns this place with other time zones: for example, the single one of a ZIP code. */
    public Place withZones(ZoneId... others) {
        return new Place(country, states, new LinkedHashSet<>(Arrays.asList(others)), areas);
    }

    /**
     * Returns whether the place may be in a country or a state: {@code US} or {@code US-FL}. A place that may be in one
     * of two states may be in each of them.
     */
    public boolean mayBeIn(String code) {
        return country.equals(code) || states.contains(code);
    }

    /**
     * Returns a place for each state in which this one may be, with that state only; this place itself if there are fewer
     * than two. A rule that holds at a place must hold in each of them.
     */
    public List<Place> byState() {
        return states.size() < 2
                ? List.of(this)
                : states.stream()
                        .map(each -> new Place(country, Set.of(each), zones, areas))
                        .toList();
    }

    /**
     * Returns the possible local times at an instant, one for each UTC offset, earliest first: "it is 8:12 there". Empty
     * if no zone is known.
     */
    public List<ZonedDateTime> timesAt(Instant instant) {
        Map<Object, ZonedDateTime> times = new LinkedHashMap<>();
        zones.stream().map(instant::atZone).forEach(each -> times.putIfAbsent(each.getOffset(), each));
        return times.values().stream()
                .sorted(Comparator.comparing(ZonedDateTime::toLocalDateTime))
                .toList();
    }
}
