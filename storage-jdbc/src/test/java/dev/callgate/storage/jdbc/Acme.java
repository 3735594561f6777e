package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import dev.callgate.spi.CounterSnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** An organization of its own for one test, with an agent who calls Washington. */
final class Acme {
    static final Counter.Kind DAILY_CALLS = Counter.Kind.parse("calls/day");

    final OrganizationId organization;
    final AgentId agent;
    final CallRequest request;

    Acme() {
        this(new OrganizationId("org-" + UUID.randomUUID()), new AgentId("agent-1"));
    }

    /** Another agent of an organization. */
    Acme(OrganizationId organization, AgentId agent) {
        this.organization = organization;
        this.agent = agent;
        this.request = CallRequest.by(organization, agent).to(DialerProcess.DESTINATION);
    }

    static E164 number(int n) {
        return E164.parse("+120255" + (50_100 + n));
    }

    /** Gives the agent a number that may make so many calls a day. */
    Assignment assign(JdbcStorage storage, int n, int limit) {
        return StoreUnderTest.over(storage)
                .assign(organization, agent, number(n), Terms.dailyLimit(limit).countries("US"));
    }

    CallDecision call(JdbcStorage storage) {
        return gate(storage).decide(request);
    }

    static CallGate gate(JdbcStorage storage, Limit... limits) {
        return CallGate.over(storage)
                .clock(DialerProcess.CLOCK)
                .policy(CallPolicy.inUtc().limits(limits).callees(CalleePrivacy.inFull()))
                .build();
    }

    /** Returns the count that an agent's calls have on each layer; fails where the layers do not agree. */
    int countedOnEachLayer(JdbcStorage storage) {
        Counter ofAgent = Counter.ofAgent(agent, DAILY_CALLS);
        Counter ofOrganization = Counter.ofOrganization(DAILY_CALLS);
        Set<Counter> counters = new HashSet<>(Set.of(ofAgent, ofOrganization));
        List<Counter> ofNumbers = storage.assignmentsOf(organization, agent).stream()
                .map(each -> Counter.ofNumber(each.number().id(), DAILY_CALLS))
                .toList();
        counters.addAll(ofNumbers);
        CounterSnapshot usage = storage.countersOf(organization, counters, DialerProcess.CLOCK.instant());
        int calls = callsMade(storage);
        assertEquals(calls, usage.of(ofAgent).amount());
        assertEquals(calls, usage.of(ofOrganization).amount());
        assertEquals(
                calls,
                ofNumbers.stream().mapToLong(each -> usage.of(each).amount()).sum());
        return calls;
    }

    int callsMade(JdbcStorage storage) {
        return storage.assignmentsOf(organization, agent).stream()
                .mapToInt(Assignment::callsMadeToday)
                .sum();
    }
}
