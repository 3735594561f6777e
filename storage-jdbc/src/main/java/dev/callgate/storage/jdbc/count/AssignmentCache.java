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
 * Caches the assignments of agents as they were last read, so that a decision need not read them before it counts. The
 * cache only suggests an assignment: the statement that counts verifies it in the database, and no refusal is based on
 * it. An outdated entry costs one round trip and nothing else.
 */
public final class AssignmentCache {
    private static final int MAX_AGENTS = 100_000;

    /**
     * The default time to live: how long a number that another node assigned may stay unused while the agent's other
     * numbers have room. Most agents call more often than that.
     */
    public static final Duration DEFAULT_TTL = Duration.ofMinutes(5);

    private final Cache<Key, AtomicReferenceArray<Assignment>> byAgent;

    private AssignmentCache(int maxAgents, Duration ttl) {
        byAgent = Caffeine.newBuilder()
                .maximumSize(maxAgents)
                .expireAfterWrite(ttl)
                .executor(Runnable::run)
                .build();
    }

    public static AssignmentCache expiringAfter(Duration ttl) {
        return new AssignmentCache(MAX_AGENTS, ttl);
    }

    /** Returns a cache that holds nothing, for work in a transaction that may be rolled back. */
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

    /**
     * Caches the assignments that were read. Agents without numbers are not cached, because callers may ask for any
     * number of such agents.
     */
    public void put(OrganizationId organization, AgentId agent, List<Assignment> read) {
        if (!read.isEmpty()) {
            byAgent.put(
                    new Key(organization, agent),
                    new AtomicReferenceArray<>(read.toArray(new Assignment[read.size()])));
        }
    }

    /** Updates an assignment if its agent is cached. */
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

    public void invalidate(Assignment outdated) {
        byAgent.invalidate(Key.of(outdated));
    }
}
