package dev.callgate.storage.memory;

import dev.callgate.model.AgentId;
import jakarta.annotation.Nullable;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Finds the numbers of an agent: a hash table with open addressing and linear probing, which needs no further object for an entry.
 *
 * <p>One thread at a time may add entries; any number of threads may read meanwhile, without a lock. Entries are never removed.
 */
final class AgentIndex {
    private static final int FIRST_LENGTH = 16;

    /** Spreads the hash codes of similar texts: 2 to the power of 32, divided by the golden ratio (Knuth, volume 3, 6.4). */
    private static final int SPREAD = 0x9e3779b9;

    /** Its length is a power of two. More than a quarter of it is empty. */
    private volatile AtomicReferenceArray<AgentNumbers> table = new AtomicReferenceArray<>(FIRST_LENGTH);

    private int size;

    @Nullable
    AgentNumbers get(AgentId agent) {
        AtomicReferenceArray<AgentNumbers> now = table;
        return now.get(place(agent, now));
    }

    /** Adds an entry, or replaces the entry of the same agent. */
    void put(AgentNumbers entry) {
        AtomicReferenceArray<AgentNumbers> now = table;
        int place = place(entry.agent(), now);
        boolean isNew = now.get(place) == null;
        now.set(place, entry);
        if (isNew && ++size > now.length() / 4 * 3) {
            grow();
        }
    }

    private void grow() {
        AtomicReferenceArray<AgentNumbers> now = table;
        AtomicReferenceArray<AgentNumbers> larger = new AtomicReferenceArray<>(2 * now.length());
        for (int i = 0; i < now.length(); i++) {
            AgentNumbers entry = now.get(i);
            if (entry != null) {
                larger.setPlain(place(entry.agent(), larger), entry);
            }
        }
        table = larger;
    }

    /** Returns where the agent's entry is, or the empty place where it belongs. */
    private static int place(AgentId agent, AtomicReferenceArray<AgentNumbers> table) {
        int last = table.length() - 1;
        int place = (agent.hashCode() * SPREAD) >>> Integer.numberOfLeadingZeros(last);
        while (true) {
            AgentNumbers entry = table.get(place);
            if (entry == null || entry.agent().equals(agent)) {
                return place;
            }
            place = (place + 1) & last;
        }
    }
}
