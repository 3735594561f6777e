package dev.callgate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.AnsweredBy;
import dev.callgate.model.CallOutcome.Result;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CallStatisticsTest {
    private static CallStatistics of(CallOutcome... outcomes) {
        return List.of(outcomes).stream()
                .map(each -> CallStatistics.ONE_CALL.plus(CallStatistics.of(each)))
                .reduce(CallStatistics.NONE, CallStatistics::plus);
    }

    private static CallOutcome answered(int seconds) {
        return CallOutcome.answered(Duration.ofSeconds(seconds));
    }

    @Test
    @DisplayName(
            "T2 the answer rate is of the calls of which it is known how they went, the short-call rate of those answered")
    void returnsSampleSizes() {
        CallStatistics calls = of(
                        answered(3),
                        answered(60).by(AnsweredBy.MACHINE),
                        CallOutcome.of(Result.BUSY),
                        CallOutcome.of(Result.NO_ANSWER),
                        CallOutcome.of(Result.FAILED),
                        CallOutcome.of(Result.REJECTED))
                .plus(CallStatistics.ONE_CALL)
                .plus(CallStatistics.ONE_CALL)
                .plus(CallStatistics.ONE_RELEASE);
        assertEquals(8, calls.calls());
        assertEquals(7, calls.counted());
        assertEquals(6, calls.completed());
        assertEquals(new Proportion(2, 6), calls.answerRate());
        assertEquals(new Proportion(1, 2), calls.shortCallRate());
        assertEquals(1, calls.answeredByMachine());
    }

    @Test
    @DisplayName("T2 the abandonment rate is of the calls that a person answered, or that nobody knows who answered")
    void returnsAbandonmentRate() {
        CallStatistics calls = of(
                answered(60),
                answered(60).by(AnsweredBy.PERSON),
                answered(9).by(AnsweredBy.MACHINE),
                CallOutcome.of(Result.ABANDONED, Duration.ofSeconds(2)),
                CallOutcome.of(Result.NOT_INTERESTED, Duration.ofSeconds(20)),
                CallOutcome.of(Result.OPTED_OUT, Duration.ofSeconds(20)),
                CallOutcome.of(Result.NO_ANSWER));
        assertEquals(new Proportion(1, 5), calls.abandonmentRate());
        assertEquals(6, calls.answered());
        assertEquals(
                new Proportion(0, 0), of(answered(9).by(AnsweredBy.MACHINE)).abandonmentRate());
    }

    @Test
    @DisplayName("T2 the average duration is of answered calls, with the normal interval of its mean")
    void averages() {
        // 1, 2, 4 and 9 seconds: mean 4, standard deviation 3.5590, and 1.959964 standard errors are 3.4878.
        MeanDuration average = of(answered(1), answered(2), answered(4), answered(9), CallOutcome.of(Result.BUSY))
                .averageDuration();
        assertEquals(new MeanDuration(Duration.ofSeconds(4), Duration.ofMillis(3_488), 4), average);
        assertEquals(
                Duration.ZERO,
                of(answered(5), answered(5), answered(5)).averageDuration().margin());
    }

    @Test
    @DisplayName("T2 one call has an average without a margin, none has neither")
    void averagesFew() {
        MeanDuration one = of(answered(7)).averageDuration();
        assertEquals(Duration.ofSeconds(7), one.mean());
        assertNull(one.margin());
        MeanDuration none = CallStatistics.NONE.averageDuration();
        assertNull(none.mean());
        assertEquals(0, none.sample());
        assertNull(none.margin());
    }
}
