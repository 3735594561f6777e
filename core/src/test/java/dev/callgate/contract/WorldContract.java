package dev.callgate.contract;

import dev.callgate.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Plays weeks of use of a store: calls, ends, administrators, clocks that are wrong, and failures. Extend this class and return the store,
 * which needs all abilities. The steps come from a seed, and the same seed repeats them. A seed that fails is reduced to few steps, which
 * are printed as a test that can be pasted into the subclass.
 *
 * <p>System properties: {@code callgate.world.seeds} is the number of seeds, {@code callgate.world.first} is the first of them, and {@code
 * callgate.world.times} multiplies the usual number.
 */
public abstract class WorldContract {
    /** Returns a function that opens one more view of one store, which fails as it is told. It is called for each world. */
    protected abstract Function<WorldFaults, Storage> openWorld();

    /** Returns the usual number of seeds. */
    protected abstract int seeds();

    /** Returns after how many steps the journal, the reports and the audit trail are compared too; the rest is after each step. */
    protected int stepsBetweenBooks() {
        return 10;
    }

    @Test
    @DisplayName("D1 D2 D3 D4 D5 D6 D7 D9 D10 D11 D12 D13 D14 D16 D18 D19 K1 K2 K8 T1 T2 "
            + "weeks of use, wrong clocks and failures: each promise holds after each step")
    void keepsItsPromises(TestReporter reporter) {
        int first = Integer.getInteger("callgate.world.first", 1);
        int seeds = Integer.getInteger("callgate.world.seeds", seeds() * Integer.getInteger("callgate.world.times", 1));
        long start = System.nanoTime();
        for (int seed = first; seed < first + seeds; seed++) {
            try {
                play(WorldSeed.steps(seed));
            } catch (AssertionError e) {
                throw reduced(seed, e);
            }
        }
        long millis = Math.max(1, (System.nanoTime() - start) / 1_000_000);
        reporter.publishEntry("steps a second", String.valueOf(1_000L * seeds * WorldSeed.STEPS / millis));
    }

    /** Plays the steps of a test that a seed was reduced to. */
    protected final void play(WorldStep... steps) {
        play(List.of(steps));
    }

    private void play(List<WorldStep> steps) {
        new World(openWorld(), stepsBetweenBooks()).play(steps);
    }

    private AssertionError failureOf(List<WorldStep> steps) {
        try {
            play(steps);
            return null;
        } catch (AssertionError e) {
            return e;
        }
    }

    /** Leaves steps out, many at first, and failures of the store, for as long as the rest still fails. */
    private AssertionError reduced(int seed, AssertionError first) {
        List<WorldStep> steps = WorldSeed.steps(seed);
        AssertionError failure = first;
        for (int size = steps.size() / 2; size > 0; size = size / 2) {
            for (int from = 0; from < steps.size(); ) {
                List<WorldStep> fewer = new ArrayList<>(steps);
                fewer.subList(from, Math.min(from + size, steps.size())).clear();
                AssertionError found = failureOf(fewer);
                failure = found == null ? failure : found;
                steps = found == null ? steps : fewer;
                from += found == null ? size : 0;
            }
        }
        for (int n = 0; n < steps.size(); n++) {
            if (steps.get(n) instanceof WorldStep.Failing failing) {
                List<WorldStep> simpler = new ArrayList<>(steps);
                simpler.set(n, failing.during());
                AssertionError found = failureOf(simpler);
                failure = found == null ? failure : found;
                steps = found == null ? steps : simpler;
            }
        }
        String code =
                steps.stream().map(each -> "                " + each.code()).collect(Collectors.joining(",\n"));
        return new AssertionError(
                "seed %d fails with %d steps: %s%n%n    @Test%n    void seed%d() {%n        play(%n%s);%n    }%n"
                        .formatted(seed, steps.size(), failure.getMessage(), seed, code),
                failure);
    }
}
