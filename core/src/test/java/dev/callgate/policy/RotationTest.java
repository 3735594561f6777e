package dev.callgate.policy;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.policy.Candidates.callTo;
import static dev.callgate.policy.Candidates.candidate;
import static dev.callgate.policy.Candidates.digits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.call.CallFacts;
import dev.callgate.model.Assignment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RotationTest {
    /** Creates a rotation that was not called yet, which matters for rotations with state. */
    private enum Kind {
        LEAST_USED(Rotation::leastUsed),
        ROUND_ROBIN(Rotation::roundRobin),
        STICKY(Rotation::sticky),
        LOCAL_PRESENCE(Rotation::localPresence),
        WEIGHTED(() -> Rotation.weighted(Assignment::callsMadeToday, new Random(7))),
        ODD_ONES_FIRST(() -> (candidates, call) -> {
            List<Assignment> ordered = new ArrayList<>(candidates);
            ordered.sort(Comparator.comparing(each -> each.number().e164().toLong() % 2 == 0));
            return ordered;
        }),
        NO_EVEN_ONES(() -> (candidates, call) -> candidates.stream()
                .filter(each -> each.number().e164().toLong() % 2 != 0)
                .toList());

        private final Supplier<Rotation> maker;

        Kind(Supplier<Rotation> maker) {
            this.maker = maker;
        }

        Rotation create() {
            return maker.get();
        }
    }

    @Provide
    Arbitrary<Kind> complete() {
        return Arbitraries.of(EnumSet.complementOf(EnumSet.of(Kind.NO_EVEN_ONES)));
    }

    @Provide
    Arbitrary<CallFacts> calls() {
        return numbers().map(Candidates::callTo);
    }

    @Provide
    Arbitrary<List<Assignment>> candidates() {
        Arbitrary<Integer> fewCalls = Arbitraries.integers().between(0, 3);
        return Combinators.combine(numbers(), fewCalls)
                .as((number, calls) -> candidate(number, calls))
                .list()
                .uniqueElements(Candidates::digits)
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    /** Candidates in few areas, so that callees have numbers near them. */
    private static Arbitrary<String> numbers() {
        Arbitrary<String> areas = Arbitraries.of(
                "+1202555", "+1415555", "+1416555", "+44207946", "+44153445", "+4930123", "+8001234", "+1800555");
        return Combinators.combine(areas, Arbitraries.integers().between(0, 9_999))
                .as((area, line) -> area + "%04d".formatted(line));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    @Label("each rotation returns the candidates, each once")
    void returnsAllCandidates(
            @ForAll @From("complete") Kind kind,
            @ForAll @From("candidates") List<Assignment> candidates,
            @ForAll @Size(max = 4) List<@From("calls") CallFacts> calls) {
        Rotation tested = kind.create();
        for (CallFacts call : calls) {
            List<Assignment> ordered = tested.order(List.copyOf(candidates), call);
            assertEquals(candidates.size(), ordered.size());
            assertEquals(new HashSet<>(candidates), new HashSet<>(ordered));
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    @Label("of three rotations one upon another, it does not matter which two are put together first")
    void isAssociative(
            @ForAll Kind first,
            @ForAll Kind second,
            @ForAll Kind third,
            @ForAll @From("candidates") List<Assignment> candidates,
            @ForAll @From("calls") CallFacts call) {
        Rotation one = first.create().then(second.create()).then(third.create());
        Rotation other = first.create().then(second.create().then(third.create()));
        for (int times = 0; times < 3; times++) {
            assertEquals(one.order(candidates, call), other.order(candidates, call));
        }
    }

    @Test
    @DisplayName("the least used comes first among equally near numbers")
    void presenceThenUsage() {
        List<Assignment> candidates = List.of(
                candidate("+442079460123", 0),
                candidate("+12025550100", 2),
                candidate("+12025550101", 1),
                candidate("+14155550100", 1),
                candidate("+14155550101", 0));
        Rotation tested = Rotation.localPresence().then(Rotation.leastUsed());
        assertEquals(
                List.of("+12025550101", "+12025550100", "+14155550101", "+14155550100", "+442079460123"),
                digits(tested.order(candidates, callTo("+12025550199"))));
    }

    @Test
    @DisplayName("of the numbers near the callee, each callee sees the same one, and not all callees the same")
    void presenceThenSticky() {
        List<Assignment> candidates =
                List.of(candidate("+442079460123", 0), candidate("+12025550100", 2), candidate("+12025550101", 1));
        Rotation tested = Rotation.localPresence().then(Rotation.sticky());

        Set<String> firsts = new HashSet<>();
        for (int n = 0; n < 100; n++) {
            CallFacts call = callTo("+1202555%04d".formatted(1_000 + n));
            String first = digits(tested.order(candidates, call).get(0));
            List<Assignment> others = new ArrayList<>(candidates);
            Collections.reverse(others);
            assertEquals(first, digits(tested.order(others, call).get(0)));
            firsts.add(first);
        }
        assertEquals(Set.of("+12025550100", "+12025550101"), firsts);
    }

    @Test
    @DisplayName("a rotation is not asked once the next one has left nothing to order")
    void isNotAskedWithoutCandidates() {
        Rotation none = (candidates, call) -> List.of();
        Rotation failing = (candidates, call) -> {
            throw new AssertionError("asked");
        };
        assertEquals(List.of(), failing.then(none).order(Candidates.block(2), callTo("+12025550199")));
    }

    @Test
    @DisplayName("null is refused at once")
    void rejectsNull() {
        assertThrowsNaming(NullPointerException.class, () -> Rotation.sticky().then(null), "next");
    }
}
