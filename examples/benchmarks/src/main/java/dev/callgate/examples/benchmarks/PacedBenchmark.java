package dev.callgate.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How long a call waits for its answer where calls come steadily, and fewer than could be answered: each round measures how
 * many a second a candidate can answer at most, and then offers it a share of that.
 */
@Command(
        name = "paced",
        mixinStandardHelpOptions = true,
        description = "Latency at a share of the highest throughput of each.")
final class PacedBenchmark implements Callable<Integer> {
    @Option(
            names = "--share",
            description = "Share of the highest throughput that is offered (default: ${DEFAULT-VALUE}).")
    private double share = 0.8;

    @Option(names = "--threads", description = "Number of callers (default: ${DEFAULT-VALUE}).")
    private int threads = LoadTables.CONNECTIONS;

    @Option(
            names = "--combined-threads",
            description = "Number of callers of the candidates that combine callers (default: ${DEFAULT-VALUE}).")
    private int combinedThreads = 512;

    @Option(names = "--rows", description = "Number of assignments, rows or buckets (default: ${DEFAULT-VALUE}).")
    private int rows = 20_000;

    @Option(names = "--numbers-per-agent", description = "Numbers per agent (default: ${DEFAULT-VALUE}).")
    private int numbersPerAgent = 1;

    @Mixin
    private CallerOptions callers = new CallerOptions();

    @Mixin
    private RoundOptions options = new RoundOptions();

    /** What each can answer at most, in the same rounds. */
    private final Map<Candidate, Series> highest = new HashMap<>();

    @Override
    public Integer call() throws SQLException {
        try (DurablePostgres server = DurablePostgres.start();
                HikariDataSource pool = DurablePostgres.pool(server.url(), LoadTables.CONNECTIONS)) {
            List<Candidate> candidates = callers.chosen(LoadTables.spread(pool, rows, numbersPerAgent));
            Results<Candidate> measured = options.run(
                    candidates,
                    (each, seconds) -> callers.callers(callersOf(each), pool).checked(each, seconds),
                    (each, seconds) -> paced(each, callers.callers(callersOf(each), pool), seconds));
            print(options.described(pool), measured);
        }
        return 0;
    }

    private Measured paced(Candidate candidate, Callers calling, double seconds) throws SQLException {
        Measured most = calling.checked(candidate, seconds);
        highest.computeIfAbsent(candidate, each -> new Series()).add(most);
        return calling.checkedAt(most.perSecond() * share, candidate, seconds);
    }

    private int callersOf(Candidate candidate) {
        return candidate.combinesCallers() ? combinedThreads : threads;
    }

    private void print(String run, Results<Candidate> measured) {
        System.out.printf(
                Locale.ROOT,
                "%n%s. %,d rows, %d per agent, %d connections, callers are %s; calls at equal intervals, %.0f %% of what each can"
                        + " answer at most. A call's time counts from when it was to be made.%n%n",
                run,
                rows,
                numbersPerAgent,
                LoadTables.CONNECTIONS,
                callers.threads(),
                share * 100);
        System.out.println("| | callers | at most, calls a second | offered and answered | p50 | p99 | p99 / floor's"
                + " | p99 / fair floor's |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        measured.forEach((each, series) -> System.out.printf(
                Locale.ROOT,
                "| %s | %d | %s | %s | %,.0f µs | %s µs | %s | %s |%n",
                each.name(),
                callersOf(each),
                Objects.requireNonNull(highest.get(each))
                        .of(Measured::perSecond)
                        .whole(),
                series.of(Measured::perSecond).whole(),
                series.of(Measured::p50Micros).median(),
                series.of(Measured::p99Micros).whole(),
                measured.ratio(series, BareUpdate.class::isInstance, Measured::p99Micros),
                measured.ratio(series, CheckedUpdate.class::isInstance, Measured::p99Micros)));
    }
}
