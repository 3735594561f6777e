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
 * All that is kept about one number, at one moment. Immutable: a change replaces the whole, which makes it atomic.
 *
 * @param number the number as it stands
 * @param current its assignment, or null while it is available
 * @param former the assignments that ended, by agent: their counts go on when the agent gets the number back
 * @param deleted whether the number was deleted; it stays, for what was counted on it
 */
record Line(PhoneNumber number, @Nullable Assignment current, Map<AgentId, Assignment> former, boolean deleted) {
    static Line of(PhoneNumber number) {
        return new Line(number, null, Map.of(), false);
    }

    /** The line of a number that was only ever one agent's. */
    static Line of(Assignment current) {
        return new Line(current.number(), current, Map.of(), false);
    }

    Line withNumber(PhoneNumber changed) {
        return new Line(changed, current == null ? null : current.withNumber(changed), former, deleted);
    }

    Line withCurrent(Assignment changed) {
        return new Line(changed.number(), changed, former, deleted);
    }

    Line unassigned(PhoneNumber available, Assignment ended) {
        Map<AgentId, Assignment> all = new HashMap<>(former);
        all.put(ended.agent(), ended);
        return new Line(available, null, Map.copyOf(all), deleted);
    }

    Line asDeleted() {
        return new Line(number, current, former, true);
    }

    Line revived(PhoneNumber again) {
        return new Line(again, null, former, false);
    }

    Line rolledOver(LocalDate day) {
        Map<AgentId, Assignment> all = new HashMap<>(former);
        all.replaceAll((agent, ended) -> ended.rolledOver(day));
        return new Line(number, current == null ? null : current.rolledOver(day), Map.copyOf(all), deleted);
    }

    /** Gives one call of a day back on an assignment, be it in force or not. */
    Line released(Assignment counted, LocalDate day) {
        if (current != null && current.id().equals(counted.id())) {
            return withCurrent(current.released(day));
        }
        Map<AgentId, Assignment> all = new HashMap<>(former);
        all.computeIfPresent(counted.agent(), (agent, ended) -> ended.released(day));
        return new Line(number, current, Map.copyOf(all), deleted);
    }

    /** Returns how many calls an assignment has counted on its stored day, be it in force or not. */
    int callsOf(Assignment counted) {
        Assignment stored =
                current != null && current.id().equals(counted.id()) ? current : former.get(counted.agent());
        return stored == null ? 0 : stored.callsMadeToday();
    }

    /** Counts the assignments that a roll-over to a day would change. */
    long olderThan(LocalDate day) {
        return Stream.concat(Stream.ofNullable(current), former.values().stream())
                .filter(each ->
                        each.lastResetDate() != null && each.lastResetDate().isBefore(day))
                .count();
    }
}
