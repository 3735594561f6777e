package dev.callgate.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How many calls a second are decided and counted where all want the same row. */
@Command(
        name = "hot",
        mixinStandardHelpOptions = true,
        description = "Calls a second on one row: one assignment, or the limit of an organization.")
final class HotBenchmark implements Callable<Integer> {
    @Option(names = "--threads", description = "Number of callers (default: ${DEFAULT-VALUE}).")
    private int threads = 64;

    @Option(
            names = "--rows",
            description = "Number of assignments of the organization with a limit (default: ${DEFAULT-VALUE}).")
    private int rows = 20_000;

    @Mixin
    private RoundOptions options = new RoundOptions();

    @Override
    public Integer call() throws SQLException {
        try (DurablePostgres server = DurablePostgres.start();
                HikariDataSource pool = DurablePostgres.pool(server.url(), LoadTables.CONNECTIONS)) {
            Callers callers = new Callers(threads);
            print(options.run(LoadTables.hot(pool, rows), callers::checked));
        }
        return 0;
    }

    private void print(Results<Candidate> measured) {
        System.out.printf(
                Locale.ROOT,
                "%nOne row, %d callers, %d connections, %d cores; the median of %d rounds of %.1f s after %.1f s, and the lowest and highest."
                        + " Ratios are of calls a second in the same round.%n%n",
                threads,
                LoadTables.CONNECTIONS,
                Runtime.getRuntime().availableProcessors(),
                options.rounds,
                options.seconds,
                options.leadIn);
        System.out.println("| | calls a second | p50 | p99 | / floor | / fair floor | / best of Bucket4j |");
        System.out.println("|---|---|---|---|---|---|---|");
        Series floor = measured.best(BareUpdate.class::isInstance).orElseThrow();
        Series fairFloor = measured.best(CheckedUpdate.class::isInstance).orElseThrow();
        Series buckets = measured.best(Buckets.class::isInstance).orElseThrow();
        measured.forEach((each, series) -> System.out.printf(
                Locale.ROOT,
                "| %s | %s | %,.0f µs | %,.0f µs | %s | %s | %s |%n",
                each.name(),
                series.of(Measured::perSecond).whole(),
                series.of(Measured::p50Micros).median(),
                series.of(Measured::p99Micros).median(),
                series.ratio(floor, Measured::perSecond),
                series.ratio(fairFloor, Measured::perSecond),
                series.ratio(buckets, Measured::perSecond)));
    }
}
