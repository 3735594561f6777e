package dev.callgate.examples.benchmarks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Computes how many calls were certainly counted at the same time. */
final class SoakOverlaps {
    private SoakOverlaps() {}

    /** A call begins to count, or no longer does. */
    private record Edge(Instant at, int change) {}

    /** Returns the largest number of calls that counted at once: each from its answer to an end, which is left out. */
    static int most(List<SoakCall> calls, Function<SoakCall, Instant> end) {
        List<Edge> edges = new ArrayList<>();
        for (SoakCall each : calls) {
            if (each.answered.isBefore(end.apply(each))) {
                edges.add(new Edge(each.answered, 1));
                edges.add(new Edge(end.apply(each), -1));
            }
        }
        edges.sort(Comparator.comparing(Edge::at).thenComparing(Edge::change));
        int now = 0;
        int most = 0;
        for (Edge each : edges) {
            now += each.change;
            most = Math.max(most, now);
        }
        return most;
    }
}
