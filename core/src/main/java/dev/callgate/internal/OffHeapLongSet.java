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
 * A set of longs, 0 excepted, that only grows. It lives outside the heap, in a temporary file that is mapped into
 * memory and has no name any more, so that the heap stays flat however many there are. Not safe for use by several
 * threads at once.
 */
public final class OffHeapLongSet {
    private static final int FIRST_SLOTS = 1 << 14;

    /** The largest file that can be mapped has two gibibytes. */
    private static final int MOST_SLOTS = 1 << 27;

    private static final int GROWTH = 8;

    /** Fibonacci hashing: 2 to the 64th over the golden ratio; spreads values that differ in their last digits. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    /** The newest last; each of them half full at the most, and only the last one still grows. */
    private final List<Table> tables = new ArrayList<>(List.of(new Table(LongBuffer.allocate(FIRST_SLOTS))));

    /**
     * Adds a value; returns false if the set has it already.
     *
     * @throws IllegalArgumentException if it is 0
     * @throws UncheckedIOException if the folder for temporary files has no room
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
            tables.add(Table.inAFile((int) Math.min(MOST_SLOTS, (long) newest.slots.capacity() * GROWTH)));
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

        /** The slot that holds the value, or the empty one where it belongs. */
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
