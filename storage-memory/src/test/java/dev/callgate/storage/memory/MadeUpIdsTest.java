package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.Fixture;
import dev.callgate.model.AgentId;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.CallId;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import dev.callgate.policy.Rotation;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MadeUpIdsTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final String WASHINGTON = "+12025550199";
    private static final Duration COLLECTION_TIMEOUT = Duration.ofSeconds(30);

    private final InMemoryStorage storage = InMemoryStorage.create(Fixture.CLOCK);
    private final CallGate gate = CallGate.over(storage)
            .clock(Fixture.CLOCK)
            .policy(CallPolicy.inUtc()
                    .callees(CalleePrivacy.inFull())
                    .limits(
                            Limit.calls(5).perAgent().aDay(),
                            Limit.calls(3).perCallee().within(Duration.ofDays(1)))
                    .rotation(Rotation.roundRobin()))
            .build();

    private static void assertForgotten(WeakReference<?> id) {
        long start = System.nanoTime();
        while (id.get() != null && System.nanoTime() - start < COLLECTION_TIMEOUT.toNanos()) {
            System.gc();
        }
        assertNull(id.get(), "it is still referred to");
    }

    @Test
    @DisplayName("M12 a made-up agent leaves nothing in memory")
    void agent() {
        Assignments.over(storage)
                .assign(
                        NumberInventory.over(storage).add(NewNumber.of(ACME, "+12025550123")),
                        new AgentId("agent-1"),
                        Terms.dailyLimit(10).countries("US"));
        assertForgotten(agentIdAfterRequest(ACME));
        Reference.reachabilityFence(storage);
        Reference.reachabilityFence(gate);
    }

    private WeakReference<AgentId> agentIdAfterRequest(OrganizationId organization) {
        AgentId agent = new AgentId("made-up");
        CallRequest request = CallRequest.by(organization, agent).to(WASHINGTON).callId("c-1");
        assertFalse(gate.preview(request).isAllowed());
        assertFalse(gate.decide(request).isAllowed());
        return new WeakReference<>(agent);
    }

    @Test
    @DisplayName("M12 a made-up organization that is only asked about leaves nothing in memory")
    void organization() {
        assertForgotten(organizationIdAfterRequest());
        Reference.reachabilityFence(storage);
        Reference.reachabilityFence(gate);
    }

    private WeakReference<OrganizationId> organizationIdAfterRequest() {
        OrganizationId organization = new OrganizationId("made-up");
        CallRequest request =
                CallRequest.by(organization, new AgentId("made-up")).to(WASHINGTON);
        assertFalse(gate.preview(request.callId("c-1")).isAllowed());
        assertFalse(gate.decide(request).isAllowed());
        assertEquals(List.of(), storage.list(NumberQuery.of(organization)));
        assertEquals(List.of(), storage.list(AssignmentQuery.of(organization)));
        assertFalse(gate.release(organization, new CallId("c-1")).isPresent());
        LocalDate day = LocalDate.EPOCH;
        assertEquals(List.of(), Reports.over(storage).refusals(UsageQuery.of(organization, day, day)));
        return new WeakReference<>(organization);
    }
}
