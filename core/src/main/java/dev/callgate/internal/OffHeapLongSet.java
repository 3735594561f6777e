package dev.callgate.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A grow-only set of longs except 0. It is stored outside the heap, in an unlinked, memory-mapped temporary file, so
 * heap usage does not grow with the set. Not thread-safe.
 */
public final class OffHeapLongSet {
    private static final int INITIAL_SLOTS = 1 << 14;

    /** The largest file that can be mapped has two gibibytes. */
    private static final int MAX_SLOTS = 1 << 27;

    private static final int GROWTH = 8;

    /**
     * Fibonacci hashing: 2 to the power of 64 divided by the golden ratio. Spreads values that differ in their last
     * digits.
     */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    /** Ordered from oldest to newest. Each table is at most half full, and only the last one grows. */
    private final List<Table> tables = new ArrayList<>(List.of(new Table(LongBuffer.allocate(INITIAL_SLOTS))));

    /**
     * Adds a value. Returns false if the set already contains it.
     *
     * @throws IllegalArgumentException if the value is 0
     * @throws UncheckedIOException if the temporary directory has no room
     */
    public boolean add(long value) {
        if (value == 0) {
            throw new IllegalArgumentException("the set cannot hold 0, which marks an empty slot");
        }
        int last = tables.size() - 1;
        for (int i = 0; i < last; i++) {
            if (tables.get(i).holds(value)) {
                return false;
            }
        }
        Table newest = tables.get(last);
        if (!newest.add(value)) {
            return false;
        }
        if (newest.isHalfFull()) {
            tables.add(Table.inAFile((int) Math.min(MAX_SLOTS, (long) newest.slots.capacity() * GROWTH)));
        }
        return true;
    }

    /** A hash table of longs with linear probing; 0 is an empty slot. */
    private static final class Table {
        private final LongBuffer slots;
        private int used;

        Table(LongBuffer slots) {
            this.slots = slots;
        }

        static Table inAFile(int slots) {
            try {
                Path file = Files.createTempFile("callgate-set", ".tmp");
                try (FileChannel channel = FileChannel.open(
                        file,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.SPARSE,
                        StandardOpenOption.DELETE_ON_CLOSE)) {
                    ByteBuffer bytes = channel.map(MapMode.READ_WRITE, 0, (long) slots * Long.BYTES);
                    return new Table(bytes.asLongBuffer());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "the temporary directory (java.io.tmpdir) has no room for a set of " + slots + " slots", e);
            }
        }

        boolean isHalfFull() {
            return used >= slots.capacity() / 2;
        }

        boolean holds(long value) {
            return slots.get(slotOf(value)) == value;
        }

        boolean add(long value) {
            int slot = slotOf(value);
            if (slots.get(slot) == value) {
                return false;
            }
            slots.put(slot, value);
            used++;
            return true;
        }

        /** Returns the slot that contains the value, or the empty slot where it belongs. */
        private int slotOf(long value) {
            int mask = slots.capacity() - 1;
            int slot = (int) ((value * SPREAD) >>> Integer.SIZE) & mask;
            for (long found = slots.get(slot); found != value && found != 0; found = slots.get(slot)) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }
    }
}
