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

/** By E.164, beginning behind the number that the agent's last call began with. */
final class RoundRobin implements Rotation {
    private static final int MAX_AGENTS = 100_000;
    private static final float LOAD_FACTOR = 0.75f;
    private static final Comparator<Assignment> BY_NUMBER =
            Comparator.comparing(each -> each.number().e164());

    private record Caller(OrganizationId organization, AgentId agent) {}

    private final int maxAgents;

    /**
     * What each agent's last call began with, the agent that has not called for longest first. The number and not its
     * place, since the candidates may be others at the next call. Guarded by itself.
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

    /** Returns the place of the number to begin with, and remembers it. */
    private int takeTurn(Caller caller, List<Assignment> ordered) {
        synchronized (lastFirsts) {
            int place = placeBehind(lastFirsts.get(caller), ordered);
            lastFirsts.put(caller, ordered.get(place).number().e164());
            if (lastFirsts.size() > maxAgents) {
                forgetOne();
            }
            return place;
        }
    }

    private static int placeBehind(@Nullable E164 last, List<Assignment> ordered) {
        for (int place = 0; last != null && place < ordered.size(); place++) {
            if (ordered.get(place).number().e164().compareTo(last) > 0) {
                return place;
            }
        }
        return 0;
    }

    private void forgetOne() {
        Iterator<Caller> callers = lastFirsts.keySet().iterator();
        callers.next();
        callers.remove();
    }
}
