package dev.callgate.storage.memory;

import dev.callgate.model.AgentId;
import dev.callgate.model.AuditEntry;
import jakarta.annotation.Nullable;
import java.util.Arrays;
import java.util.UUID;

/** Up to a thousand entries of an {@link AuditTrail}, in the order of their IDs. Not thread-safe. */
final class AuditPage {
    private static final int MAX_SIZE = 1_024;
    private static final int FIRST_CAPACITY = 4;

    /** The two halves of each ID. */
    private long[] ids = new long[2 * FIRST_CAPACITY];

    private AuditTrail.Change[] changes = new AuditTrail.Change[FIRST_CAPACITY];
    private NumberSlot[] numbers = new NumberSlot[FIRST_CAPACITY];
    private AgentId[] agents = new AgentId[FIRST_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    boolean isFull() {
        return size == MAX_SIZE;
    }

    UUID id(int place) {
        return new UUID(ids[2 * place], ids[2 * place + 1]);
    }

    AuditEntry get(int place) {
        return changes[place].of(id(place), numbers[place], agents[place]);
    }

    void add(AuditEntry entry, AuditTrail.Change change, @Nullable NumberSlot number) {
        if (size == changes.length) {
            resize(2 * size);
        }
        int place = firstNotOlderThan(entry.id());
        move(this, place, place + 1, size - place);
        ids[2 * place] = entry.id().getMostSignificantBits();
        ids[2 * place + 1] = entry.id().getLeastSignificantBits();
        changes[place] = change;
        numbers[place] = number;
        agents[place] = entry.agent();
        size++;
    }

    /** Returns the first place whose entry is not older than an ID, or the size. */
    int firstNotOlderThan(UUID id) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (id(middle).compareTo(id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Moves the entries from a place on to a new page, which it returns. An entry for that place then belongs to the end of this page,
     * or, if this page is still full, to the new one. Moves the later half if all entries would have to move.
     */
    AuditPage split(int from) {
        int start = from == 0 ? size / 2 : from;
        AuditPage rest = new AuditPage();
        rest.resize(Math.max(FIRST_CAPACITY, size - start));
        move(rest, start, 0, size - start);
        rest.size = size - start;
        size = start;
        resize(Math.max(FIRST_CAPACITY, start));
        return rest;
    }

    /** Removes the entries before a place. */
    void removeFirst(int count) {
        move(this, count, 0, size - count);
        size -= count;
        resize(Math.max(FIRST_CAPACITY, size));
    }

    private void move(AuditPage to, int from, int place, int count) {
        System.arraycopy(ids, 2 * from, to.ids, 2 * place, 2 * count);
        System.arraycopy(changes, from, to.changes, place, count);
        System.arraycopy(numbers, from, to.numbers, place, count);
        System.arraycopy(agents, from, to.agents, place, count);
    }

    private void resize(int capacity) {
        ids = Arrays.copyOf(ids, 2 * capacity);
        changes = Arrays.copyOf(changes, capacity);
        numbers = Arrays.copyOf(numbers, capacity);
        agents = Arrays.copyOf(agents, capacity);
    }
}
