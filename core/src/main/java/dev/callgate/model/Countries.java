package dev.callgate.model;

import jakarta.annotation.Nullable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The countries that may be called. Immutable. An empty set allows nothing; {@link #any} allows all countries. Numbers
 * that belong to no country, such as +800, are allowed only if {@code 001} is named, even in addition to {@code any}.
 */
public final class Countries {
    /** The code that stands for any country. */
    public static final String ANY = "*";

    private static final Countries NONE = new Countries(Set.of());

    /** Most assignments name one country, so these objects are shared. Bounded by the number of countries. */
    private static final Map<String, Countries> SINGLE = new ConcurrentHashMap<>();

    private final Set<String> codes;

    private Countries(Set<String> codes) {
        this.codes = codes;
    }

    /**
     * Returns a set of the named countries.
     *
     * @param codes two-letter ISO 3166-1 codes in any case, {@code 001} for numbers that belong to no country, or
     *     {@code *} for any country
     * @throws IllegalArgumentException if a code is unknown
     */
    public static Countries of(String... codes) {
        return of(Arrays.asList(codes));
    }

    /** Returns a set of the named countries, like {@link #of(String...)}. */
    public static Countries of(Collection<String> codes) {
        SortedSet<String> checked = new TreeSet<>();
        for (String code : codes) {
            checked.add(ANY.equals(code) ? ANY : Regions.require(code));
        }
        return switch (checked.size()) {
            case 0 -> NONE;
            case 1 -> SINGLE.computeIfAbsent(checked.first(), code -> new Countries(Set.of(code)));
            default -> new Countries(Collections.unmodifiableSet(checked));
        };
    }

    /**
     * Returns the union of these countries and the named ones.
     *
     * @throws IllegalArgumentException if a code is unknown
     */
    public Countries and(String... more) {
        return of(Stream.concat(codes.stream(), Arrays.stream(more)).toList());
    }

    /** Returns a set that allows all countries, but no numbers that belong to no country. */
    public static Countries any() {
        return of(ANY);
    }

    /** Returns the empty set, which allows nothing. */
    public static Countries none() {
        return NONE;
    }

    /**
     * Returns whether numbers of a region may be called.
     *
     * @param region a region as returned by {@link dev.callgate.model.E164#region}
     */
    public boolean allows(String region) {
        if (codes.contains(region)) {
            return true;
        }
        boolean aCountry = !Regions.NON_GEOGRAPHIC.equals(region) && !Regions.UNKNOWN.equals(region);
        return aCountry && codes.contains(ANY);
    }

    /** Returns the codes in alphabetical order; {@code *} stands for any country. */
    public Set<String> codes() {
        return codes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Countries that && codes.equals(that.codes);
    }

    @Override
    public int hashCode() {
        return codes.hashCode();
    }

    /** Returns the codes, such as {@code [CA, US]}. */
    @Override
    public String toString() {
        return codes.toString();
    }
}
