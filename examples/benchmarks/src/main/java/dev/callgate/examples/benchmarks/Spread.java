package dev.callgate.examples.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** What several rounds measured: the median, and how far the others are. */
record Spread(double median, double lowest, double highest) {
    static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, lowest, highest);
    }

    /** Without decimals, for large values. */
    String whole() {
        return String.format(Locale.ROOT, "%,.0f (%,.0f to %,.0f)", median, lowest, highest);
    }
}
