package dev.callgate.storage.jdbc;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.storage.jdbc.count.AssignmentCache;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Updates, invalidates and reads the only assignment of an agent, which is cached before. */
@Param(name = "calls", gen = IntGen.class, conf = "1:2")
public class AssignmentCacheLincheckIT {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final AgentId AGENT = new AgentId("agent");
    private static final List<Assignment> AFTER_CALLS = IntStream.range(0, 3)
            .mapToObj(AssignmentCacheLincheckIT::afterCalls)
            .toList();

    private final AssignmentCache cache = AssignmentCache.expiringAfter(AssignmentCache.DEFAULT_TTL);

    public AssignmentCacheLincheckIT() {
        cache.put(ACME, AGENT, List.of(AFTER_CALLS.get(0)));
    }

    private static Assignment afterCalls(int calls) {
        Instant then = Instant.parse("2026-03-02T15:00:00Z");
        PhoneNumber number = new PhoneNumber(
                new UUID(1, 0),
                ACME,
                E164.of("+12025550100"),
                null,
                "US",
                Set.of(),
                NumberStatus.ACTIVE,
                null,
                AGENT,
                then,
                then);
        return new Assignment(
                new UUID(2, 0), AGENT, number, Terms.forCountries("US"), calls, LocalDate.of(2026, 3, 2), then, then);
    }

    @Operation
    public void update(@Param(name = "calls") int calls) {
        cache.update(AFTER_CALLS.get(calls));
    }

    @Operation
    public void invalidate() {
        cache.invalidate(AFTER_CALLS.get(0));
    }

    /** Returns the calls of the cached assignment, or -1 if none is cached. */
    @Operation
    public int read() {
        return cache.of(ACME, AGENT).map(each -> each.get(0).callsMadeToday()).orElse(-1);
    }

    @Test
    @DisplayName("D10 in every interleaving, an assignment that was invalidated is not returned again")
    void linearizable() {
        Linearizability.modelCheck(getClass(), 10);
    }

    @Test
    @DisplayName("D10 under stress, an assignment that was invalidated is not returned again")
    void linearizableUnderStress() {
        Linearizability.stress(getClass(), 10);
    }
}
