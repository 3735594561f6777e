package dev.callgate.storage.memory;

import jakarta.annotation.Nullable;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Values in the order of their keys. They stand in arrays that are as long as needed and never modified, so that a value takes little
 * more memory than the reference to it: a million values in a map take several times as much.
 *
 * <p>One thread at a time may add values; any number of threads may read meanwhile, without a lock. Values are never removed. A stream
 * has all values that were added before it was made.
 */
final class SortedIndex<K extends Comparable<K>, V> {
    private static final int MAX_LENGTH = 128;

    private final Function<V, K> keys;

    /** Arrays in the order of their first values. Only the first one may be empty. */
    private volatile AtomicReferenceArray<Object[]> parts = new AtomicReferenceArray<>(new Object[][] {{}});

    SortedIndex(Function<V, K> keys) {
        this.keys = keys;
    }

    /** Returns the value of a key, or null if there is none. */
    @Nullable
    V get(K key) {
        AtomicReferenceArray<Object[]> all = parts;
        Object[] part = all.get(partOf(key, all));
        int place = place(key, part);
        return place < 0 ? null : value(part[place]);
    }

    /** Returns the values of a key and of all later keys, or all values if there is no key. */
    Stream<V> from(@Nullable K first) {
        AtomicReferenceArray<Object[]> all = parts;
        int start = first == null ? 0 : partOf(first, all);
        Object[] part = all.get(start);
        int place = first == null ? 0 : place(first, part);
        return Stream.concat(
                        Arrays.stream(part, place < 0 ? -place - 1 : place, part.length),
                        IntStream.range(start + 1, all.length())
                                .mapToObj(all::get)
                                .flatMap(Arrays::stream))
                .map(this::value);
    }

    /** Adds a value whose key has none yet. */
    void add(V value) {
        K key = keys.apply(value);
        AtomicReferenceArray<Object[]> all = parts;
        int part = partOf(key, all);
        Object[] before = all.get(part);
        int place = -place(key, before) - 1;
        if (place < 0) {
            throw new IllegalStateException("the key %s has a value already".formatted(key));
        }
        Object[] after = Arrays.copyOf(before, before.length + 1);
        System.arraycopy(before, place, after, place + 1, before.length - place);
        after[place] = Objects.requireNonNull(value);
        if (after.length <= MAX_LENGTH) {
            all.set(part, after);
        } else {
            // What comes in order leaves full arrays behind it.
            split(part, after, place == before.length ? before.length : after.length / 2);
        }
    }

    private void split(int part, Object[] values, int place) {
        AtomicReferenceArray<Object[]> all = parts;
        AtomicReferenceArray<Object[]> more = new AtomicReferenceArray<>(all.length() + 1);
        for (int i = 0; i < all.length(); i++) {
            more.setPlain(i < part ? i : i + 1, all.get(i));
        }
        more.setPlain(part, Arrays.copyOf(values, place));
        more.setPlain(part + 1, Arrays.copyOfRange(values, place, values.length));
        parts = more;
    }

    /** Returns the last array that does not begin after the key, or the first one. */
    private int partOf(K key, AtomicReferenceArray<Object[]> all) {
        int low = 1;
        int high = all.length();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keyOf(all.get(middle)[0]).compareTo(key) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** Returns where the key is, or {@code -place - 1} if it would have to be added at that place. */
    private int place(K key, Object[] part) {
        int low = 0;
        int high = part.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = keyOf(part[middle]).compareTo(key);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return -low - 1;
    }

    private K keyOf(Object value) {
        return keys.apply(value(value));
    }

    @SuppressWarnings("unchecked")
    private V value(Object value) {
        return (V) value;
    }
}
