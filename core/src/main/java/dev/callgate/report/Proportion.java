package dev.callgate.report;

import java.util.OptionalDouble;

/**
 * The proportion of hits in a sample, with its 95% confidence interval (E. B. Wilson, "Probable inference, the law of
 * succession, and statistical inference", Journal of the American Statistical Association 22, 1927). Immutable.
 *
 * @param hits the number of hits, 0 to the sample size
 * @param sample the sample size, 0 or more
 */
public record Proportion(long hits, long sample) {
    /** The 97.5th percentile of the standard normal distribution. */
    private static final double Z = 1.959964;

    /**
     * Validates both values.
     *
     * @throws IllegalArgumentException if the hits are negative or exceed the sample size
     */
    public Proportion {
        if (hits < 0 || hits > sample) {
            throw new IllegalArgumentException(
                    "hits must be 0 to the sample size, but were %d of %d".formatted(hits, sample));
        }
    }

    /** Returns the observed proportion, 0 to 1, or empty if the sample is empty. */
    public OptionalDouble rate() {
        return sample == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) hits / sample);
    }

    /** Returns the lower end of the interval, 0 to 1; 0 if the sample is empty. */
    public double low() {
        return hits == 0 ? 0 : center() - halfWidth();
    }

    /** Returns the upper end of the interval, 0 to 1; 1 if the sample is empty. */
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
