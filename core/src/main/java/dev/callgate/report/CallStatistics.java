package dev.callgate.report;

import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.AnsweredBy;
import java.time.Duration;
import java.util.Objects;

/**
 * How many calls, and how they went. Immutable.
 *
 * @param calls that were allowed
 * @param released of these, those that were given back on the day that they counted on
 * @param answered of these, those that were answered
 * @param busy those whose called party was busy
 * @param noAnswer those that nobody answered
 * @param failed those that the network did not connect
 * @param rejected those that the called party did not take
 * @param answeredByMachine of those that were answered, by a machine, where that is known
 * @param shortCalls of those that were answered, the short ones: {@link CallOutcome#SHORT}
 * @param talkTime of all answered calls together, to the millisecond
 * @param squaredTalkTime the sum of their squares, in square deciseconds, each call rounded down: for intervals
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
        long shortCalls,
        Duration talkTime,
        long squaredTalkTime) {
    /** No calls. */
    public static final CallStatistics NONE = new CallStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0);

    /** One call that was allowed. */
    public static final CallStatistics ONE_CALL = new CallStatistics(1, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0);

    /** One call that was given back. */
    public static final CallStatistics ONE_RELEASE = new CallStatistics(0, 1, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0);

    private static final long MILLIS_PER_DECISECOND = 100;

    /** Requires the time. */
    public CallStatistics {
        Objects.requireNonNull(talkTime, "talk time");
    }

    /** Returns what the outcome of one call adds. */
    public static CallStatistics of(CallOutcome outcome) {
        long deciseconds = outcome.talkTime().toMillis() / MILLIS_PER_DECISECOND;
        return new CallStatistics(
                0,
                0,
                one(outcome.result() == CallOutcome.Result.ANSWERED),
                one(outcome.result() == CallOutcome.Result.BUSY),
                one(outcome.result() == CallOutcome.Result.NO_ANSWER),
                one(outcome.result() == CallOutcome.Result.FAILED),
                one(outcome.result() == CallOutcome.Result.REJECTED),
                one(outcome.answeredBy() == AnsweredBy.MACHINE),
                one(outcome.isShort()),
                outcome.talkTime(),
                Math.multiplyExact(deciseconds, deciseconds));
    }

    private static long one(boolean counts) {
        return counts ? 1 : 0;
    }

    /** Returns both together. */
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
                shortCalls + more.shortCalls,
                talkTime.plus(more.talkTime),
                Math.addExact(squaredTalkTime, more.squaredTalkTime));
    }

    /** Returns how many calls count against limits: those that were not given back. */
    public long counted() {
        return calls - released;
    }

    /** Returns of how many calls it is known how they went. */
    public long completed() {
        return answered + busy + noAnswer + failed + rejected;
    }

    /**
     * Returns the answer-seizure ratio (ASR; ITU-T E.411): of the calls of which it is known how they went, those that were
     * answered.
     */
    public Proportion answerRate() {
        return new Proportion(answered, completed());
    }

    /** Returns the average call duration (ACD): of the calls that were answered, from answer to end. */
    public MeanDuration averageDuration() {
        return MeanDuration.of(talkTime, squaredTalkTime, answered);
    }

    /** Returns, of the calls that were answered, the short ones: {@link CallOutcome#SHORT}. */
    public Proportion shortCallRate() {
        return new Proportion(shortCalls, answered);
    }
}
