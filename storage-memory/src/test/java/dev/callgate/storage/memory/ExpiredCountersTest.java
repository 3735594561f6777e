package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.Fixture;
import dev.callgate.contract.MovableClock;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.AgentId;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import dev.callgate.spi.CounterValue;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExpiredCountersTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final AgentId AGENT = new AgentId("agent");
    private static final int CALLEES = 5_000;
    private static final Limit HOUR = Limit.calls(3).perCallee().within(Duration.ofHours(1));
    private static final Limit MONTH = Limit.calls(3).perCallee().aMonth();
    private static final Limit LONG = Limit.calls(3)
            .perAgent()
            .within(Duration.ofDays(300))
            .where("first", call -> call.to().toString().equals(Fixture.digits(0)));

    private final MovableClock clock = new MovableClock(Fixture.NOW);
    private final InMemoryStorage storage = InMemoryStorage.create(clock);

    private void call(CallGate gate, int callee) {
        assertTrue(gate.decide(CallRequest.by(ACME, AGENT).to(Fixture.digits(callee)))
                .isAllowed());
    }

    private CounterValue valueOf(Counter counter) {
        return storage.countersOf(ACME, Set.of(counter), clock.instant()).of(counter);
    }

    private static Counter ofCallee(int callee, Limit limit) {
        return Counter.ofCallee(new CalleeKey(Fixture.digits(callee)), limit.kind());
    }

    @Test
    @DisplayName("counters of thousands of callees are dropped once none of them matters, and no others are")
    void dropsExpiredCounters() {
        StoreUnderTest.over(storage)
                .assign(
                        ACME,
                        AGENT,
                        E164.of("+12125550100"),
                        Terms.dailyLimit(100_000).countries("US"));
        CallGate gate = CallGate.over(storage)
                .clock(clock)
                .policy(CallPolicy.inUtc().callees(CalleePrivacy.inFull()).limits(HOUR, MONTH, LONG))
                .build();
        for (int callee = 0; callee < CALLEES; callee++) {
            call(gate, callee);
        }
        clock.move(Duration.ofDays(20));
        call(gate, CALLEES);
        assertEquals(CounterValue.NONE, valueOf(ofCallee(0, HOUR)));
        assertEquals(1, valueOf(ofCallee(0, MONTH)).amount());

        clock.move(Duration.ofDays(20));
        for (int callee = 1; callee <= CALLEES; callee++) {
            call(gate, CALLEES + callee);
        }
        assertEquals(CounterValue.NONE, valueOf(ofCallee(0, MONTH)));
        // Counted before the counters were dropped.
        assertEquals(1, valueOf(ofCallee(CALLEES + 1, HOUR)).amount());
        assertEquals(1, valueOf(ofCallee(2 * CALLEES, HOUR)).amount());
        assertEquals(1, valueOf(ofCallee(2 * CALLEES, MONTH)).amount());
        assertEquals(1, valueOf(Counter.ofAgent(AGENT, LONG.kind())).amount());
    }
}
