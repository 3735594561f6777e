package dev.callgate.examples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.model.ActorId;
import dev.callgate.model.CallOutcome;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.services.CallGateServices;
import dev.callgate.storage.memory.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.HdrHistogram.Recorder;
import org.junit.jupiter.api.Test;

/** What the comparison of a soak notices: each difference between what callers were told and what is stored. */
class SoakAuditorTest {
    private static final Instant NOON = Instant.parse("2026-03-02T18:00:00Z");

    /** Stands still, because it is not started. */
    private final SoakClock clock = new SoakClock(NOON, Duration.ofDays(1), Duration.ofDays(1));

    private final CallGateServices services =
            CallGateServices.over(InMemoryStorage.create(clock)).withClock(clock);
    private final SoakRun.SoakFaults faults = new SoakRun.SoakFaults();
    private final SoakTenant tenant = SoakTenant.create(
            "east", ZoneOffset.UTC, CalleePrivacy.inFull(), services.withActor(new ActorId("setup")), faults::add);
    private final CallGate gate = services.gate(tenant.policy);
    private final SoakRun run =
            new SoakRun(clock, List.of(), List.of(tenant), new Recorder(3), new SoakTotals(), faults);

    private CallRequest request(int n) {
        return CallRequest.by(tenant.id, SoakTenant.agent(n))
                .to("+1212555" + (2000 + n))
                .with(SoakPlan.CAMPAIGN, "campaign-" + n / SoakPlan.CAMPAIGN_AT_ONCE)
                .callId("call-" + n);
    }

    private SoakCall allowed(int n) {
        CallRequest request = request(n);
        SoakCall call = new SoakCall(request, (Allowed) gate.decide(request), NOON, NOON);
        tenant.ledger.allowed(call);
        return call;
    }

    private void complete(SoakCall call, CallOutcome told, CallOutcome stored) {
        call.ending = NOON;
        gate.complete(tenant.id, call.id, stored);
        tenant.ledger.completed(call, told, NOON, NOON);
    }

    private int faults() {
        new SoakAuditor(run, tenant, services).finish();
        return faults.count();
    }

    @Test
    void nothingIsFoundIfAllIsAsCallersWereTold() {
        allowed(0);
        complete(allowed(1), CallOutcome.answered(Duration.ofSeconds(9)), CallOutcome.answered(Duration.ofSeconds(9)));
        SoakCall released = allowed(2);
        tenant.ledger.releasing(released, NOON);
        gate.release(tenant.id, released.id);
        tenant.ledger.released(released, NOON, NOON);
        Refused refused = (Refused) gate.decide(request(0).callId("another"));
        tenant.ledger.refused(refused, NOON, NOON);
        services.withActor(new ActorId("administrator")).inventory().deactivate(tenant.numbers.get(20));
        tenant.ledger.changed(1, NOON, NOON);
        assertEquals(0, faults());
        assertEquals(3, run.totals().callsCompared.sum());
        assertTrue(run.totals().countersCompared.sum() > 0);
    }

    @Test
    void aCallThatWasCountedAndNotAcknowledgedIsFound() {
        allowed(0);
        gate.decide(request(1));
        assertTrue(faults() > 0);
    }

    @Test
    void aReleaseThatWasNotToldIsFound() {
        gate.release(tenant.id, allowed(0).id);
        assertTrue(faults() > 0);
    }

    @Test
    void anOutcomeThatDiffersIsFound() {
        complete(allowed(0), CallOutcome.answered(Duration.ofSeconds(9)), CallOutcome.answered(Duration.ofSeconds(8)));
        assertTrue(faults() > 0);
    }

    @Test
    void aRefusalThatWasNotGivenIsFound() {
        allowed(0);
        gate.decide(request(0).callId("another"));
        assertEquals(1, faults());
    }

    @Test
    void aChangeThatNobodyMadeIsFound() {
        allowed(0);
        services.withActor(new ActorId("administrator")).inventory().deactivate(tenant.numbers.get(20));
        assertEquals(1, faults());
    }

    @Test
    void callsAtOnceBeyondTheLimitAreFound() {
        SoakCall call = allowed(0);
        CallRequest request = request(0);
        gate.complete(tenant.id, call.id, CallOutcome.of(CallOutcome.Result.NO_ANSWER));
        Allowed more = (Allowed) gate.decide(request.callId("more"));
        tenant.ledger.allowed(new SoakCall(request, more, NOON, NOON));
        int outcomeThatWasNotTold = 1;
        assertTrue(faults() > outcomeThatWasNotTold);
    }

    @Test
    void callsInAPeriodBeyondTheLimitAreFound() {
        SoakCall call = allowed(0);
        SoakCounts counts = new SoakCounts(ZoneOffset.UTC, faults::add);
        for (int n = 0; n < 3; n++) {
            counts.allowed(call);
        }
        assertEquals(0, faults.count());
        counts.allowed(call);
        assertEquals(1, faults.count());
    }
}
