package dev.callgate.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
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
    private CallerOptions callers = new CallerOptions();

    @Mixin
    private RoundOptions options = new RoundOptions();

    /**
     * A measurement.
     *
     * @param candidate the measured candidate
     * @param callers number of callers
     */
    record Case(Candidate candidate, int callers) {
        private boolean is(Predicate<Candidate> meant, int so) {
            return callers == so && meant.test(candidate);
        }
    }

    @Override
    public Integer call() throws SQLException, IOException {
        try (DurablePostgres server = DurablePostgres.start();
                HikariDataSource pool = DurablePostgres.pool(server.url(), LoadTables.CONNECTIONS)) {
            List<Candidate> candidates = LoadTables.spread(pool, rows, numbersPerAgent);
            candidates.addAll(LoadTables.refused(pool, rows, numbersPerAgent));
            Results<Case> measured = options.run(
                    cases(callers.chosen(candidates)),
                    (each, seconds) -> callers.callers(each.callers(), pool).checked(each.candidate(), seconds));
            printTable(options.described(pool), measured);
            printBestNumbersOfCallers(measured);
            LoadPicture.of(measured).write(picture);
        }
        return 0;
    }

    private List<Case> cases(List<Candidate> candidates) {
        return threads.stream()
                .flatMap(callers -> candidates.stream()
                        .filter(each -> callers <= LoadTables.CONNECTIONS || isOfUseToMore(each))
                        .map(each -> new Case(each, callers)))
                .toList();
    }

    private static boolean isOfUseToMore(Candidate candidate) {
        return candidate.combinesCallers() || candidate instanceof BareUpdate || candidate instanceof CheckedUpdate;
    }

    private void printTable(String run, Results<Case> measured) {
        System.out.printf(
                Locale.ROOT,
                "%n%s. %,d rows, %d per agent, %d connections, callers are %s. Ratios are of calls a second in the same round.%n%n",
                run,
                rows,
                numbersPerAgent,
                LoadTables.CONNECTIONS,
                callers.threads());
        System.out.printf(
                "| callers | | calls a second | p50 | p99 | connections a call | / floor | / fair floor | / fair floor, %d callers"
                        + " | / gate | / best of Bucket4j |%n",
                LoadTables.CONNECTIONS);
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        measured.forEach((each, series) -> printRow(each, series, measured));
    }

    private static void printRow(Case each, Series series, Results<Case> measured) {
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %s | %,.0f µs | %,.0f µs | %.3f | %s | %s | %s | %s | %s |%n",
                each.callers(),
                each.candidate().name(),
                series.of(Measured::perSecond).whole(),
                series.of(Measured::p50Micros).median(),
                series.of(Measured::p99Micros).median(),
                series.of(Measured::connectionsPerCall).median(),
                ratio(series, measured, BareUpdate.class::isInstance, each.callers()),
                ratio(series, measured, CheckedUpdate.class::isInstance, each.callers()),
                ratio(series, measured, CheckedUpdate.class::isInstance, LoadTables.CONNECTIONS),
                ratio(series, measured, LoadTables.GATE, each.callers()),
                ratio(series, measured, Buckets.class::isInstance, each.callers()));
    }

    private static String ratio(Series series, Results<Case> measured, Predicate<Candidate> other, int callers) {
        return measured.ratio(series, each -> each.is(other, callers), Measured::perSecond);
    }

    /** Bucket4j may do best with fewer callers than group commit does. */
    private static void printBestNumbersOfCallers(Results<Case> measured) {
        String ratio = measured.ratio(
                each -> LoadTables.GROUPS.test(each.candidate()),
                each -> each.candidate() instanceof Buckets,
                Measured::perSecond);
        if (!ratio.isEmpty()) {
            System.out.printf(
                    "%nThe best of group commit beside the best of Bucket4j, with any number of callers in the same round: %s.%n",
                    ratio);
        }
    }
}
