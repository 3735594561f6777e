package dev.callgate.policy;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallPolicy;
import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallOutcome.AnsweredBy;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.JournalStore.LatestOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestPeriodTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T15:00:00Z");
    private static final LatestOutcome CONVERSATION =
            new LatestOutcome(Result.ANSWERED, AnsweredBy.PERSON, Instant.parse("2026-02-27T15:00:00Z"));

    private static CallFacts call(String to, Instant at) {
        return new CallFacts(
                new OrganizationId("acme"), new AgentId("agent-1"), E164.of(to), at, ZoneId.of("America/New_York"));
    }

    private static Optional<Instant> until(RestPeriod period, LatestOutcome... latest) {
        return period.objectionTo(call("+12025550199", MONDAY), List.of(latest)).map(Reason::until);
    }

    @Test
    @DisplayName("D19 Regulation F: the day of the conversation is the first of seven days without a call")
    void regulationF() {
        Instant end = Instant.parse("2026-03-06T05:00:00Z");
        assertEquals(Optional.of(end), until(RestPeriod.regulationF(), CONVERSATION));
        assertEquals(
                Optional.empty(),
                RestPeriod.regulationF().objectionTo(call("+12025550199", end), List.of(CONVERSATION)));
    }

    @Test
    @DisplayName("D19 France: sixty days after a refusal, for callees in France")
    void france() {
        List<LatestOutcome> refusal = List.of(new LatestOutcome(Result.NOT_INTERESTED, AnsweredBy.PERSON, MONDAY));
        assertEquals(
                Optional.of(Instant.parse("2026-05-02T04:00:00Z")),
                RestPeriod.france()
                        .objectionTo(call("+33142345678", MONDAY), refusal)
                        .map(Reason::until));
        assertEquals(Optional.empty(), RestPeriod.france().objectionTo(call("+12025550199", MONDAY), refusal));
    }

    @Test
    @DisplayName("D19 the latest of several outcomes counts, and an outcome of another kind does not")
    void latestOutcome() {
        RestPeriod hour = RestPeriod.after(Result.BUSY, Result.NO_ANSWER).lasting(Duration.ofHours(1));
        LatestOutcome busy = new LatestOutcome(Result.BUSY, null, MONDAY.minusSeconds(3_000));
        LatestOutcome none = new LatestOutcome(Result.NO_ANSWER, null, MONDAY.minusSeconds(300));
        assertEquals(Optional.of(MONDAY.plusSeconds(3_300)), until(hour, busy, none, CONVERSATION));
        assertEquals(
                Optional.empty(),
                until(hour, new LatestOutcome(Result.ANSWERED, AnsweredBy.PERSON, MONDAY.minusSeconds(300))));
        assertEquals(Optional.empty(), until(hour));
    }

    @ParameterizedTest(name = "{0} by {1}: conversation {2}, machine {3}")
    @CsvSource({
        "ANSWERED, PERSON, true, false",
        "ANSWERED, MACHINE, false, true",
        "ANSWERED, , true, false",
        "ABANDONED, PERSON, false, false",
        "NOT_INTERESTED, PERSON, true, false",
        "OPTED_OUT, PERSON, true, false",
        "BUSY, , false, false",
        "NO_ANSWER, , false, false",
        "FAILED, , false, false",
        "REJECTED, , false, false",
    })
    @DisplayName(
            "D19 a conversation is an answered call, unless it was abandoned or a machine is known to have answered")
    void kindsOfOutcomes(Result result, AnsweredBy answeredBy, boolean conversation, boolean machine) {
        LatestOutcome outcome = new LatestOutcome(result, answeredBy, MONDAY);
        assertEquals(
                conversation,
                until(RestPeriod.afterConversation().days(1), outcome).isPresent());
        assertEquals(machine, until(RestPeriod.afterMachine().days(1), outcome).isPresent());
        assertEquals(
                "1 day without a call after an answer by a machine",
                RestPeriod.afterMachine().days(1).toString());
    }

    @Test
    @DisplayName("D19 a period of a time ends exactly when that time has passed since the outcome")
    void endsToTheNanosecond() {
        RestPeriod second = RestPeriod.after(Result.BUSY).lasting(Duration.ofSeconds(1));
        LatestOutcome inProgress =
                new LatestOutcome(Result.BUSY, null, MONDAY.minusSeconds(1).plusNanos(1));
        assertEquals(Optional.of(MONDAY.plusNanos(1)), until(second, inProgress));
        LatestOutcome over = new LatestOutcome(Result.BUSY, null, MONDAY.minusSeconds(1));
        assertEquals(Optional.empty(), until(second, over));
    }

    @ParameterizedTest(name = "{0}: {1} days")
    @CsvSource({"PT1S, 1", "PT24H, 1", "PT24H0.000000001S, 2", "PT36H, 2", "PT87840H, 3660"})
    @DisplayName("D19 a period of a time may touch as many days as it has, a started one included")
    void mostDaysOfTimes(Duration length, long days) {
        assertEquals(days, RestPeriod.after(Result.BUSY).lasting(length).mostDays());
    }

    @Test
    @DisplayName("D19 no outcome that began a period in progress is earlier than the earliest one that is looked for")
    void looksForEarlyEnoughOutcomes() {
        RestPeriod.Outcomes after = RestPeriod.after(Result.BUSY);
        RestPeriod hour = after.lasting(Duration.ofHours(1));
        assertEquals(MONDAY.minus(Duration.ofHours(1)), hour.earliestOutcome(MONDAY));
        for (int days : List.of(0, 1, 60)) {
            RestPeriod period = after.days(days);
            assertEquals(days + 1, period.mostDays());
            // The clocks of New York went back on November 1, so that day had 25 hours.
            Instant outcome = Instant.parse("2026-11-01T04:00:00Z");
            Instant end = period.objectionTo(
                            call("+12025550199", outcome), List.of(new LatestOutcome(Result.BUSY, null, outcome)))
                    .map(Reason::until)
                    .orElseThrow();
            assertFalse(period.earliestOutcome(end.minusNanos(1)).isAfter(outcome), period::toString);
        }
    }

    @Test
    @DisplayName("D19 the conditions of a period all have to be true")
    void conditionsCombine() {
        RestPeriod both = RestPeriod.regulationF()
                .where(call -> call.agent().equals(new AgentId("agent-1")))
                .where(call -> call.to().region().equals("CA"));
        assertEquals(Optional.empty(), until(both, CONVERSATION));
        assertTrue(both.objectionTo(call("+14165550100", MONDAY), List.of(CONVERSATION))
                .isPresent());
    }

    @Test
    @DisplayName("the message names the period and its end, and masks the callee")
    void message() {
        String message = RestPeriod.regulationF()
                .per("debt")
                .objectionTo(call("+12025550199", MONDAY), List.of(CONVERSATION))
                .orElseThrow()
                .message();
        assertEquals(
                "callee +12*******99 must not be called until 2026-03-06T05:00:00Z: 6 days without a call after a conversation, per debt",
                message);
    }

    @Test
    @DisplayName("a length out of range is refused by its value")
    void bounds() {
        RestPeriod.Outcomes after = RestPeriod.after(Result.OPTED_OUT);
        assertThrowsNaming(IllegalArgumentException.class, () -> after.lasting(Duration.ofMillis(999)), "PT0.999S");
        assertThrowsNaming(IllegalArgumentException.class, () -> after.lasting(Duration.ofDays(3_661)), "PT87864H");
        assertThrowsNaming(IllegalArgumentException.class, () -> after.days(-1), "not -1");
        assertThrowsNaming(IllegalArgumentException.class, () -> after.days(3_661), "not 3661");
        assertEquals(
                "3660 days without a call after opted out", after.days(3_660).toString());
        assertEquals("0 days without a call after opted out", after.days(0).toString());
        assertThrowsNaming(IllegalArgumentException.class, () -> after.days(1).per("Not a name"), "Not a name");
        RestPeriod[] many = new RestPeriod[CallPolicy.MAX_REST_PERIODS + 1];
        Arrays.fill(many, after.days(1));
        assertThrowsNaming(
                IllegalArgumentException.class, () -> CallPolicy.inUtc().restPeriods(many), "not 17");
        CallPolicy full = CallPolicy.inUtc().restPeriods(Arrays.copyOf(many, CallPolicy.MAX_REST_PERIODS));
        assertThrowsNaming(IllegalArgumentException.class, () -> full.restPeriods(after.days(1)), "not 17");
    }
}
