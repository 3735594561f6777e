package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.Counter;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Test data of the contracts of limits: agents who call Washington, and what their calls count. */
abstract class LimitTests extends ContractTests {
    static final String WASHINGTON = "+12025550199";
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final int PER_ASSIGNMENT = 5;
    static final int THREADS = 64;

    final MovableClock clock = new MovableClock(NOON);
    Fixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new Fixture(tested);
    }

    CallGate gate(Limit... limits) {
        return gate(ZoneOffset.UTC, limits);
    }

    CallGate gate(ZoneId zone, Limit... limits) {
        return CallGate.over(tested.store())
                .clock(clock)
                .policy(CallPolicy.in(zone).limits(limits).callees(CalleePrivacy.inFull()))
                .build();
    }

    CallRequest request(AgentId agent, String to) {
        return CallRequest.by(fixture.organization, agent).to(to);
    }

    CallDecision call(CallGate gate) {
        return gate.decide(request(fixture.agent, WASHINGTON));
    }

    static List<String> codes(CallDecision decision) {
        return assertInstanceOf(Refused.class, decision).reasons().stream()
                .map(Reason::code)
                .toList();
    }

    static AgentId agent(int n) {
        return new AgentId("agent-" + n);
    }

    Assignment assign(int agent, int number) {
        return fixture.assign(
                agent(agent), number, Terms.dailyLimit(PER_ASSIGNMENT).countries("US"));
    }

    long counted(Counter counter) {
        return counted(counter, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    long counted(Counter counter, LocalDate date) {
        return fixture.counted(counter, date);
    }
}
