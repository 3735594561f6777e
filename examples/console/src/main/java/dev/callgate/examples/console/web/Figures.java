package dev.callgate.examples.console.web;

import dev.callgate.report.CallStatistics;
import dev.callgate.report.Proportion;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Statistics of calls, for display.
 *
 * @param calls that count
 * @param answered of these
 * @param answerRate of those whose outcome is known (ASR), with its 95 % interval
 * @param averageDuration of the answered ones (ACD)
 * @param shortCalls the share of the answered ones that were short
 * @param talkTime of all together
 */
record Figures(
        long calls, long answered, String answerRate, String averageDuration, String shortCalls, String talkTime) {
    private static final String NONE = "–";
    private static final int PERCENT = 100;

    static Figures of(CallStatistics calls) {
        return new Figures(
                calls.counted(),
                calls.answered(),
                rate(calls.answerRate()),
                mean(calls.averageDuration().mean()),
                share(calls.shortCallRate()),
                hours(calls.talkTime()));
    }

    static String rate(Proportion share) {
        return share.sample() == 0
                ? NONE
                : String.format(
                        Locale.ROOT, "%s (%.0f–%.0f)", share(share), PERCENT * share.low(), PERCENT * share.high());
    }

    private static String share(Proportion share) {
        OptionalDouble rate = share.rate();
        return rate.isEmpty() ? NONE : String.format(Locale.ROOT, "%.0f %%", PERCENT * rate.getAsDouble());
    }

    private static String mean(@Nullable Duration time) {
        return time == null ? NONE : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }

    private static String hours(Duration time) {
        return String.format(Locale.ROOT, "%d h %02d min", time.toHours(), time.toMinutesPart());
    }
}
