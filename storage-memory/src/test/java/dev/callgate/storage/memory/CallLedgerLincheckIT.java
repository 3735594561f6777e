package dev.callgate.storage.memory;

import dev.callgate.contract.Fixture;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.CallFingerprint;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterLimit;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.CounterValue;
import dev.callgate.spi.JournalStore;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** While a call fills a limit of one call at once, it is counted again, renewed and ended, and another one is counted. */
@Param(name = "call", gen = IntGen.class, conf = "0:1")
public class CallLedgerLincheckIT {
    private static final Counter AT_ONCE = Counter.ofOrganization(Counter.Kind.parse("calls/live"));
    private static final Counter A_DAY = Counter.ofOrganization(Counter.Kind.parse("calls/day"));
    private static final LocalDateTime NOW = LocalDateTime.ofInstant(Fixture.NOW, ZoneOffset.UTC);
    private static final LocalDate DATE = NOW.toLocalDate();
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Assignment ASSIGNMENT = new Assignment(
            new UUID(0, 0),
            new AgentId("one"),
            Fixture.number(ACME, 0).withAssignee(new AgentId("one"), Fixture.NOW),
            Terms.forCountries("US"),
            0,
            null,
            Fixture.NOW,
            Fixture.NOW);
    private static final List<CountRequest> REQUESTS = List.of(request(0), request(1));

    private final CallLedger ledger = new CallLedger();

    public CallLedgerLincheckIT() {
        count(0);
    }

    private static CallId id(int call) {
        return new CallId("call-" + call);
    }

    private static CountRequest request(int call) {
        return new CountRequest(
                ASSIGNMENT,
                E164.of("+12125550100"),
                new CallDay(DATE, ZoneOffset.UTC),
                Fixture.NOW,
                null,
                List.of(
                        new CounterLimit(AT_ONCE, 1, 1, NOW, Duration.ofHours(1)),
                        new CounterLimit(A_DAY, 2, 1, DATE.atStartOfDay(), null)),
                new CountRequest.JournalEntry(id(call), new CallFingerprint("00000"), null, Map.of(), Set.of()));
    }

    @Operation
    public String count(@Param(name = "call") int call) {
        CountRequest request = REQUESTS.get(call);
        CountResult result =
                ledger.count(request, (counters, holdId) -> request.on(ASSIGNMENT, counters, Fixture.NOW, holdId));
        return result.getClass().getSimpleName();
    }

    @Operation
    public String release() {
        return text(ledger.release(id(0), Fixture.NOW, allowed -> true));
    }

    @Operation
    public String complete() {
        return text(ledger.complete(id(0), CallOutcome.answered(Duration.ofSeconds(30)), Fixture.NOW));
    }

    private static String text(Optional<JournalStore.Update> update) {
        return update.map(each ->
                        (each.call().outcome() == null ? "released" : "completed") + (each.changed() ? "" : " before"))
                .orElse("unknown");
    }

    @Operation
    public boolean renew() {
        return ledger.renew(id(0), Fixture.NOW, Fixture.NOW.plus(Duration.ofHours(2)));
    }

    /** Returns how many calls are in progress, by their holds and by their sum, and how many were counted on the day. */
    @Operation
    public List<Long> read() {
        CounterSnapshot counters = ledger.countersOf(Set.of(AT_ONCE, A_DAY));
        CounterValue atOnce = counters.of(AT_ONCE);
        return List.of(
                (long) atOnce.holds().size(),
                atOnce.amount(),
                counters.of(A_DAY).amount());
    }

    @Test
    @DisplayName("D2 D5 D6 D13 in every interleaving, calls are counted and ended as in some order of them")
    void linearizable() {
        Linearizability.modelCheck(getClass(), 3);
    }

    @Test
    @DisplayName("D2 D5 D6 D13 under stress, calls are counted and ended as in some order of them")
    void linearizableUnderStress() {
        Linearizability.stress(getClass(), 3);
    }
}
