package dev.callgate.storage.jdbc;

import dev.callgate.CallGate;
import dev.callgate.assignment.Assignment;
import dev.callgate.assignment.Terms;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.id.AgentId;
import dev.callgate.id.OrganizationId;
import dev.callgate.number.E164;
import java.util.UUID;

/** An organization of its own for one test, with an agent who calls Washington. */
final class Acme {
    final OrganizationId organization = new OrganizationId("org-" + UUID.randomUUID());
    final AgentId agent = new AgentId("agent-1");
    final CallRequest request = CallRequest.by(organization, agent).to(Charging.DESTINATION);

    static E164 number(int n) {
        return E164.parse("+1202555%04d".formatted(100 + n));
    }

    /** Gives the agent a number that may make so many calls a day. */
    Assignment assign(JdbcStorage storage, int n, int limit) {
        return StoreUnderTest.over(storage)
                .assign(organization, agent, number(n), Terms.dailyLimit(limit).countries("US"));
    }

    CallDecision call(JdbcStorage storage) {
        return gate(storage).decide(request);
    }

    static CallGate gate(JdbcStorage storage) {
        return CallGate.over(storage).clock(Charging.CLOCK).build();
    }

    int callsMade(JdbcStorage storage) {
        return storage.assignmentsOf(organization, agent).stream()
                .mapToInt(Assignment::callsMadeToday)
                .sum();
    }
}
