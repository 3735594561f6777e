package dev.callgate.storage.jdbc.count;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.callgate.model.AgentId;
import dev.callgate.model.Counter;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.AssignmentStore.State;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Remembers for a short time what was read about agents whose calls were probably refused, so that a flood of calls that reached a limit
 * does not read it each time. Nothing is allowed by it. States with counters that calls in progress, rolling windows or talk time fill and empty
 * are not remembered. Thread-safe.
 */
public final class RecentStates {
    private static final int MAX_AGENTS = 10_000;

    /** The default time for which a state is remembered. */
    public static final Duration DEFAULT_TIME = Duration.ofSeconds(1);

    private final Cache<Key, Known> byAgent;

    private RecentStates(Duration time) {
        byAgent = Caffeine.newBuilder()
                .maximumSize(time.isZero() ? 0 : MAX_AGENTS)
                .expireAfterWrite(time)
                .executor(Runnable::run)
                .build();
    }

    /** Returns states that are remembered for a time; if it is zero, none is. */
    public static RecentStates rememberedFor(Duration time) {
        return new RecentStates(time);
    }

    private record Key(OrganizationId organization, AgentId agent) {}

    /** A state, and the counters that were read with it, with or without a value. */
    private record Known(State state, Set<Counter> counters) {}

    void put(OrganizationId organization, AgentId agent, State state, Set<Counter> counters) {
        if (!state.assignments().isEmpty() && counters.stream().allMatch(RecentStates::onlyGrows)) {
            byAgent.put(new Key(organization, agent), new Known(state, Set.copyOf(counters)));
        }
    }

    private static boolean onlyGrows(Counter counter) {
        return counter.kind().unit() == Counter.Unit.CALLS && !counter.kind().isHeld();
    }

    Optional<State> find(OrganizationId organization, AgentId agent, Set<Counter> counters) {
        Known known = isEmpty() ? null : byAgent.getIfPresent(new Key(organization, agent));
        return known != null && known.counters().containsAll(counters) ? Optional.of(known.state()) : Optional.empty();
    }

    void remove(OrganizationId organization, AgentId agent) {
        if (!isEmpty()) {
            byAgent.invalidate(new Key(organization, agent));
        }
    }

    /** Calls that are allowed pay for nothing more than this where none was refused. */
    private boolean isEmpty() {
        return byAgent.estimatedSize() == 0;
    }

    /** Forgets all, because something allows more calls than before. */
    void clear() {
        byAgent.invalidateAll();
    }
}
