package dev.callgate.examples.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** What several rounds measured: the median, and how far the others are where they differ. */
record Spread(double median, double lowest, double highest) {
    static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    @Override
    public String toString() {
        return text("%.2f");
    }

    /** Without decimals, for large values. */
    String whole() {
        return text("%,.0f");
    }

    private String text(String number) {
        String format = lowest == highest ? "%1$s" : "%1$s (%2$s to %3$s)";
        return format.formatted(
                String.format(Locale.ROOT, number, median),
                String.format(Locale.ROOT, number, lowest),
                String.format(Locale.ROOT, number, highest));
    }
}
