package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.contract.Together;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedIndexTest {
    private final SortedIndex<Integer, Integer> index = new SortedIndex<>(each -> each);

    @Property(tries = 200)
    @Label("an index finds and lists what was added, as a sorted set does")
    void isLikeASortedSet(
            @ForAll @Size(max = 2_000) List<@IntRange(max = 3_000) Integer> values,
            @ForAll @IntRange(min = -1, max = 3_001) int from) {
        SortedIndex<Integer, Integer> tested = new SortedIndex<>(each -> each);
        NavigableSet<Integer> model = new TreeSet<>();
        for (Integer each : values) {
            assertEquals(model.contains(each) ? each : null, tested.get(each));
            if (model.add(each)) {
                tested.add(each);
            }
        }
        assertEquals(List.copyOf(model), tested.from(null).toList());
        assertEquals(List.copyOf(model.tailSet(from)), tested.from(from).toList());
        assertEquals(model.contains(from) ? from : null, tested.get(from));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1, 7})
    @DisplayName("thousands of values are found, in whatever order they come")
    void holdsMany(int step) {
        int count = 10_000;
        IntStream.range(0, count).map(n -> Math.floorMod(n * step, count)).forEach(index::add);
        assertEquals(
                IntStream.range(0, count).boxed().toList(), index.from(null).toList());
        IntStream.range(0, count).forEach(n -> assertEquals(n, index.get(n)));
        assertNull(index.get(count));
        assertNull(index.get(-1));
    }

    @Test
    void refusesAKeyTwice() {
        index.add(1);
        assertThrows(IllegalStateException.class, () -> index.add(1));
    }

    @Test
    @DisplayName("readers find all that was added before, and lists are in order, while values are added")
    void isReadWhileItGrows() throws Exception {
        int count = 20_000;
        AtomicInteger added = new AtomicInteger();
        List<Boolean> inOrder = Together.run(3, thread -> () -> {
            if (thread == 0) {
                for (int n = 0; n < count; n++) {
                    // In the middle, at both ends, and again in the middle: 7 has no factor in common with the count.
                    index.add(n * 7 % count);
                    added.set(n + 1);
                }
                return true;
            }
            boolean all = true;
            while (added.get() < count) {
                int before = added.get();
                all &= before == 0 || index.get((before - 1) * 7 % count) != null;
                List<Integer> listed = index.from(null).toList();
                all &= listed.size() >= before
                        && List.copyOf(new TreeSet<>(listed)).equals(listed);
            }
            return all;
        });
        assertTrue(inOrder.stream().allMatch(Boolean::booleanValue));
    }
}
