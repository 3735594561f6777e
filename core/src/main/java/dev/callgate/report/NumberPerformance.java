package dev.callgate.report;

import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Compares an organization's numbers by their answer rates: calls from a number that is labeled as spam are answered
 * less often. Immutable and thread-safe.
 */
public final class NumberPerformance {
    /** Pseudo-count: prior calls at the average rate, so that small samples shrink toward it. */
    private static final double PRIOR_CALLS = 20;

    /** Orders suggestions by the distance of their answer rate below that of the others, worst first. */
    public static final Comparator<Suggestion> WORST_FIRST = Comparator.comparingDouble(
                    (Suggestion each) -> each.calls().answerRate().high())
            .thenComparing(Suggestion::number);

    private final Map<E164, CallStatistics> byNumber = new LinkedHashMap<>();
    private final CallStatistics all;

    private NumberPerformance(List<UsageRow> rows) {
        CallStatistics sum = CallStatistics.NONE;
        for (UsageRow row : rows) {
            E164 number = row.number();
            if (number == null) {
                throw new IllegalArgumentException(
                        "the usage is not by number: query it with UsageQuery.by(Dimension.NUMBER)");
            }
            byNumber.merge(number, row.calls(), CallStatistics::plus);
            sum = sum.plus(row.calls());
        }
        this.all = sum;
    }

    /**
     * Compares the numbers of a usage report.
     *
     * @param usage the usage of one organization, by number
     * @throws IllegalArgumentException if the usage is not by number
     */
    public static NumberPerformance of(List<UsageRow> usage) {
        return new NumberPerformance(usage);
    }

    /**
     * A number that performs worse than the others. Immutable.
     *
     * @param number the number
     * @param calls the statistics of its calls
     * @param answerRateOfOthers the answer rate of the calls from all other numbers
     */
    public record Suggestion(E164 number, CallStatistics calls, Proportion answerRateOfOthers) {
        /** Requires all values. */
        public Suggestion {
            Objects.requireNonNull(number, "number");
            Objects.requireNonNull(calls, "calls");
            Objects.requireNonNull(answerRateOfOthers, "answer rate of others");
        }
    }

    /**
     * Returns the numbers that are candidates for quarantine, worst first. The calls from these numbers are answered
     * significantly less often than those from all others combined: the confidence interval of a number's answer rate
     * is entirely below that of the others.
     *
     * <p>The result includes numbers that are already in quarantine. {@link
     * dev.callgate.admin.NumberInventory#quarantineCandidates} excludes them; use it to act on the result.
     *
     * @param leastSample the minimum number of a number's calls with a known outcome, 1 or more
     * @throws IllegalArgumentException if the sample is less than 1
     */
    public List<Suggestion> quarantineCandidates(long leastSample) {
        if (leastSample < 1) {
            throw new IllegalArgumentException("the least sample must be 1 call or more, not " + leastSample);
        }
        return byNumber.entrySet().stream()
                .filter(each -> each.getValue().completed() >= leastSample)
                .map(each -> new Suggestion(each.getKey(), each.getValue(), othersThan(each.getValue())))
                .filter(each -> each.answerRateOfOthers().sample() > 0)
                .filter(each -> each.calls().answerRate().high()
                        < each.answerRateOfOthers().low())
                .sorted(WORST_FIRST)
                .toList();
    }

    private Proportion othersThan(CallStatistics one) {
        return new Proportion(all.answered() - one.answered(), all.completed() - one.completed());
    }

    /**
     * Returns weights for {@link dev.callgate.policy.Rotation#weighted}: the answer rate of each number with 20
     * additional calls at the average rate of all numbers. A number without calls has the average rate as its weight.
     * The returned weights do not change over time; hosts replace them periodically.
     */
    public ToDoubleFunction<Assignment> weights() {
        double average = all.answerRate().rate().orElse(1);
        return assignment -> weight(byNumber.getOrDefault(assignment.number().e164(), CallStatistics.NONE), average);
    }

    private static double weight(CallStatistics calls, double average) {
        return (calls.answered() + PRIOR_CALLS * average) / (calls.completed() + PRIOR_CALLS);
    }
}
