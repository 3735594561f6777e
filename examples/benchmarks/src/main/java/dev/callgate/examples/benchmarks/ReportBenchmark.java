package dev.callgate.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.admin.CallJournal;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Each report of one month of one organization beside a single indexed look-up, in a journal of many calls. They alternate, and
 * the median of each counts.
 */
@Command(name = "reports", mixinStandardHelpOptions = true, description = "Reports of a month, on a large journal.")
final class ReportBenchmark implements Callable<Integer> {
    private static final int CALLS_PER_PAGE = 50;
    private static final double NANOS_PER_MICRO = 1e3;

    @Option(names = "--calls", description = "Number of calls in the journal (default: ${DEFAULT-VALUE}).")
    private int calls = 5_000_000;

    @Option(
            names = "--agents",
            description = "Agents per organization, with five numbers each (default: ${DEFAULT-VALUE}).")
    private int agents = 10;

    @Option(
            names = "--organizations",
            description = "Number of organizations in the journal (default: ${DEFAULT-VALUE}).")
    private int organizations = 4;

    @Option(names = "--times", description = "Repetitions of each report (default: ${DEFAULT-VALUE}).")
    private int times = 101;

    /**
     * Something to read.
     *
     * @param name display name
     * @param reading reads it, and tells how many rows it has
     */
    private record Reading(String name, IntSupplier reading) {}

    @Override
    public Integer call() throws SQLException {
        try (DurablePostgres server = DurablePostgres.start();
                HikariDataSource pool = DurablePostgres.pool(server.newDatabase("reports"), 2)) {
            JdbcStorage storage = JdbcStorage.on(pool);
            storage.migrate();
            MonthsOfCalls months = new MonthsOfCalls(organizations, agents, calls);
            months.fill(pool, storage);
            System.out.printf(
                    Locale.ROOT,
                    "%n%,d calls of %d organizations on %d days; %d agents and %d numbers each; %,d rows of daily sums, of which"
                            + " the month of one organization has %,d. The median of %d.%n%n",
                    calls,
                    organizations,
                    months.days(),
                    agents,
                    agents * MonthsOfCalls.NUMBERS_PER_AGENT,
                    months.sums(pool),
                    months.sumsOfMonth(pool),
                    times);
            compare(readings(storage, months));
        }
        return 0;
    }

    private List<Reading> readings(JdbcStorage storage, MonthsOfCalls months) {
        OrganizationId organization = months.organization();
        AgentId agent = months.agent();
        LocalDate day = months.lastOfMonth();
        UsageQuery month = UsageQuery.of(organization, months.firstOfMonth(), day);
        Reports reports = Reports.over(storage);
        CallJournal journal = CallJournal.over(storage);
        UsageQuery agentDay = UsageQuery.of(organization, day, day).agent(agent);
        CallQuery calls = CallQuery.of(organization, agent, day).limit(CALLS_PER_PAGE);
        return List.of(
                new Reading("look-up: sum of an agent's day", () -> reports.usage(agentDay)
                        .size()),
                new Reading("look-up: first 50 calls of an agent's day", () -> journal.list(calls)
                        .size()),
                usage("total of the month", reports, month),
                usage("by day", reports, month.by(Dimension.DAY)),
                usage("by agent", reports, month.by(Dimension.AGENT)),
                usage("by number", reports, month.by(Dimension.NUMBER)),
                usage("by country", reports, month.by(Dimension.COUNTRY)),
                usage("by agent and day", reports, month.by(Dimension.AGENT, Dimension.DAY)),
                usage("by agent and number", reports, month.by(Dimension.AGENT, Dimension.NUMBER)),
                usage("one agent, by day", reports, month.agent(agent).by(Dimension.DAY)),
                new Reading("refusals by reason", () -> reports.refusals(month).size()),
                new Reading("refusals by agent", () -> reports.refusals(month.by(Dimension.AGENT))
                        .size()),
                new Reading(
                        "limits that are used to 80 %",
                        () -> reports.utilization(organization, day, 0.8, 50).size()),
                new Reading("numbers to rest", () -> reports.performance(organization, months.firstOfMonth(), day)
                        .quarantineCandidates(100)
                        .size()));
    }

    private static Reading usage(String name, Reports reports, UsageQuery query) {
        return new Reading(name, () -> reports.usage(query).size());
    }

    private void compare(List<Reading> readings) {
        double[][] micros = new double[readings.size()][times];
        int[] rows = new int[readings.size()];
        for (int round = -times / 10; round < times; round++) {
            for (int i = 0; i < readings.size(); i++) {
                long start = System.nanoTime();
                rows[i] = readings.get(i).reading().getAsInt();
                if (round >= 0) {
                    micros[i][round] = (System.nanoTime() - start) / NANOS_PER_MICRO;
                }
            }
        }
        List<Double> lookUps = new ArrayList<>(
                List.of(Spread.of(micros[0]).median(), Spread.of(micros[1]).median()));
        System.out.println("| | rows | time | / sum of an agent's day | / 50 calls of an agent's day |");
        System.out.println("|---|---|---|---|---|");
        for (int i = 0; i < readings.size(); i++) {
            double median = Spread.of(micros[i]).median();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %.0f µs | %.1f | %.1f |%n",
                    readings.get(i).name(),
                    rows[i],
                    median,
                    median / lookUps.get(0),
                    median / lookUps.get(1));
        }
    }
}
