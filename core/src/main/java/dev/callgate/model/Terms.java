package dev.callgate.model;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * What an agent may do with a number. Immutable.
 *
 * @param dailyLimit how many calls a day at most, from 0 (none) to {@value #MAX_DAILY_LIMIT}
 * @param countries where to
 * @param classes which classes of numbers that are refused otherwise: see {@link NumberClass#isRestricted}
 */
public record Terms(int dailyLimit, Countries countries, Set<NumberClass> classes) {
    /** The limit where nobody names one. */
    public static final int DEFAULT_DAILY_LIMIT = 100;

    /** The highest limit, far above what any carrier tolerates from one number. */
    public static final int MAX_DAILY_LIMIT = 1_000_000;

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is below 0 or above {@value #MAX_DAILY_LIMIT}
     */
    public Terms {
        Objects.requireNonNull(countries, "countries");
        classes = Set.copyOf(classes);
        if (dailyLimit < 0 || dailyLimit > MAX_DAILY_LIMIT) {
            throw new IllegalArgumentException(
                    "a daily limit is 0 to %d calls, not %d".formatted(MAX_DAILY_LIMIT, dailyLimit));
        }
    }

    /** Allows no class of numbers that is refused otherwise. */
    public Terms(int dailyLimit, Countries countries) {
        this(dailyLimit, countries, Set.of());
    }

    /** Allows so many calls a day, and no country yet. */
    public static Terms dailyLimit(int calls) {
        return new Terms(calls, Countries.none());
    }

    /** Allows {@value #DEFAULT_DAILY_LIMIT} calls a day to the named countries. */
    public static Terms forCountries(String... codes) {
        return new Terms(DEFAULT_DAILY_LIMIT, Countries.of(codes));
    }

    /**
     * Returns the same terms with these countries allowed as well.
     *
     * @throws IllegalArgumentException if a country is unknown; see {@link Countries#of(String...)}
     */
    public Terms countries(String... codes) {
        return withCountries(countries.and(codes));
    }

    /** Returns the same terms with any country allowed; {@code 001} stays allowed if it was. */
    public Terms anyCountry() {
        return countries(Countries.ANY);
    }

    /** Returns the same terms with these countries allowed instead of the earlier ones. */
    public Terms withCountries(Countries others) {
        return new Terms(dailyLimit, others, classes);
    }

    /** Returns the same terms with these classes allowed as well, of numbers that are refused otherwise. */
    public Terms classes(NumberClass... more) {
        Set<NumberClass> all = EnumSet.noneOf(NumberClass.class);
        all.addAll(classes);
        all.addAll(Arrays.asList(more));
        return new Terms(dailyLimit, countries, all);
    }
}
