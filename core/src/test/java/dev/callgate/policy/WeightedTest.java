package dev.callgate.policy;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.policy.Candidates.block;
import static dev.callgate.policy.Candidates.callTo;
import static dev.callgate.policy.Candidates.digits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.call.CallFacts;
import dev.callgate.model.Assignment;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedTest {
    private static final int DRAWS = 20_000;
    private static final CallFacts CALL = callTo("+12025550199");
    private static final List<Assignment> FOUR = block(4);

    /** One weight per candidate, by index. */
    private static Rotation weighted(double... weights) {
        return Rotation.weighted(each -> weights[FOUR.indexOf(each)], new Random(7));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-3, 1e300, Double.MIN_VALUE})
    @DisplayName("numbers come first in proportion to their weights, however small or great those are")
    void sharesMatchWeights(double unit) {
        double[] weights = {unit, 2 * unit, 3 * unit, 4 * unit};
        int[] firsts = new int[FOUR.size()];
        Rotation tested = weighted(weights);
        for (int draw = 0; draw < DRAWS; draw++) {
            firsts[FOUR.indexOf(tested.order(FOUR, CALL).get(0))]++;
        }
        IntStream.range(0, firsts.length).forEach(place -> assertShare(0.1 * (place + 1), firsts[place]));
    }

    @Test
    @DisplayName("the second is drawn from the rest in the same way")
    void secondIsDrawnToo() {
        int[] seconds = new int[FOUR.size()];
        Rotation tested = weighted(1, 2, 3, 4);
        for (int draw = 0; draw < DRAWS; draw++) {
            seconds[FOUR.indexOf(tested.order(FOUR, CALL).get(1))]++;
        }
        for (int place = 0; place < seconds.length; place++) {
            double share = 0;
            for (int first = 0; first < seconds.length; first++) {
                share += first == place ? 0 : (first + 1) / 10.0 * (place + 1) / (10.0 - (first + 1));
            }
            assertShare(share, seconds[place]);
        }
    }

    private static void assertShare(double share, int actual) {
        double expected = share * DRAWS;
        double deviation = Math.sqrt(expected * (1 - share));
        assertTrue(Math.abs(actual - expected) < 5 * deviation, () -> "%d instead of %.0f".formatted(actual, expected));
    }

    @Test
    @DisplayName("numbers of weight 0 come behind all others, in the order in which they were given")
    void zeroComesLast() {
        Rotation tested = weighted(0, Double.MIN_VALUE, -0.0, Double.MAX_VALUE);
        for (int draw = 0; draw < DRAWS; draw++) {
            List<Assignment> ordered = tested.order(FOUR, CALL);
            assertEquals(Set.of(FOUR.get(1), FOUR.get(3)), Set.copyOf(ordered.subList(0, 2)));
            assertEquals(List.of(FOUR.get(0), FOUR.get(2)), ordered.subList(2, 4));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, -Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    @DisplayName("a weight that is negative, infinite or not a number is refused, and the number is masked")
    void rejectsInvalidWeights(double weight) {
        Rotation tested = weighted(1, 2, weight, 3);
        IllegalArgumentException refused = assertThrowsNaming(
                IllegalArgumentException.class,
                () -> tested.order(FOUR, CALL),
                weight,
                FOUR.get(2).number().e164().masked());
        assertFalse(String.valueOf(refused.getMessage()).contains(digits(FOUR.get(2))));
    }

    @Test
    @DisplayName("the same seed gives the same order")
    void isDeterminedByItsSeed() {
        Rotation one = weighted(1, 2, 3, 4);
        Rotation other = weighted(1, 2, 3, 4);
        for (int draw = 0; draw < 100; draw++) {
            assertEquals(one.order(FOUR, CALL), other.order(FOUR, CALL));
        }
    }

    @Test
    @DisplayName("without a source of chance, each number comes first at times")
    void usesItsOwnRandomness() {
        Rotation tested = Rotation.weighted(each -> 1);
        Set<Assignment> firsts = new HashSet<>();
        for (int draw = 0; draw < 1_000; draw++) {
            firsts.add(tested.order(FOUR, CALL).get(0));
        }
        assertEquals(Set.copyOf(FOUR), firsts);
    }

    @Test
    @DisplayName("a single candidate is returned as it is, and its weight is not asked for")
    void oneCandidate() {
        List<Assignment> one = block(1);
        ToDoubleFunction<Assignment> failing = each -> {
            throw new AssertionError("asked");
        };
        assertSame(one, Rotation.weighted(failing).order(one, CALL));
    }

    @Test
    @DisplayName("null is refused at once")
    void rejectsNull() {
        assertThrowsNaming(NullPointerException.class, () -> Rotation.weighted(null), "weight");
        assertThrowsNaming(NullPointerException.class, () -> Rotation.weighted(null, new Random(7)), "weight");
        assertThrowsNaming(NullPointerException.class, () -> Rotation.weighted(each -> 1, null), "random");
    }
}
