package dev.callgate.assignment;

import dev.callgate.number.NumberClass;
import java.util.Arrays;
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
     * Returns the same terms with these countries instead.
     *
     * @throws IllegalArgumentException if a country is unknown; see {@link Countries#of(String...)}
     */
    public Terms countries(String... codes) {
        return new Terms(dailyLimit, Countries.of(codes), classes);
    }

    /** Returns the same terms with any country allowed. */
    public Terms anyCountry() {
        return new Terms(dailyLimit, Countries.any(), classes);
    }

    /** Returns the same terms, with these classes of numbers allowed that are refused otherwise, and no others. */
    public Terms classes(NumberClass... allowed) {
        return new Terms(dailyLimit, countries, Set.copyOf(Arrays.asList(allowed)));
    }
}
