package dev.callgate.examples.benchmarks;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Option;

/** How long to measure, and how often. */
final class RoundOptions {
    @Option(
            names = "--rounds",
            description = "How many rounds, of which the median counts; each measures everything once,"
                    + " beginning with another (default: ${DEFAULT-VALUE}).")
    int rounds = 5;

    @Option(names = "--seconds", description = "How long each measurement takes (default: ${DEFAULT-VALUE}).")
    double seconds = 4;

    @Option(
            names = "--warm-up",
            description = "How many seconds everything runs before the first round (default: ${DEFAULT-VALUE}).")
    double warmUp = 4;

    @Option(
            names = "--lead-in",
            description =
                    "How many seconds each runs right before each measurement, so that what it remembers is as it is"
                            + " when it runs for long (default: ${DEFAULT-VALUE}).")
    double leadIn = 1;

    /** Measures something for so many seconds. */
    interface Measurement<T> {
        Measured of(T each, double seconds) throws SQLException;
    }

    /** Measures all of them, in turn, and returns what was measured of each. */
    <T> Results<T> run(List<T> all, Measurement<T> measurement) throws SQLException {
        return run(all, measurement, measurement);
    }

    /** The same, warmed up by something else. */
    <T> Results<T> run(List<T> all, Measurement<T> warmingUp, Measurement<T> measurement) throws SQLException {
        for (T each : all) {
            warmingUp.of(each, warmUp);
        }
        Results<T> measured = new Results<>(all);
        for (int round = 0; round < rounds; round++) {
            for (T each : inTurn(all, round)) {
                warmingUp.of(each, leadIn);
                measured.add(each, measurement.of(each, seconds));
            }
        }
        return measured;
    }

    /** Each round begins with another, and every second one goes backwards: so nothing always follows the same. */
    private static <T> List<T> inTurn(List<T> all, int round) {
        List<T> order = new ArrayList<>(all);
        Collections.rotate(order, -round);
        if (round % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }
}
