package dev.callgate.storage.jdbc.count;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.OrganizationId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What was last seen of agents' assignments, so that a decision need not read before it counts. It chooses, and never
 * decides: counting proves in the database that the choice still holds, and a refusal is read anew. So being out of date
 * costs a round trip, and no more.
 */
public final class AssignmentCache {
    private static final int MOST_AGENTS = 100_000;

    /** How long a number that another node assigned may stay unused while the others have room; an agent calls more often. */
    public static final Duration KEPT_FOR = Duration.ofMinutes(5);

    private final Cache<Key, AtomicReferenceArray<Assignment>> byAgent;

    private AssignmentCache(int mostAgents, Duration keptFor) {
        byAgent = Caffeine.newBuilder()
                .maximumSize(mostAgents)
                .expireAfterWrite(keptFor)
                .executor(Runnable::run)
                .build();
    }

    public static AssignmentCache keptFor(Duration howLong) {
        return new AssignmentCache(MOST_AGENTS, howLong);
    }

    /** Keeps nothing, for work in a transaction that may yet be rolled back. */
    public static AssignmentCache none() {
        return new AssignmentCache(0, Duration.ZERO);
    }

    private record Key(OrganizationId organization, AgentId agent) {
        static Key of(Assignment assignment) {
            return new Key(assignment.organization(), assignment.agent());
        }
    }

    public Optional<List<Assignment>> of(OrganizationId organization, AgentId agent) {
        AtomicReferenceArray<Assignment> assignments = byAgent.getIfPresent(new Key(organization, agent));
        if (assignments == null) {
            return Optional.empty();
        }
        Assignment[] all = new Assignment[assignments.length()];
        for (int i = 0; i < all.length; i++) {
            all[i] = assignments.get(i);
        }
        return Optional.of(List.of(all));
    }

    /** Agents without a number are not cached: anyone can ask for any number of them. */
    public void put(OrganizationId organization, AgentId agent, List<Assignment> read) {
        if (!read.isEmpty()) {
            byAgent.put(
                    new Key(organization, agent),
                    new AtomicReferenceArray<>(read.toArray(new Assignment[read.size()])));
        }
    }

    /** Notes how an assignment is now, if its agent is cached. */
    public void update(Assignment now) {
        AtomicReferenceArray<Assignment> assignments = byAgent.getIfPresent(Key.of(now));
        if (assignments != null) {
            for (int i = 0; i < assignments.length(); i++) {
                if (assignments.get(i).id().equals(now.id())) {
                    assignments.set(i, now);
                }
            }
        }
    }

    public void forget(Assignment outdated) {
        byAgent.invalidate(Key.of(outdated));
    }
}
