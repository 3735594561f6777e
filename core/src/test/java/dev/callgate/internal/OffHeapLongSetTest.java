package dev.callgate.internal;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OffHeapLongSetTest {
    private static final int MANY = 300_000;

    /** Enough values for the set to grow twice. */
    static Stream<Named<LongStream>> values() {
        return Stream.of(
                Named.of("numbers of one block", LongStream.range(12_022_000_000L, 12_022_000_000L + MANY)),
                Named.of("any longs", new Random(7).longs(MANY)),
                Named.of("any numbers of up to 15 digits", new Random(8).longs(MANY, 10, 1_000_000_000_000_000L)),
                Named.of("few, over and over", new Random(9).longs(MANY, 1, MANY / 3)),
                Named.of(
                        "those that differ in their first bits only",
                        LongStream.range(1, MANY).map(n -> n << 40)),
                Named.of("negative ones", LongStream.range(-MANY, 0)));
    }

    @ParameterizedTest
    @MethodSource("values")
    @DisplayName("K3 many values are told apart as by any set of the JDK's")
    void matchesAHashSet(LongStream values) {
        OffHeapLongSet tested = new OffHeapLongSet();
        Set<Long> expected = new HashSet<>();
        List<Long> inOrder = values.filter(value -> value != 0).boxed().toList();

        inOrder.forEach(value -> assertEquals(expected.add(value), tested.add(value), value::toString));

        assertTrue(expected.size() > MANY / 4, "most of them differ");
        List<Long> again = expected.stream().filter(tested::add).toList();
        assertEquals(List.of(), again, "none was forgotten");
    }

    @Provide
    Arbitrary<List<Long>> valuesWithRepetitions() {
        Arbitrary<Long> any = Arbitraries.longs().filter(value -> value != 0);
        return Arbitraries.oneOf(any, Arbitraries.longs().between(1, 20)).list().ofMaxSize(200);
    }

    @Property
    @Label("K3 a value is new once, whatever came before")
    void addsEachValueOnce(@ForAll @From("valuesWithRepetitions") List<Long> values) {
        OffHeapLongSet tested = new OffHeapLongSet();
        Set<Long> expected = new HashSet<>();
        values.forEach(value -> assertEquals(expected.add(value), tested.add(value), value::toString));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 10, 999_999_999_999_999L})
    void holdsTheExtremeValues(long value) {
        OffHeapLongSet set = new OffHeapLongSet();
        assertTrue(set.add(value));
        assertFalse(set.add(value));
        assertTrue(set.add(-3));
        assertFalse(set.add(value));
    }

    @Test
    void rejectsZero() {
        OffHeapLongSet set = new OffHeapLongSet();
        assertThrowsNaming(IllegalArgumentException.class, () -> set.add(0), "0");
        assertTrue(set.add(1));
        assertThrowsNaming(IllegalArgumentException.class, () -> set.add(0), "0");
        assertFalse(set.add(1));
    }

    @Test
    void setsAreIndependent() {
        OffHeapLongSet one = new OffHeapLongSet();
        OffHeapLongSet other = new OffHeapLongSet();
        LongStream.rangeClosed(1, 20_000).forEach(value -> assertTrue(one.add(value)));
        LongStream.rangeClosed(1, 20_000).forEach(value -> assertTrue(other.add(value)));
    }
}
