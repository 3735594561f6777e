package dev.callgate.storage.memory;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.PhoneNumber;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The complete state of one number at one moment. Immutable: each change replaces the whole state, which makes the
 * change atomic.
 *
 * @param number the number
 * @param current its current assignment, or null while it is available
 * @param former the assignments that ended, by agent; their counts continue when the number is assigned to the agent
 *     again
 * @param deleted whether the number was deleted; its state stays because calls were counted on it
 */
record NumberState(PhoneNumber number, @Nullable Assignment current, Map<AgentId, Assignment> former, boolean deleted) {
    /** Returns the state of a number that was never assigned. */
    static NumberState of(PhoneNumber number) {
        return new NumberState(number, null, Map.of(), false);
    }

    /** Returns the state of a number that was only ever assigned to one agent. */
    static NumberState of(Assignment current) {
        return new NumberState(current.number(), current, Map.of(), false);
    }

    NumberState withNumber(PhoneNumber changed) {
        return new NumberState(changed, current == null ? null : current.withNumber(changed), former, deleted);
    }

    /** Returns the state with an assignment, which is then no longer among those that have ended. */
    NumberState withCurrent(Assignment changed) {
        return new NumberState(changed.number(), changed, formerBut(changed.agent()), deleted);
    }

    private Map<AgentId, Assignment> formerBut(AgentId agent) {
        if (!former.containsKey(agent)) {
            return former;
        }
        Map<AgentId, Assignment> others = new HashMap<>(former);
        others.remove(agent);
        return Map.copyOf(others);
    }

    NumberState unassigned(PhoneNumber available, Assignment ended) {
        Map<AgentId, Assignment> all = new HashMap<>(former);
        all.put(ended.agent(), ended);
        return new NumberState(available, null, Map.copyOf(all), deleted);
    }

    NumberState asDeleted() {
        return new NumberState(number, current, former, true);
    }

    /** Returns the state of a deleted number that is added again. */
    NumberState restored(PhoneNumber again) {
        return new NumberState(again, null, former, false);
    }

    NumberState rolledOver(LocalDate day) {
        Map<AgentId, Assignment> all = new HashMap<>(former);
        all.replaceAll((agent, ended) -> ended.rolledOver(day));
        return new NumberState(number, current == null ? null : current.rolledOver(day), Map.copyOf(all), deleted);
    }

    /** Releases one call of a day on an assignment, which may have ended. */
    NumberState released(Assignment counted, LocalDate day) {
        if (current != null && current.id().equals(counted.id())) {
            return withCurrent(current.released(day));
        }
        Map<AgentId, Assignment> all = new HashMap<>(former);
        all.computeIfPresent(counted.agent(), (agent, ended) -> ended.released(day));
        return new NumberState(number, current, Map.copyOf(all), deleted);
    }

    /** Returns the number of calls that an assignment, which may have ended, has counted on its stored day. */
    int callsOf(Assignment counted) {
        Assignment stored =
                current != null && current.id().equals(counted.id()) ? current : former.get(counted.agent());
        return stored == null ? 0 : stored.callsMadeToday();
    }

    /** Returns the number of assignments, including ended ones, that a roll-over to a day would change. */
    long countsBefore(LocalDate day) {
        return Stream.concat(Stream.ofNullable(current), former.values().stream())
                .filter(each ->
                        each.lastResetDate() != null && each.lastResetDate().isBefore(day))
                .count();
    }
}
