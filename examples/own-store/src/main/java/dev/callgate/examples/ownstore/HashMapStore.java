package dev.callgate.examples.ownstore;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.AssignmentStore;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A whole store: a map, and a lock that makes check and count one step. */
final class HashMapStore implements AssignmentStore {
    private final Map<UUID, Assignment> assignments = new HashMap<>();

    @Override
    public synchronized List<Assignment> assignmentsOf(OrganizationId organization, AgentId agent) {
        return assignments.values().stream()
                .filter(each -> each.organization().equals(organization))
                .filter(each -> agent.equals(each.number().assignedTo()) && agent.equals(each.agent()))
                .toList();
    }

    @Override
    public synchronized CountResult count(CountRequest request) {
        Assignment now = assignmentsOf(
                        request.seen().organization(), request.seen().agent())
                .stream()
                .filter(each -> each.id().equals(request.seen().id()))
                .findFirst()
                .orElse(null);
        CountResult result = request.on(now, Instant.now());
        if (result instanceof CountResult.Counted counted) {
            put(counted.after());
        }
        return result;
    }

    /** What the host's own administration does: write an assignment, new or changed. */
    synchronized void put(Assignment assignment) {
        assignments.put(assignment.id(), assignment);
    }
}
