package dev.callgate.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How many calls a second are decided and counted, spread over many assignments, by more and more callers. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "Calls a second over many assignments, beside a bare UPDATE and Bucket4j.")
final class LoadBenchmark implements Callable<Integer> {
    @Option(
            names = "--threads",
            split = ",",
            description =
                    "How many callers there are. More than there are connections are of use only to those who serve"
                            + " callers together, and are measured for these and the floors (default: ${DEFAULT-VALUE}).")
    private List<Integer> threads = List.of(1, 8, 32, 128, 512);

    @Option(names = "--rows", description = "Number of assignments, rows or buckets (default: ${DEFAULT-VALUE}).")
    private int rows = 20_000;

    @Option(names = "--numbers-per-agent", description = "Numbers per agent (default: ${DEFAULT-VALUE}).")
    private int numbersPerAgent = 1;

    @Option(names = "--picture", description = "PNG file for the chart (default: ${DEFAULT-VALUE}).")
    private Path picture = Path.of("target", "load.png");

    @Mixin
    private RoundOptions options = new RoundOptions();

    /**
     * A measurement.
     *
     * @param candidate the measured candidate
     * @param callers number of callers
     */
    record Case(Candidate candidate, int callers) {
        private boolean is(Class<? extends Candidate> kind, int so) {
            return kind.isInstance(candidate) && callers == so;
        }
    }

    @Override
    public Integer call() throws SQLException, IOException {
        try (DurablePostgres server = DurablePostgres.start();
                HikariDataSource pool = DurablePostgres.pool(server.url(), LoadTables.CONNECTIONS)) {
            List<Candidate> candidates = LoadTables.spread(pool, rows, numbersPerAgent);
            Results<Case> measured = options.run(cases(candidates), (each, seconds) -> new Callers(each.callers())
                    .checked(each.candidate(), seconds));
            print(measured);
            LoadPicture.of(measured).write(picture);
        }
        return 0;
    }

    private List<Case> cases(List<Candidate> candidates) {
        return threads.stream()
                .flatMap(callers -> candidates.stream()
                        .filter(each -> callers <= LoadTables.CONNECTIONS
                                || each.combinesCallers()
                                || each instanceof BareUpdate
                                || each instanceof CheckedUpdate)
                        .map(each -> new Case(each, callers)))
                .toList();
    }

    private void print(Results<Case> measured) {
        System.out.printf(
                Locale.ROOT,
                "%n%,d rows, %d numbers an agent, %d connections, %d cores; the median of %d rounds of %.1f s after %.1f s, and the lowest and"
                        + " highest. Ratios are of calls a second in the same round.%n%n",
                rows,
                numbersPerAgent,
                LoadTables.CONNECTIONS,
                Runtime.getRuntime().availableProcessors(),
                options.rounds,
                options.seconds,
                options.leadIn);
        System.out.printf(
                "| callers | | calls a second | p50 | p99 | / floor | / fair floor | / fair floor, %d callers | / best of Bucket4j |%n",
                LoadTables.CONNECTIONS);
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        measured.forEach((each, series) -> print(each, series, measured));
    }

    private static void print(Case each, Series series, Results<Case> measured) {
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %s | %,.0f µs | %,.0f µs | %s | %s | %s | %s |%n",
                each.callers(),
                each.candidate().name(),
                series.of(Measured::perSecond).whole(),
                series.of(Measured::p50Micros).median(),
                series.of(Measured::p99Micros).median(),
                ratio(series, measured.best(floor -> floor.is(BareUpdate.class, each.callers()))),
                ratio(series, measured.best(floor -> floor.is(CheckedUpdate.class, each.callers()))),
                ratio(series, measured.best(floor -> floor.is(CheckedUpdate.class, LoadTables.CONNECTIONS))),
                ratio(series, measured.best(peer -> peer.is(Buckets.class, each.callers()))));
    }

    private static String ratio(Series series, Optional<Series> other) {
        return other.map(each -> series.ratio(each, Measured::perSecond).toString())
                .orElse("");
    }
}
