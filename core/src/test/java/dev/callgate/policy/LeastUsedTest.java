package dev.callgate.policy;

import static dev.callgate.policy.Candidates.DAY;
import static dev.callgate.policy.Candidates.callTo;
import static dev.callgate.policy.Candidates.candidate;
import static dev.callgate.policy.Candidates.digits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.callgate.call.CallFacts;
import dev.callgate.model.Assignment;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LeastUsedTest {
    private static final CallFacts CALL = callTo("+12025550199");

    private final Rotation tested = Rotation.leastUsed();

    @Test
    @DisplayName("the number with the fewest calls of the day comes first, and of equals the first by E.164")
    void fewestCallsFirst() {
        List<Assignment> ordered = tested.order(
                List.of(
                        candidate("+12025550104", 3),
                        candidate("+12025550103", 1),
                        candidate("+12025550102", 3),
                        candidate("+12025550101", 2)),
                CALL);
        assertEquals(List.of("+12025550103", "+12025550101", "+12025550102", "+12025550104"), digits(ordered));
    }

    @Test
    @DisplayName("calls of an earlier day do not count")
    void ignoresThePreviousDay() {
        List<Assignment> ordered = tested.order(
                List.of(candidate("+12025550101", 1), candidate("+12025550102", 90, DAY.minusDays(1))), CALL);
        assertEquals(List.of("+12025550102", "+12025550101"), digits(ordered));
    }

    @Test
    @DisplayName("the day is that of the organization's zone")
    void dayOfTheZone() {
        List<Assignment> candidates = List.of(candidate("+12025550101", 1), candidate("+12025550102", 0));
        Instant early = Instant.parse("2026-03-03T03:00:00Z");
        CallFacts tomorrow = new CallFacts(CALL.organization(), CALL.agent(), CALL.to(), early, CALL.zone());
        CallFacts stillToday =
                new CallFacts(CALL.organization(), CALL.agent(), CALL.to(), early, ZoneId.of("America/New_York"));

        assertEquals(List.of("+12025550101", "+12025550102"), digits(tested.order(candidates, tomorrow)));
        assertEquals(List.of("+12025550102", "+12025550101"), digits(tested.order(candidates, stillToday)));
    }

    @Test
    @DisplayName("a single candidate is returned as it is")
    void oneCandidate() {
        List<Assignment> one = Candidates.block(1);
        assertSame(one, tested.order(one, CALL));
    }
}
