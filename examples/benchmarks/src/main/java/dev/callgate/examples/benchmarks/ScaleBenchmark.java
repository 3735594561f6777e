package dev.callgate.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.model.OrganizationId;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What a decision costs among very many assignments, beside the same among few in another database of the same server; and
 * what a bare UPDATE costs among as many rows.
 */
@Command(
        name = "scale",
        mixinStandardHelpOptions = true,
        description = "Decisions among very many assignments beside few.")
final class ScaleBenchmark implements Callable<Integer> {
    @Option(
            names = "--assignments",
            description = "Number of assignments in the large database (default: ${DEFAULT-VALUE}).")
    private int assignments = 10_000_000;

    @Option(names = "--few", description = "Number of assignments in the small database (default: ${DEFAULT-VALUE}).")
    private int few = 10_000;

    @Option(names = "--numbers-per-agent", description = "Numbers per agent (default: ${DEFAULT-VALUE}).")
    private int numbersPerAgent = 10;

    @Option(
            names = "--calling",
            split = ",",
            description = "Number of calling agents in both databases (default: ${DEFAULT-VALUE}).")
    private List<Integer> calling = List.of(1_000, 1_000_000);

    @Option(names = "--threads", split = ",", description = "Number of callers (default: ${DEFAULT-VALUE}).")
    private List<Integer> threads = List.of(1, 8);

    @Mixin
    private RoundOptions options = new RoundOptions();

    /** Calls that were allowed, warm-up included. */
    private long allowed;

    /**
     * A measurement.
     *
     * @param candidate the measured candidate
     * @param callers number of callers
     */
    private record Case(Calling candidate, int callers) {}

    @Override
    public Integer call() throws SQLException {
        int connections = threads.stream().mapToInt(Integer::intValue).max().orElse(1);
        try (DurablePostgres server = DurablePostgres.start();
                HikariDataSource small = DurablePostgres.pool(server.newDatabase("small"), connections);
                HikariDataSource large = DurablePostgres.pool(server.newDatabase("large"), connections)) {
            List<Calling> amongFew = candidates(small, few);
            List<Calling> amongMany = candidates(large, assignments);
            for (List<Calling> all : List.of(amongFew, amongMany)) {
                for (Calling each : all) {
                    allowed += each.callOnceIfCached();
                }
            }
            List<HikariDataSource> pools = List.of(small, large);
            Results<Case> measured =
                    options.run(cases(amongFew, amongMany), (each, seconds) -> measured(each, seconds, pools));
            Checks.requireEqual("calls counted", counted(amongFew) + counted(amongMany), allowed);
            print(amongFew, amongMany, measured);
        }
        return 0;
    }

    private List<Calling> candidates(HikariDataSource pool, int rows) throws SQLException {
        List<Candidate> all = new ArrayList<>();
        all.add(BareUpdate.on(pool, rows));
        JdbcStorage.on(pool).migrate();
        AssignedNumbers numbers = new AssignedNumbers(new OrganizationId("scale"), 0, rows, numbersPerAgent);
        numbers.fill(pool);
        all.addAll(Gate.over(GateStore.cachedAndUncached(pool), pool, numbers));
        Sql.execute(pool, "CHECKPOINT");
        return calling.stream()
                .flatMap(most -> all.stream().map(each -> Calling.atMost(most, each)))
                .toList();
    }

    /** Few and many take turns. */
    private List<Case> cases(List<Calling> amongFew, List<Calling> amongMany) {
        List<Case> all = new ArrayList<>();
        for (int callers : threads) {
            for (int i = 0; i < amongFew.size(); i++) {
                all.add(new Case(amongFew.get(i), callers));
                all.add(new Case(amongMany.get(i), callers));
            }
        }
        return all;
    }

    /** To add up so many rows each time would take longer than the measurement, so that is done once at the end. */
    private Measured measured(Case each, double seconds, List<HikariDataSource> pools) {
        Measured measured = new Callers(each.callers(), Executors.defaultThreadFactory(), pools)
                .callContinuously(each.candidate(), seconds);
        allowed += measured.calls();
        return measured;
    }

    /** The floor has a table of its own, and all gates the same. */
    private static long counted(List<Calling> candidates) throws SQLException {
        return candidates.get(0).counted() + candidates.get(1).counted();
    }

    private void print(List<Calling> amongFew, List<Calling> amongMany, Results<Case> measured) {
        System.out.printf(
                Locale.ROOT,
                "%n%,d assignments beside %,d, %d numbers an agent, %d cores; the median of %d rounds of %.1f s"
                        + " after %.1f s, and the lowest and highest.%n%n",
                assignments,
                few,
                numbersPerAgent,
                Runtime.getRuntime().availableProcessors(),
                options.rounds,
                options.seconds,
                options.leadIn);
        System.out.println(
                "| callers | agents who call | | among few, a second | among many, a second | p50, few | many | p99, few | many | cost, many / few |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (int callers : threads) {
            for (int i = 0; i < amongFew.size(); i++) {
                print(
                        callers,
                        amongMany.get(i),
                        measured.of(new Case(amongFew.get(i), callers)),
                        measured.of(new Case(amongMany.get(i), callers)));
            }
        }
    }

    private static void print(int callers, Calling candidate, Series small, Series large) {
        System.out.printf(
                Locale.ROOT,
                "| %d | %,d | %s | %s | %s | %,.0f µs | %,.0f µs | %,.0f µs | %,.0f µs | %s |%n",
                callers,
                candidate.keys(),
                candidate.name(),
                small.of(Measured::perSecond).whole(),
                large.of(Measured::perSecond).whole(),
                small.of(Measured::p50Micros).median(),
                large.of(Measured::p50Micros).median(),
                small.of(Measured::p99Micros).median(),
                large.of(Measured::p99Micros).median(),
                small.ratio(large, Measured::perSecond));
    }
}
