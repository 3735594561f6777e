package dev.callgate.examples.engines;

import dev.callgate.storage.jdbc.GroupCommit;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.util.ArrayList;
import java.util.List;

/**
 * How the callers of a lane ask.
 *
 * @param ids whether each call has an ID, and is asked for again with it until its answer is known
 * @param limits whether the policy has limits of the organization, the agent and the number
 * @param groups whether calls are counted in groups
 */
record Way(boolean ids, boolean limits, boolean groups) {
    static final Way PLAIN = new Way(false, false, false);

    /** Returns the eight ways. */
    static List<Way> all() {
        List<Way> ways = new ArrayList<>();
        for (boolean groups : new boolean[] {false, true}) {
            for (boolean limits : new boolean[] {false, true}) {
                for (boolean ids : new boolean[] {false, true}) {
                    ways.add(new Way(ids, limits, groups));
                }
            }
        }
        return ways;
    }

    /** Returns the view of a store that counts in this way. */
    JdbcStorage of(JdbcStorage storage) {
        return groups ? storage.groupCommit(GroupCommit.standard()) : storage;
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (limits) {
            parts.add("limits");
        }
        if (ids) {
            parts.add("IDs");
        }
        if (groups) {
            parts.add("groups");
        }
        return parts.isEmpty() ? "plain" : String.join(" + ", parts);
    }
}
