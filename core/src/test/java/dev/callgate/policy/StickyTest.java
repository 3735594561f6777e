package dev.callgate.policy;

import static dev.callgate.policy.Candidates.block;
import static dev.callgate.policy.Candidates.callTo;
import static dev.callgate.policy.Candidates.digits;
import static dev.callgate.policy.Candidates.unused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.call.CallFacts;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StickyTest {
    private static final int CALLEES = 10_000;

    private final Rotation tested = Rotation.sticky();

    private Assignment chosen(List<Assignment> candidates, CallFacts call) {
        return tested.order(candidates, call).get(0);
    }

    @Provide
    Arbitrary<CallFacts> calls() {
        return Arbitraries.longs().between(10, 999_999_999_999_999L).map(callee -> callTo("+" + callee));
    }

    @Provide
    Arbitrary<List<Assignment>> candidates() {
        Arbitrary<Long> ofOneBlock = Arbitraries.longs().between(12_025_550_100L, 12_025_550_199L);
        Arbitrary<Long> any = Arbitraries.longs().between(10, 999_999_999_999_999L);
        return Combinators.combine(
                        Arbitraries.oneOf(ofOneBlock, any)
                                .list()
                                .uniqueElements()
                                .ofMinSize(2)
                                .ofMaxSize(12),
                        Arbitraries.randoms())
                .as((numbers, random) -> {
                    Collections.shuffle(numbers, random);
                    return unused(numbers.stream().map(number -> "+" + number).toArray(String[]::new));
                });
    }

    @Property
    @Label("a callee's number is the same, in whichever order the candidates are given")
    void doesNotDependOnTheOrder(
            @ForAll @From("candidates") List<Assignment> candidates,
            @ForAll @From("calls") CallFacts call,
            @ForAll Random random) {
        List<Assignment> shuffled = new ArrayList<>(candidates);
        Collections.shuffle(shuffled, random);
        assertEquals(chosen(candidates, call), chosen(shuffled, call));
    }

    @Property
    @Label("a number that goes changes nothing for the callees whose number is another")
    void doesNotDependOnTheOthers(
            @ForAll @From("candidates") List<Assignment> candidates, @ForAll @From("calls") CallFacts call) {
        Assignment chosen = chosen(candidates, call);
        for (Assignment gone : candidates) {
            if (gone != chosen) {
                assertEquals(chosen, chosen(without(gone, candidates), call));
            }
        }
    }

    @Property
    @Label("a number that comes becomes a callee's, or changes nothing for it, as its weight is higher or lower")
    void onlyAHigherWeightChangesTheNumber(
            @ForAll @From("candidates") List<Assignment> candidates, @ForAll @From("calls") CallFacts call) {
        Assignment added = candidates.get(candidates.size() - 1);
        Assignment before = chosen(without(added, candidates), call);
        Assignment expected = weight(added, call) > weight(before, call) ? added : before;
        assertEquals(expected, chosen(candidates, call));
    }

    @Property
    @Label("the numbers come in the order of falling weight")
    void ordersByWeight(
            @ForAll @From("candidates") List<Assignment> candidates, @ForAll @From("calls") CallFacts call) {
        List<Assignment> ordered = tested.order(candidates, call);
        assertEquals(Set.copyOf(candidates), Set.copyOf(ordered));
        for (int place = 1; place < ordered.size(); place++) {
            assertTrue(weight(ordered.get(place - 1), call) > weight(ordered.get(place), call));
        }
    }

    private static List<Assignment> without(Assignment one, List<Assignment> all) {
        return all.stream().filter(each -> each != one).toList();
    }

    private static long weight(Assignment candidate, CallFacts call) {
        return Sticky.weight(Sticky.seed(call.to()), candidate.number().e164());
    }

    @ParameterizedTest
    @CsvSource({
        "+12025550199, +12025550123, cd492b3a3f3cf4a5",
        "+12025550199, +12025550124, ed2fbaaf4fbc0ddd",
        "+12025550123, +12025550199, 5522f5755b24d5ab",
        "+442079460000, +12025550123, 3439e402ccdd8788",
        "+10, +999999999999999, bb0b5c4ab27f92a5",
    })
    @DisplayName("weights are the same in each version")
    void weightsStay(String callee, String number, String weight) {
        long actual = Sticky.weight(Sticky.seed(E164.of(callee)), E164.of(number));
        assertEquals(weight, Long.toHexString(actual));
    }

    @ParameterizedTest
    @CsvSource({
        "+12025550199, +12025550100",
        "+12125550199, +12025550104",
        "+442079460000, +12025550100",
        "+4930123456, +12025550105",
        "+81312345678, +12025550107",
        "+33123456789, +12025550108",
    })
    @DisplayName("callees have the same numbers in each version")
    void choicesStay(String callee, String number) {
        assertEquals(number, digits(chosen(block(10), callTo(callee))));
    }

    static Stream<Arguments> spreads() {
        List<Named<IntFunction<String>>> callees = List.of(
                Named.of("callees of one block", n -> "+1415%07d".formatted(2_000_000 + n)),
                Named.of("callees that differ in their first digits", n -> "+1%04d550123".formatted(n)),
                Named.of("callees of the numbers' block", n -> "+1202%07d".formatted(5_550_000 + n)));
        List<Named<List<Assignment>>> numbers = List.of(
                Named.of("numbers of one block", block(10)),
                Named.of(
                        "numbers of ten area codes",
                        unused(IntStream.range(0, 10)
                                .mapToObj(n -> "+1%d5550123".formatted(201 + n))
                                .toArray(String[]::new))));
        return callees.stream().flatMap(each -> numbers.stream().map(other -> Arguments.of(each, other)));
    }

    @ParameterizedTest
    @MethodSource("spreads")
    @DisplayName("callees spread evenly over the numbers")
    void spreadsEvenly(IntFunction<String> callee, List<Assignment> numbers) {
        assertSharesWithin(800, 1_200, numbers, shares(callee, numbers));
    }

    @ParameterizedTest
    @MethodSource("spreads")
    @DisplayName("the callees of a number that is gone spread evenly over the others")
    void spreadsEvenlyOnceANumberIsGone(IntFunction<String> callee, List<Assignment> numbers) {
        Assignment gone = numbers.get(4);
        List<Assignment> left = without(gone, numbers);
        Map<String, Integer> before = shares(callee, numbers);
        Map<String, Integer> gained = shares(callee, left);
        before.forEach((number, callees) -> gained.merge(number, -callees, Integer::sum));
        gained.remove(digits(gone));
        // A ninth of a thousand: 111, with a standard deviation of 10.
        assertSharesWithin(60, 160, left, gained);
    }

    private Map<String, Integer> shares(IntFunction<String> callee, List<Assignment> numbers) {
        Map<String, Integer> shares = new HashMap<>();
        for (int n = 0; n < CALLEES; n++) {
            shares.merge(digits(chosen(numbers, callTo(callee.apply(n)))), 1, Integer::sum);
        }
        return shares;
    }

    private static void assertSharesWithin(int least, int most, List<Assignment> numbers, Map<String, Integer> shares) {
        assertEquals(numbers.size(), shares.size(), shares::toString);
        assertTrue(shares.values().stream().allMatch(share -> share >= least && share <= most), shares::toString);
    }

    @Test
    @DisplayName("a callee sees the same number in whichever of two forms its own is dialed")
    void usesOneNumberForALine() {
        List<Assignment> numbers =
                unused("+12025550101", "+12025550102", "+12025550103", "+12025550104", "+12025550105");
        for (int n = 0; n < 100; n++) {
            String local = "11%08d".formatted(23_456_700 + n);
            assertEquals(chosen(numbers, callTo("+54" + local)), chosen(numbers, callTo("+549" + local)));
        }
    }

    @Test
    @DisplayName("a callee's number comes back once it is a candidate again, and meanwhile the callee sees one other")
    void returnsWhenTheNumberIsACandidateAgain() {
        CallFacts call = callTo("+4930123456");
        List<Assignment> all = block(10);
        Assignment chosen = chosen(all, call);
        List<Assignment> meanwhile = without(chosen, all);
        Assignment substitute = chosen(meanwhile, call);
        List<Assignment> reversed = new ArrayList<>(meanwhile);
        Collections.reverse(reversed);
        assertEquals(substitute, chosen(reversed, call));
        assertEquals(chosen, chosen(all, call));
    }
}
