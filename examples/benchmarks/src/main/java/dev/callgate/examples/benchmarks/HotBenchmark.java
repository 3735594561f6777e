package dev.callgate.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.List;
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
    private CallerOptions callers = new CallerOptions();

    @Mixin
    private RoundOptions options = new RoundOptions();

    @Override
    public Integer call() throws SQLException {
        try (DurablePostgres server = DurablePostgres.start();
                HikariDataSource pool = DurablePostgres.pool(server.url(), LoadTables.CONNECTIONS)) {
            List<Candidate> candidates = callers.chosen(LoadTables.hot(pool, rows));
            Results<Candidate> measured = options.run(candidates, callers.callers(threads, pool)::checked);
            printTable(options.described(pool), measured);
            printLimits(measured);
        }
        return 0;
    }

    private void printTable(String run, Results<Candidate> measured) {
        System.out.printf(
                Locale.ROOT,
                "%n%s. One row, %d callers, who are %s, %d connections; with an organization's limit, %,d assignments. Ratios are of calls a"
                        + " second in the same round.%n%n",
                run,
                threads,
                callers.threads(),
                LoadTables.CONNECTIONS,
                rows);
        System.out.println(
                "| | calls a second | p50 | p99 | connections a call | / floor | / fair floor | / best of Bucket4j |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        measured.forEach((each, series) -> System.out.printf(
                Locale.ROOT,
                "| %s | %s | %,.0f µs | %,.0f µs | %.3f | %s | %s | %s |%n",
                each.name(),
                series.of(Measured::perSecond).whole(),
                series.of(Measured::p50Micros).median(),
                series.of(Measured::p99Micros).median(),
                series.of(Measured::connectionsPerCall).median(),
                measured.ratio(series, BareUpdate.class::isInstance, Measured::perSecond),
                measured.ratio(series, CheckedUpdate.class::isInstance, Measured::perSecond),
                measured.ratio(series, Buckets.class::isInstance, Measured::perSecond)));
    }

    private static void printLimits(Results<Candidate> measured) {
        String alone = measured.ratio(LoadTables.GATE_WITH_LIMIT, LoadTables.GATE, Measured::perSecond);
        String inGroups = measured.ratio(LoadTables.GROUPS_WITH_LIMIT, LoadTables.GROUPS, Measured::perSecond);
        if (!alone.isEmpty() && !inGroups.isEmpty()) {
            System.out.printf(
                    "%nAn organization's limit beside one hot row: %s alone, %s with group commit.%n", alone, inGroups);
        }
    }
}
