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
 * The countries that may be called. Immutable. The empty list allows nothing; that any country may be called has to be
 * said, by {@link #any}. Numbers of no country, such as +800, are allowed only where {@code 001} is named, also beside
 * {@code any}.
 */
public final class Countries {
    /** How "any country" is written among codes. */
    public static final String ANY = "*";

    private static final Countries NONE = new Countries(Set.of());

    /** Most assignments name one country: as many objects as there are countries. */
    private static final Map<String, Countries> SINGLE = new ConcurrentHashMap<>();

    private final Set<String> codes;

    private Countries(Set<String> codes) {
        this.codes = codes;
    }

    /**
     * Allows the named countries.
     *
     * @param codes ISO 3166-1 codes of two letters in any case, {@code 001} for numbers of no country, or {@code *} for
     *     any country
     * @throws IllegalArgumentException if one of them is none
     */
    public static Countries of(String... codes) {
        return of(Arrays.asList(codes));
    }

    /** Allows the named countries, as {@link #of(String...)} does. */
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
     * Returns countries that hold these and others.
     *
     * @throws IllegalArgumentException as for {@link #of(String...)}
     */
    public Countries and(String... more) {
        return of(Stream.concat(codes.stream(), Arrays.stream(more)).toList());
    }

    /** Allows every country, and no number that belongs to none. */
    public static Countries any() {
        return of(ANY);
    }

    /** Allows nothing. */
    public static Countries none() {
        return NONE;
    }

    /**
     * Tells whether numbers of a region may be called.
     *
     * @param region as by {@link dev.callgate.model.E164#region}
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
