package dev.callgate.report;

import java.util.OptionalDouble;

/**
 * How many of a sample, with the 95 % interval that the share behind it lies in (E. B. Wilson, "Probable inference, the
 * law of succession, and statistical inference", Journal of the American Statistical Association 22, 1927). Immutable.
 *
 * @param hits how many of the sample: 0 or more, and at most all of it
 * @param sample of how many: 0 or more
 */
public record Proportion(long hits, long sample) {
    /** What a standard normal variable exceeds in 2.5 % of all cases. */
    private static final double Z = 1.959964;

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if they are no part of a whole
     */
    public Proportion {
        if (hits < 0 || hits > sample) {
            throw new IllegalArgumentException(
                    "hits must be 0 to the sample size, but were %d of %d".formatted(hits, sample));
        }
    }

    /** Returns the share that was seen, 0 to 1; nothing where the sample is empty. */
    public OptionalDouble rate() {
        return sample == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) hits / sample);
    }

    /** Returns the lower end of the interval: 0 where the sample is empty. */
    public double low() {
        return hits == 0 ? 0 : center() - halfWidth();
    }

    /** Returns the upper end of the interval: 1 where the sample is empty. */
    public double high() {
        return hits == sample ? 1 : center() + halfWidth();
    }

    private double center() {
        return (hits + Z * Z / 2) / (sample + Z * Z);
    }

    private double halfWidth() {
        double misses = sample - hits;
        return Z / (sample + Z * Z) * Math.sqrt(hits * misses / sample + Z * Z / 4);
    }
}
