package dev.callgate.examples.ownstore;

import dev.callgate.contract.Ability;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.spi.AssignmentStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The host's own administration, as the contract needs it to set its scenes. */
final class HashMapAdministration implements StoreUnderTest {
    private static final Instant NOW = Instant.EPOCH;

    private final HashMapStore store = new HashMapStore();

    /** The assignments that ended, so that the same agent and number go on where they were. */
    private final Map<UUID, Assignment> ended = new HashMap<>();

    @Override
    public AssignmentStore store() {
        return store;
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.of(Ability.ORGANIZATIONS, Ability.NUMBER_STATUS, Ability.QUARANTINE, Ability.NUMBER_CLASSES);
    }

    @Override
    public Assignment assign(OrganizationId organization, AgentId agent, E164 number, Terms terms) {
        Assignment fresh = Assignment.of(organization, agent, number, terms);
        Assignment former = ended.getOrDefault(fresh.id(), fresh);
        Assignment assignment = former.withNumber(fresh.number()).withTerms(terms, NOW);
        store.put(assignment);
        return assignment;
    }

    @Override
    public void unassign(Assignment assignment) {
        Assignment now = stored(assignment);
        ended.put(now.id(), now);
        store.put(now.withNumber(now.number().withAssignee(null, NOW)));
    }

    @Override
    public void changeTerms(Assignment assignment, Terms terms) {
        store.put(stored(assignment).withTerms(terms, NOW));
    }

    @Override
    public void quarantine(Assignment assignment, LocalDate until) {
        Assignment now = stored(assignment);
        store.put(now.withNumber(now.number().withQuarantine(until, NOW)));
    }

    @Override
    public void deactivate(Assignment assignment) {
        Assignment now = stored(assignment);
        store.put(now.withNumber(now.number().withStatus(NumberStatus.INACTIVE, NOW)));
    }

    private Assignment stored(Assignment assignment) {
        return store.assignmentsOf(assignment.organization(), assignment.agent()).stream()
                .filter(each -> each.id().equals(assignment.id()))
                .findFirst()
                .orElseThrow();
    }
}
