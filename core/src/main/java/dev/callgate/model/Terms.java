package dev.callgate.model;

import jakarta.annotation.Nullable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * The terms of an assignment: how an agent may use a number. Immutable.
 *
 * @param dailyLimit the maximum number of calls per day in the organization's time zone, from 0 (none) to {@value
 *     #MAX_DAILY_LIMIT}
 * @param countries the countries that may be called
 * @param classes the classes of numbers that are allowed although they are refused by default; see {@link
 *     NumberClass#isRestricted}
 */
public record Terms(int dailyLimit, Countries countries, Set<NumberClass> classes) {
    /** The default limit. */
    public static final int DEFAULT_DAILY_LIMIT = 100;

    /** The highest limit, far above the number of calls that any carrier tolerates from one number. */
    public static final int MAX_DAILY_LIMIT = 1_000_000;

    /**
     * Validates the limit.
     *
     * @throws IllegalArgumentException if the limit is below 0 or above {@value #MAX_DAILY_LIMIT}
     */
    public Terms {
        Objects.requireNonNull(countries, "countries");
        classes = Set.copyOf(classes);
        if (dailyLimit < 0 || dailyLimit > MAX_DAILY_LIMIT) {
            throw new IllegalArgumentException(
                    "a daily limit must be 0 to %d calls, not %d".formatted(MAX_DAILY_LIMIT, dailyLimit));
        }
    }

    /** Creates terms that allow no additional classes of numbers. */
    public Terms(int dailyLimit, Countries countries) {
        this(dailyLimit, countries, Set.of());
    }

    /** Returns terms with a daily limit and no countries. */
    public static Terms dailyLimit(int calls) {
        return new Terms(calls, Countries.none());
    }

    /** Returns terms that allow {@value #DEFAULT_DAILY_LIMIT} calls a day to the named countries. */
    public static Terms forCountries(String... codes) {
        return new Terms(DEFAULT_DAILY_LIMIT, Countries.of(codes));
    }

    /**
     * Returns a copy that also allows these countries.
     *
     * @throws IllegalArgumentException if a country is unknown; see {@link Countries#of(String...)}
     */
    public Terms countries(String... codes) {
        return withCountries(countries.and(codes));
    }

    /** Returns a copy that allows any country. {@code 001} stays allowed if it was. */
    public Terms anyCountry() {
        return countries(Countries.ANY);
    }

    /** Returns a copy with these countries instead of the previous ones. */
    public Terms withCountries(Countries others) {
        return new Terms(dailyLimit, others, classes);
    }

    /**
     * Returns whether the countries and classes allow calls to a number. Does not check the limit.
     *
     * @param requiredClass the number class that has to be allowed explicitly, or null if there is none
     */
    public boolean allow(E164 to, @Nullable NumberClass requiredClass) {
        return countries.allows(to.region()) && (requiredClass == null || classes.contains(requiredClass));
    }

    /** Returns a copy that also allows these classes of numbers, which are refused by default. */
    public Terms classes(NumberClass... more) {
        Set<NumberClass> all = EnumSet.noneOf(NumberClass.class);
        all.addAll(classes);
        all.addAll(Arrays.asList(more));
        return new Terms(dailyLimit, countries, all);
    }
}
