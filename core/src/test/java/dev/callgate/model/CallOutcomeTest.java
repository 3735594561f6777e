package dev.callgate.model;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.CallOutcome.AnsweredBy;
import dev.callgate.model.CallOutcome.Result;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallOutcomeTest {
    @ParameterizedTest
    @CsvSource({
        "486, BUSY", "600, BUSY", "408, NO_ANSWER", "480, NO_ANSWER", "487, NO_ANSWER", "603, REJECTED",
                "607, REJECTED",
        "608, REJECTED", "404, FAILED", "403, FAILED", "488, FAILED", "503, FAILED", "302, FAILED", "699, FAILED"
    })
    @DisplayName("T2 a final SIP response tells how a call went")
    void readsSipStatus(int status, Result result) {
        assertEquals(new CallOutcome(result, Duration.ZERO, null, status, null), CallOutcome.ofSipStatus(status));
    }

    @ParameterizedTest
    @CsvSource({
        "17, BUSY",
        "16, NO_ANSWER",
        "18, NO_ANSWER",
        "19, NO_ANSWER",
        "20, NO_ANSWER",
        "21, REJECTED",
        "1, FAILED",
        "34, FAILED",
        "38, FAILED",
        "127, FAILED"
    })
    @DisplayName("T2 a cause by Q.850 tells how a call went")
    void readsQ850Cause(int cause, Result result) {
        assertEquals(new CallOutcome(result, Duration.ZERO, null, null, cause), CallOutcome.ofQ850Cause(cause));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 100, 180, 200, 299, 700})
    @DisplayName("what is no final response to an unanswered call is refused by its value")
    void rejectsOtherResponses(int status) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> CallOutcome.ofSipStatus(status));
        assertTrue(refused.getMessage().contains("not " + status), refused::getMessage);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 128})
    @DisplayName("what is no cause is refused by its value")
    void rejectsOtherCauses(int cause) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> CallOutcome.ofQ850Cause(cause));
        assertTrue(refused.getMessage().contains("not " + cause), refused::getMessage);
    }

    @Test
    @DisplayName("only an answered call has a talk time, which is not negative, and somebody who answered")
    void hasTalkTimeOnlyIfAnswered() {
        Duration second = Duration.ofSeconds(1);
        assertThrows(IllegalArgumentException.class, () -> new CallOutcome(Result.BUSY, second, null, null, null));
        CallOutcome busy = CallOutcome.of(Result.BUSY);
        assertThrows(IllegalArgumentException.class, () -> busy.by(AnsweredBy.MACHINE));
        assertThrows(IllegalArgumentException.class, () -> CallOutcome.answered(second.negated()));
        Duration day = Duration.ofHours(24);
        assertEquals(day, CallOutcome.answered(day).talkTime());
        for (Duration longer :
                List.of(day.plusMillis(1), Duration.ofMillis(Long.MAX_VALUE), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThrowsNaming(IllegalArgumentException.class, () -> CallOutcome.answered(longer), "24 hours");
        }
        assertThrows(IllegalArgumentException.class, () -> busy.sipStatus(199));
        assertEquals(
                Duration.ofMillis(1_234),
                CallOutcome.answered(Duration.ofNanos(1_234_567_890)).talkTime());
    }

    @ParameterizedTest
    @EnumSource(names = {"ABANDONED", "NOT_INTERESTED", "OPTED_OUT"})
    @DisplayName(
            "T2 a call that was abandoned, or whose callee refused the offer or opted out, was answered by a person")
    void isAnsweredByPerson(Result result) {
        CallOutcome outcome = CallOutcome.of(result, Duration.ofSeconds(5));
        assertTrue(result.isAnswered());
        assertEquals(AnsweredBy.PERSON, outcome.answeredBy());
        assertEquals(outcome, outcome.by(AnsweredBy.PERSON));
        assertTrue(outcome.isShort());
        assertThrowsNaming(IllegalArgumentException.class, () -> outcome.by(AnsweredBy.MACHINE), result.name());
    }

    @Test
    @DisplayName("a call is short if it was answered and ended in less than six seconds")
    void detectsShortCalls() {
        assertTrue(CallOutcome.of(Result.ANSWERED).isShort());
        assertTrue(CallOutcome.answered(Duration.ofMillis(5_999)).isShort());
        assertFalse(CallOutcome.answered(Duration.ofMillis(6_000)).isShort());
        assertFalse(CallOutcome.of(Result.NO_ANSWER).isShort());
    }
}
