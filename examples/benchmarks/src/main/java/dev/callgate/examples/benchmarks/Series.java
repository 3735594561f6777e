package dev.callgate.examples.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What was measured in each round of one thing. */
final class Series {
    private final List<Measured> rounds = new ArrayList<>();

    void add(Measured measured) {
        rounds.add(measured);
    }

    Measured round(int n) {
        return rounds.get(n);
    }

    int rounds() {
        return rounds.size();
    }

    Spread of(ToDoubleFunction<Measured> value) {
        return Spread.of(rounds.stream().mapToDouble(value).toArray());
    }

    /** The ratio to another series in each round, of which the median counts. */
    Spread ratio(Series other, ToDoubleFunction<Measured> value) {
        return Spread.of(IntStream.range(0, rounds.size())
                .mapToDouble(n -> value.applyAsDouble(round(n)) / value.applyAsDouble(other.round(n)))
                .toArray());
    }

    /** What had the highest throughput in each round. */
    static Series best(List<Series> all) {
        Series best = new Series();
        for (int n = 0; n < all.get(0).rounds(); n++) {
            int round = n;
            best.add(all.stream()
                    .map(each -> each.round(round))
                    .max(Comparator.comparingDouble(Measured::perSecond))
                    .orElseThrow());
        }
        return best;
    }
}
