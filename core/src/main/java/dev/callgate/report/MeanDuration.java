package dev.callgate.report;

import java.time.Duration;
import java.util.Objects;

/**
 * An average of durations, with the 95 % interval that the mean behind it lies in, by the normal approximation: for small
 * samples it is somewhat too narrow. Immutable.
 *
 * @param mean the average, to the millisecond; zero where the sample is empty
 * @param margin how far the interval reaches to both sides, to the millisecond; of fewer than two durations nobody knows:
 *     {@link #UNKNOWN_MARGIN}
 * @param sample of how many
 */
public record MeanDuration(Duration mean, Duration margin, long sample) {
    /** The margin of fewer than two durations. */
    public static final Duration UNKNOWN_MARGIN = Duration.ofMillis(Long.MAX_VALUE);

    private static final double Z = 1.959964;
    private static final double MILLIS_PER_DECISECOND = 100;

    /** Requires both durations. */
    public MeanDuration {
        Objects.requireNonNull(mean, "mean");
        Objects.requireNonNull(margin, "margin");
    }

    /** Works it out from sums. */
    static MeanDuration of(Duration sum, long squaredDeciseconds, long sample) {
        if (sample == 0) {
            return new MeanDuration(Duration.ZERO, UNKNOWN_MARGIN, 0);
        }
        Duration mean = Duration.ofMillis(Math.round((double) sum.toMillis() / sample));
        if (sample == 1) {
            return new MeanDuration(mean, UNKNOWN_MARGIN, 1);
        }
        double total = sum.toMillis() / MILLIS_PER_DECISECOND;
        double variance = Math.max(0, squaredDeciseconds - total * total / sample) / (sample - 1);
        double margin = Z * Math.sqrt(variance / sample) * MILLIS_PER_DECISECOND;
        return new MeanDuration(mean, Duration.ofMillis(Math.round(margin)), sample);
    }

    /** Tells whether the interval is known. */
    public boolean hasMargin() {
        return !margin.equals(UNKNOWN_MARGIN);
    }
}
