package dev.callgate.examples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the verdict of a soak notices. */
class SoakVerdictTest {
    private static final int SAMPLES = 30;

    private static SoakSample sample(double p99, double bare, double heap, long threads, long journal) {
        return new SoakSample(
                1,
                50,
                1_000,
                p99,
                500,
                bare,
                heap,
                threads,
                3,
                16,
                18,
                1e6,
                SoakSampler.TABLES.stream()
                        .collect(Collectors.toMap(each -> each, each -> each.equals("call_journal") ? journal : 100L)));
    }

    private static List<String> broken(IntFunction<SoakSample> samples) {
        SoakVerdict verdict =
                new SoakVerdict(IntStream.range(0, SAMPLES).mapToObj(samples).toList());
        List<String> broken = verdict.rules().stream()
                .filter(each -> !each.holds())
                .map(SoakVerdict.Rule::what)
                .toList();
        assertEquals(broken.isEmpty(), verdict.isFlat());
        assertEquals(!broken.isEmpty(), verdict.table().contains("BROKEN"));
        return broken;
    }

    @Test
    void nothingIsBrokenIfAllIsFlatAfterTheFirstThird() {
        assertEquals(List.of(), broken(n -> sample(n < 10 ? 90_000 : 5_000, 900, 2e7, 30, n < 10 ? n : 1_000)));
    }

    @Test
    void heapThatGrowsByAFifthIsNoticed() {
        assertEquals(
                List.of("used heap after a collection, median, MB"),
                broken(n -> sample(5_000, 900, n < 20 ? 2e7 : 2.4e7, 30, 1_000)));
    }

    @Test
    void oneMoreThreadIsNoticed() {
        assertEquals(List.of("threads, maximum"), broken(n -> sample(5_000, 900, 2e7, n < 29 ? 30 : 31, 1_000)));
    }

    @Test
    void rowsThatGrowAreNoticed() {
        assertEquals(
                List.of("rows of `call_journal`, maximum"), broken(n -> sample(5_000, 900, 2e7, 30, 1_000 + 20 * n)));
    }

    @Test
    void latencyThatDoublesIsNoticedUnlessTheBareUpdateIsAsMuchSlower() {
        assertEquals(
                List.of("p99 of a decision, median, ms"),
                broken(n -> sample(n < 20 ? 5_000 : 10_000, 900, 2e7, 30, 1_000)));
        assertTrue(broken(n -> sample(n < 20 ? 5_000 : 10_000, n < 20 ? 900 : 1_800, 2e7, 30, 1_000))
                .isEmpty());
    }
}
