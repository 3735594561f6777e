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
 * How an organization's numbers compare by their answer rate: a number that is labelled as spam is answered less.
 * Immutable and safe for use by many threads.
 */
public final class NumberPerformance {
    /** As if so many calls more had been made from each number: with few of its own, it is taken for an average one. */
    private static final double CALLS_OF_AN_AVERAGE_NUMBER = 20;

    /** Orders suggestions by how far their answer rate is below that of the others, the worst number first. */
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
     * Compares numbers.
     *
     * @param usage of one organization, by number
     * @throws IllegalArgumentException if it is not by number
     */
    public static NumberPerformance of(List<UsageRow> usage) {
        return new NumberPerformance(usage);
    }

    /**
     * A number that does worse than the others.
     *
     * @param number which
     * @param calls how its calls went
     * @param answerRateOfOthers how often calls from all other numbers were answered
     */
    public record Suggestion(E164 number, CallStatistics calls, Proportion answerRateOfOthers) {
        /** Requires all of it. */
        public Suggestion {
            Objects.requireNonNull(number, "number");
            Objects.requireNonNull(calls, "calls");
            Objects.requireNonNull(answerRateOfOthers, "answer rate of others");
        }
    }

    /**
     * Returns the numbers that are candidates for quarantine: those that are answered significantly less often than all
     * others together, which means that the whole confidence interval of their answer rate is below that of the others.
     * The worst come first.
     *
     * <p>Numbers that are in quarantine already are among them. {@link
     * dev.callgate.admin.NumberInventory#quarantineCandidates} leaves these out, and is the one to act on.
     *
     * @param leastSample of how many of a number's calls at least it has to be known how they went, 1 or more
     * @throws IllegalArgumentException if it is less than 1
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
     * Returns weights for {@link dev.callgate.policy.Rotation#weighted}: the answer rate of each number, drawn towards
     * that of all of them as if 20 calls more had been made from it. A number without calls weighs as much as the
     * average one. The weights do not change; a host asks for new ones now and then.
     */
    public ToDoubleFunction<Assignment> weights() {
        double average = all.answerRate().rate().orElse(1);
        return assignment -> weight(byNumber.getOrDefault(assignment.number().e164(), CallStatistics.NONE), average);
    }

    private static double weight(CallStatistics calls, double average) {
        return (calls.answered() + CALLS_OF_AN_AVERAGE_NUMBER * average)
                / (calls.completed() + CALLS_OF_AN_AVERAGE_NUMBER);
    }
}
