package dev.callgate.report;

import jakarta.annotation.Nullable;
import java.time.Duration;

/**
 * An average of durations with the 95% confidence interval of the mean. The interval uses the normal approximation,
 * which is slightly too narrow for small samples. Immutable.
 *
 * @param mean the average, to the millisecond; null if the sample is empty
 * @param margin the distance from the average to both ends of the interval, to the millisecond; null if the sample size
 *     is less than 2
 * @param sample the sample size
 */
public record MeanDuration(
        @Nullable Duration mean, @Nullable Duration margin, long sample) {
    private static final double Z = 1.959964;
    private static final double MILLIS_PER_DECISECOND = 100;

    /** Computes an average from sums. */
    static MeanDuration of(Duration sum, long squaredDeciseconds, long sample) {
        if (sample == 0) {
            return new MeanDuration(null, null, 0);
        }
        Duration mean = Duration.ofMillis(Math.round((double) sum.toMillis() / sample));
        if (sample == 1) {
            return new MeanDuration(mean, null, 1);
        }
        double total = sum.toMillis() / MILLIS_PER_DECISECOND;
        double variance = Math.max(0, squaredDeciseconds - total * total / sample) / (sample - 1);
        double margin = Z * Math.sqrt(variance / sample) * MILLIS_PER_DECISECOND;
        return new MeanDuration(mean, Duration.ofMillis(Math.round(margin)), sample);
    }
}
