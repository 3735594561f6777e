package dev.callgate.examples.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What was measured of each, in the order in which they are to be shown. */
final class Results<T> {
    private final Map<T, Series> all = new LinkedHashMap<>();

    Results(List<T> shown) {
        shown.forEach(each -> all.put(each, new Series()));
    }

    void add(T each, Measured measured) {
        of(each).add(measured);
    }

    Series of(T each) {
        return Objects.requireNonNull(all.get(each));
    }

    void forEach(BiConsumer<T, Series> action) {
        all.forEach(action);
    }

    /** Of those that are meant, what had the highest throughput in each round; nothing if none is. */
    Optional<Series> best(Predicate<T> meant) {
        List<Series> some = all.keySet().stream().filter(meant).map(this::of).toList();
        return some.isEmpty() ? Optional.empty() : Optional.of(Series.best(some));
    }

    /** The ratio of what is meant to something else, of the best of each in the same round; empty if either was not measured. */
    String ratio(Predicate<T> meant, Predicate<T> other, ToDoubleFunction<Measured> value) {
        return best(meant).map(each -> ratio(each, other, value)).orElse("");
    }

    /** The ratio to something else, of the best of which in the same round; empty if it was not measured. */
    String ratio(Series series, Predicate<T> other, ToDoubleFunction<Measured> value) {
        return best(other).map(each -> series.ratio(each, value).toString()).orElse("");
    }
}
