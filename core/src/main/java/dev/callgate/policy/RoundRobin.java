package dev.callgate.policy;

import dev.callgate.call.CallFacts;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Orders by E.164, starting after the number that the agent's last call started with. */
final class RoundRobin implements Rotation {
    private static final int MAX_AGENTS = 100_000;
    private static final float LOAD_FACTOR = 0.75f;
    private static final Comparator<Assignment> BY_NUMBER =
            Comparator.comparing(each -> each.number().e164());

    private record Caller(OrganizationId organization, AgentId agent) {}

    private final int maxAgents;

    /**
     * The number that each agent's last call started with, ordered by the agents' most recent calls, oldest first.
     * Stores the number and not its index, because the next call may have other candidates. Guarded by itself.
     */
    private final Map<Caller, E164> lastFirsts = new LinkedHashMap<>(16, LOAD_FACTOR, true);

    RoundRobin() {
        this(MAX_AGENTS);
    }

    RoundRobin(int maxAgents) {
        this.maxAgents = maxAgents;
    }

    @Override
    public List<Assignment> order(List<Assignment> candidates, CallFacts call) {
        if (candidates.isEmpty()) {
            return candidates;
        }
        List<Assignment> ordered = new ArrayList<>(candidates);
        ordered.sort(BY_NUMBER);
        Collections.rotate(ordered, -takeTurn(new Caller(call.organization(), call.agent()), ordered));
        return ordered;
    }

    /** Returns the index of the number to start with, and stores that number. */
    private int takeTurn(Caller caller, List<Assignment> ordered) {
        synchronized (lastFirsts) {
            int index = indexAfter(lastFirsts.get(caller), ordered);
            lastFirsts.put(caller, ordered.get(index).number().e164());
            if (lastFirsts.size() > maxAgents) {
                removeEldest();
            }
            return index;
        }
    }

    private static int indexAfter(@Nullable E164 last, List<Assignment> ordered) {
        for (int index = 0; last != null && index < ordered.size(); index++) {
            if (ordered.get(index).number().e164().compareTo(last) > 0) {
                return index;
            }
        }
        return 0;
    }

    private void removeEldest() {
        Iterator<Caller> callers = lastFirsts.keySet().iterator();
        callers.next();
        callers.remove();
    }
}
