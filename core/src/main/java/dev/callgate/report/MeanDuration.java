package dev.callgate.report;

import jakarta.annotation.Nullable;
import java.time.Duration;

/**
 * An average of durations, with the 95 % interval that the mean behind it lies in, by the normal approximation: for small
 * samples it is somewhat too narrow. Immutable.
 *
 * @param mean the average, to the millisecond; null where the sample is empty
 * @param margin how far the interval reaches to both sides, to the millisecond; null where the sample is of fewer than two,
 *     of which nobody knows
 * @param sample of how many
 */
public record MeanDuration(
        @Nullable Duration mean, @Nullable Duration margin, long sample) {
    private static final double Z = 1.959964;
    private static final double MILLIS_PER_DECISECOND = 100;

    /** Works it out from sums. */
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
