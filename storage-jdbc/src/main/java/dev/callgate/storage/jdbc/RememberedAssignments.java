package dev.callgate.storage.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.callgate.assignment.Assignment;
import dev.callgate.id.AgentId;
import dev.callgate.id.OrganizationId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was last seen of agents' assignments, so that a decision need not read before it charges. It chooses, and never
 * decides: a charge proves in the database that the choice still holds, and a refusal is read anew. So being out of date
 * costs a round trip, and no more.
 */
final class RememberedAssignments {
    private static final int MOST_AGENTS = 100_000;

    /** How long a number that another node assigned may stay unused while the others have room; an agent calls more often. */
    static final Duration KEPT_FOR = Duration.ofMinutes(5);

    private final Cache<Key, Map<UUID, Assignment>> byAgent;

    private RememberedAssignments(int mostAgents, Duration keptFor) {
        byAgent = Caffeine.newBuilder()
                .maximumSize(mostAgents)
                .expireAfterWrite(keptFor)
                .executor(Runnable::run)
                .build();
    }

    static RememberedAssignments keptFor(Duration howLong) {
        return new RememberedAssignments(MOST_AGENTS, howLong);
    }

    /** Remembers nothing, for work in a transaction that may yet be rolled back. */
    static RememberedAssignments none() {
        return new RememberedAssignments(0, Duration.ZERO);
    }

    private record Key(OrganizationId organization, AgentId agent) {
        static Key of(Assignment assignment) {
            return new Key(assignment.organization(), assignment.agent());
        }
    }

    Optional<List<Assignment>> of(OrganizationId organization, AgentId agent) {
        return Optional.ofNullable(byAgent.getIfPresent(new Key(organization, agent)))
                .map(assignments -> List.copyOf(assignments.values()));
    }

    /** Agents without a number are not remembered: anyone can ask for any number of them. */
    void remember(OrganizationId organization, AgentId agent, List<Assignment> read) {
        if (!read.isEmpty()) {
            byAgent.put(
                    new Key(organization, agent),
                    new ConcurrentHashMap<>(
                            read.stream().collect(Collectors.toMap(Assignment::id, Function.identity()))));
        }
    }

    /** Notes how an assignment stands, if its agent is remembered. */
    void update(Assignment now) {
        Map<UUID, Assignment> assignments = byAgent.getIfPresent(Key.of(now));
        if (assignments != null) {
            assignments.replace(now.id(), now);
        }
    }

    void forget(Assignment outdated) {
        byAgent.invalidate(Key.of(outdated));
    }
}
