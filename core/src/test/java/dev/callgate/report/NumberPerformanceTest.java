package dev.callgate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NumberPerformanceTest {
    private static E164 number(int n) {
        return E164.of("+1202555%04d".formatted(100 + n));
    }

    private static UsageRow row(int number, long answered, long completed) {
        CallStatistics calls = new CallStatistics(
                completed, 0, answered, 0, completed - answered, 0, 0, 0, 0, 0, Duration.ofSeconds(answered), 0);
        return new UsageRow(null, null, number(number), null, calls);
    }

    private static Assignment assignment(int n) {
        PhoneNumber number = new PhoneNumber(
                new UUID(0, n),
                new OrganizationId("acme"),
                number(n),
                "telnyx",
                "US",
                Set.of(),
                NumberStatus.ACTIVE,
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
        return new Assignment(
                new UUID(1, n),
                new AgentId("agent"),
                number,
                Terms.dailyLimit(1).countries("US"),
                0,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static List<E164> quarantineCandidates(int leastSample, UsageRow... rows) {
        return NumberPerformance.of(List.of(rows)).quarantineCandidates(leastSample).stream()
                .map(NumberPerformance.Suggestion::number)
                .toList();
    }

    @Test
    @DisplayName(
            "T2 numbers are suggested to rest that are answered less than the others beyond chance, the worst first")
    void suggestsTheWorst() {
        assertEquals(
                List.of(number(3), number(1)),
                quarantineCandidates(50, row(1, 40, 400), row(2, 200, 400), row(3, 4, 400), row(4, 190, 400)));
    }

    @Test
    @DisplayName("T2 what may be chance is not suggested: few calls, small differences, a number without others")
    void doesNotSuggestChance() {
        assertEquals(List.of(), quarantineCandidates(50, row(1, 0, 49), row(2, 200, 400)));
        assertEquals(List.of(number(1)), quarantineCandidates(49, row(1, 0, 49), row(2, 200, 400)));
        assertEquals(List.of(), quarantineCandidates(1, row(1, 190, 400), row(2, 200, 400)));
        assertEquals(List.of(), quarantineCandidates(1, row(1, 0, 400)));
        assertEquals(List.of(), quarantineCandidates(1));
    }

    @Test
    @DisplayName("T2 a suggestion tells how all other numbers did")
    void comparesWithOtherNumbers() {
        NumberPerformance.Suggestion suggestion = NumberPerformance.of(
                        List.of(row(1, 1, 100), row(2, 50, 100), row(3, 30, 50)))
                .quarantineCandidates(1)
                .get(0);
        assertEquals(new Proportion(80, 150), suggestion.answerRateOfOthers());
        assertEquals(new Proportion(1, 100), suggestion.calls().answerRate());
    }

    @Test
    @DisplayName("T2 weights are answer rates, drawn to the average where there are few calls")
    void returnsWeights() {
        ToDoubleFunction<Assignment> weights = NumberPerformance.of(
                        List.of(row(1, 100, 1_000), row(2, 300, 1_000), row(3, 0, 1)))
                .weights();
        double average = 400.0 / 2_001;
        assertEquals((100 + 20 * average) / 1_020, weights.applyAsDouble(assignment(1)), 1e-9);
        assertEquals((300 + 20 * average) / 1_020, weights.applyAsDouble(assignment(2)), 1e-9);
        assertEquals(20 * average / 21, weights.applyAsDouble(assignment(3)), 1e-9);
        assertEquals(average, weights.applyAsDouble(assignment(4)), 1e-9);
        assertTrue(NumberPerformance.of(List.of()).weights().applyAsDouble(assignment(1)) == 1);
    }

    @Test
    @DisplayName("usage that is not by number is refused, and a sample of nothing")
    void needsNumbers() {
        List<UsageRow> total = List.of(new UsageRow(null, null, null, null, CallStatistics.NONE));
        assertThrows(IllegalArgumentException.class, () -> NumberPerformance.of(total));
        NumberPerformance none = NumberPerformance.of(List.of());
        assertThrows(IllegalArgumentException.class, () -> none.quarantineCandidates(0));
    }
}
