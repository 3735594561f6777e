package dev.callgate.storage.jdbc;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterLimit;
import dev.callgate.storage.jdbc.count.Answer;
import dev.callgate.storage.jdbc.count.CountQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Counts calls on rows that nothing but the queue protects, so that two groups with one row at once would lose calls. */
@Param(name = "number", gen = IntGen.class, conf = "0:1")
public class CountQueueLincheckIT {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final CallDay TODAY = new CallDay(LocalDate.of(2026, 3, 2), ZoneOffset.UTC);
    private static final CounterLimit OF_ORGANIZATION = new CounterLimit(
            Counter.ofOrganization(Acme.DAILY_CALLS), 100, 1, TODAY.date().atStartOfDay(), null);
    private static final List<CountRequest> PLAIN = List.of(request(0, List.of()), request(1, List.of()));
    private static final List<CountRequest> LIMITED =
            List.of(request(0, List.of(OF_ORGANIZATION)), request(1, List.of(OF_ORGANIZATION)));

    /** The calls of each assignment, and of the organization. */
    private final int[] calls = new int[3];

    private final CountQueue queue = new CountQueue(
            new CountQueue.Size(2, 2, Duration.ofMinutes(10)), () -> () -> {}, this::counted, this::countedTogether);

    private static CountRequest request(int number, List<CounterLimit> limits) {
        AgentId agent = new AgentId("agent");
        PhoneNumber from = new PhoneNumber(
                new UUID(1, number),
                new OrganizationId("acme"),
                E164.of("+1202555010" + number),
                null,
                "US",
                Set.of(),
                NumberStatus.ACTIVE,
                null,
                agent,
                NOW,
                NOW);
        Assignment seen = new Assignment(new UUID(2, number), agent, from, Terms.forCountries("US"), 0, null, NOW, NOW);
        return new CountRequest(seen, E164.of("+12025550199"), TODAY, NOW, null, limits, null);
    }

    private CountResult counted(CountRequest request) {
        int number = PLAIN.get(0).seen().id().equals(request.seen().id()) ? 0 : 1;
        int before = calls[number];
        if (!request.limits().isEmpty()) {
            calls[2]++;
        }
        calls[number] = before + 1;
        return new CountResult.Counted(request.seen().withCount(before + 1, TODAY.date()));
    }

    private List<Answer> countedTogether(List<CountRequest> requests) {
        return requests.stream().map(each -> Answer.of(counted(each))).toList();
    }

    private int callsAfter(CountRequest request) {
        return ((CountResult.Counted) queue.run(request)).after().callsMadeToday();
    }

    @Operation
    public int count(@Param(name = "number") int number) {
        return callsAfter(PLAIN.get(number));
    }

    @Operation
    public int countWithLimit(@Param(name = "number") int number) {
        return callsAfter(LIMITED.get(number));
    }

    @Test
    @DisplayName(
            "D2 in every interleaving, calls that share a row are counted one after another, and no caller is forgotten")
    void linearizable() {
        Linearizability.modelCheck(getClass(), 3);
    }

    @Test
    @DisplayName("D2 under stress, calls that share a row are counted one after another, and no caller is forgotten")
    void linearizableUnderStress() {
        Linearizability.stress(getClass(), 3);
    }
}
