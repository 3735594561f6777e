package dev.callgate.policy;

import dev.callgate.call.CallFacts;
import dev.callgate.model.Assignment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Orders randomly, in proportion to weights: each number draws an exponentially distributed value, which is divided by
 * its weight, and the lowest quotient comes first (Efraimidis and Spirakis, "Weighted random sampling with a
 * reservoir", Information Processing Letters 97(5), 2006).
 */
final class Weighted implements Rotation {
    private record Draw(Assignment assignment, double value) {}

    private final ToDoubleFunction<? super Assignment> weights;
    private final Supplier<? extends RandomGenerator> randoms;

    Weighted(ToDoubleFunction<? super Assignment> weights, Supplier<? extends RandomGenerator> randoms) {
        this.weights = Objects.requireNonNull(weights, "weight");
        this.randoms = randoms;
    }

    @Override
    public List<Assignment> order(List<Assignment> candidates, CallFacts call) {
        if (candidates.size() < 2) {
            return candidates;
        }
        RandomGenerator random = randoms.get();
        List<Draw> draws = new ArrayList<>(candidates.size());
        for (Assignment each : candidates) {
            draws.add(new Draw(each, draw(weightOf(each), random)));
        }
        draws.sort(Comparator.comparingDouble(Draw::value));
        return draws.stream().map(Draw::assignment).toList();
    }

    /** Returns the logarithm of the quotient, which is finite for all weights except 0, even tiny ones. */
    private static double draw(double weight, RandomGenerator random) {
        return weight == 0 ? Double.POSITIVE_INFINITY : Math.log(random.nextExponential()) - Math.log(weight);
    }

    private double weightOf(Assignment assignment) {
        double weight = weights.applyAsDouble(assignment);
        if (weight >= 0 && weight < Double.POSITIVE_INFINITY) {
            return weight;
        }
        throw new IllegalArgumentException("a weight must be finite and 0 or more, but the weight of number %s is %s"
                .formatted(assignment.number().e164().masked(), weight));
    }
}
