package dev.callgate.examples.benchmarks;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Command-line options for the number and duration of measurements. */
final class RoundOptions {
    @Option(
            names = "--rounds",
            description = "Number of rounds. Each measures every candidate once, starting with another; the result is"
                    + " the median (default: ${DEFAULT-VALUE}).")
    int rounds = 5;

    @Option(names = "--seconds", description = "Duration of each measurement in seconds (default: ${DEFAULT-VALUE}).")
    double seconds = 4;

    @Option(names = "--warm-up", description = "Warm-up in seconds before the first round (default: ${DEFAULT-VALUE}).")
    double warmUp = 4;

    @Option(
            names = "--lead-in",
            description = "Warm-up in seconds right before each measurement, so that caches are as"
                    + " in a long run (default: ${DEFAULT-VALUE}).")
    double leadIn = 1;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** Returns the command, the machine and the rounds, as the results page says them. */
    String described(DataSource database) throws SQLException {
        return String.format(
                Locale.ROOT,
                "`-Dbenchmark=\"%s\"`, %s: %d cores, Java %s, PostgreSQL %s; the median of %d round%s of %.1f s after %.1f s, and the lowest and highest",
                String.join(" ", command.root().commandLine().getParseResult().originalArgs()),
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                Sql.serverVersion(database),
                rounds,
                rounds == 1 ? "" : "s",
                seconds,
                leadIn);
    }

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
