package dev.callgate.report;

import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.AnsweredBy;
import java.time.Duration;
import java.util.Objects;

/**
 * The number of calls and their outcomes. Immutable.
 *
 * @param calls the number of calls that were allowed
 * @param released the number of these calls that were released on the day on which they counted
 * @param answered the number of calls that were answered
 * @param busy the number of calls whose called party was busy
 * @param noAnswer the number of calls that were not answered
 * @param failed the number of calls that the network did not connect
 * @param rejected the number of calls that were rejected
 * @param answeredByMachine the number of answered calls that are known to have been answered by a machine
 * @param abandoned the number of answered calls that were abandoned; see {@link CallOutcome.Result#ABANDONED}
 * @param shortCalls the number of answered calls that were short; see {@link CallOutcome#SHORT}
 * @param talkTime the total talk time of all answered calls, to the millisecond
 * @param squaredTalkTime the sum of the squared talk times, in square deciseconds, each talk time rounded down to the
 *     decisecond; used for confidence intervals
 */
public record CallStatistics(
        long calls,
        long released,
        long answered,
        long busy,
        long noAnswer,
        long failed,
        long rejected,
        long answeredByMachine,
        long abandoned,
        long shortCalls,
        Duration talkTime,
        long squaredTalkTime) {
    /** No calls. */
    public static final CallStatistics NONE = new CallStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0);

    /** One call that was allowed. */
    public static final CallStatistics ONE_CALL = new CallStatistics(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0);

    /** One call that was released. */
    public static final CallStatistics ONE_RELEASE = new CallStatistics(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0);

    private static final long MILLIS_PER_DECISECOND = 100;

    /** Requires the talk time. */
    public CallStatistics {
        Objects.requireNonNull(talkTime, "talk time");
    }

    /** Returns the statistics that the outcome of one call adds. */
    public static CallStatistics of(CallOutcome outcome) {
        long deciseconds = outcome.talkTime().toMillis() / MILLIS_PER_DECISECOND;
        return new CallStatistics(
                0,
                0,
                one(outcome.result().isAnswered()),
                one(outcome.result() == CallOutcome.Result.BUSY),
                one(outcome.result() == CallOutcome.Result.NO_ANSWER),
                one(outcome.result() == CallOutcome.Result.FAILED),
                one(outcome.result() == CallOutcome.Result.REJECTED),
                one(outcome.answeredBy() == AnsweredBy.MACHINE),
                one(outcome.result() == CallOutcome.Result.ABANDONED),
                one(outcome.isShort()),
                outcome.talkTime(),
                Math.multiplyExact(deciseconds, deciseconds));
    }

    private static long one(boolean counts) {
        return counts ? 1 : 0;
    }

    /** Returns the sum of both. */
    public CallStatistics plus(CallStatistics more) {
        return new CallStatistics(
                calls + more.calls,
                released + more.released,
                answered + more.answered,
                busy + more.busy,
                noAnswer + more.noAnswer,
                failed + more.failed,
                rejected + more.rejected,
                answeredByMachine + more.answeredByMachine,
                abandoned + more.abandoned,
                shortCalls + more.shortCalls,
                talkTime.plus(more.talkTime),
                Math.addExact(squaredTalkTime, more.squaredTalkTime));
    }

    /** Returns the number of calls that count against limits: those that were not released. */
    public long counted() {
        return calls - released;
    }

    /** Returns the number of calls whose outcome is known. */
    public long completed() {
        return answered + busy + noAnswer + failed + rejected;
    }

    /**
     * Returns the answer-seizure ratio (ASR; ITU-T E.411): the proportion of the calls with a known outcome that were
     * answered.
     */
    public Proportion answerRate() {
        return new Proportion(answered, completed());
    }

    /** Returns the average call duration (ACD): the average talk time of the answered calls. */
    public MeanDuration averageDuration() {
        return MeanDuration.of(talkTime, squaredTalkTime, answered);
    }

    /** Returns the proportion of the answered calls that were short; see {@link CallOutcome#SHORT}. */
    public Proportion shortCallRate() {
        return new Proportion(shortCalls, answered);
    }

    /**
     * Returns the abandonment rate: the proportion of the calls that a person answered that were abandoned. A call whose {@code
     * answeredBy} is unknown counts as answered by a person, so without reports of machines the rate is too low.
     *
     * <p>In the United States, it may be at most 3% per campaign and 30 days (47 CFR 64.1200(a)(7); 16 CFR 310.4(b)(4)); see
     * {@link Reports#abandonment}.
     */
    public Proportion abandonmentRate() {
        return new Proportion(abandoned, answered - answeredByMachine);
    }
}
