package dev.callgate.examples.reports;

import dev.callgate.admin.NumberInventory;
import dev.callgate.host.Text;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Plays a month, prints each of its reports, and checks that they agree. */
final class Demo {
    private static final double LEAST_SHARE = 0.8;
    private static final int MAX_ASSIGNMENTS = 20;
    private static final long LEAST_SAMPLE = 100;
    private static final int FIRST_DAYS = 5;
    private static final int LAST_DAYS = 2;

    private static final UsageQuery ALL = UsageQuery.of(Month.ORGANIZATION, Month.FIRST_DAY, Month.LAST_DAY);

    private final JdbcStorage storage;
    private final Reports reports;
    private final PrintWriter out;

    Demo(JdbcStorage storage, PrintWriter out) {
        this.storage = storage;
        this.reports = Reports.over(storage);
        this.out = out;
    }

    /** A sum of all calls of the month. */
    private record Total(String name, CallStatistics calls) {}

    /** Returns whether all reports agree with each other and with the program's own totals. */
    boolean run() {
        out.println("CallGate reports");
        out.printf(
                "  A simulated month: organization %s, %s, %s to %s. Calls from %s are answered with a probability"
                        + " of %s, from all other numbers of %s.%n",
                Month.ORGANIZATION,
                Text.count(Month.AGENTS.size(), "agent"),
                Month.FIRST_DAY,
                Month.LAST_DAY,
                Month.DEGRADED,
                Text.percent(Month.ANSWER_RATE_OF_WORN),
                Text.percent(Month.ANSWER_RATE));
        Tally tally = Month.play(storage);
        List<Total> totals = printUsage();
        List<RefusalRow> refusals = printRefusals();
        printUtilization();
        printQuarantineCandidates();
        return check(tally, totals, refusals);
    }

    private List<Total> printUsage() {
        List<Total> totals = new ArrayList<>();
        for (Dimension each : List.of(Dimension.AGENT, Dimension.NUMBER, Dimension.COUNTRY, Dimension.DAY)) {
            String by = "by " + each.name().toLowerCase(Locale.ROOT);
            heading("Usage " + by + ", each rate and average with its 95 % interval");
            List<UsageRow> rows = reports.usage(ALL.by(each));
            print(each, rows);
            totals.add(new Total(by, sum(rows)));
        }
        totals.add(new Total("all at once", sum(reports.usage(ALL))));
        return totals;
    }

    private void print(Dimension by, List<UsageRow> rows) {
        TextTable<UsageRow> table = Tables.usage(Set.of(by));
        if (by == Dimension.DAY) {
            table.printShortened(out, rows, FIRST_DAYS, LAST_DAYS);
        } else {
            table.print(out, rows);
        }
    }

    private static CallStatistics sum(List<UsageRow> rows) {
        return rows.stream().map(UsageRow::calls).reduce(CallStatistics.NONE, CallStatistics::plus);
    }

    private List<RefusalRow> printRefusals() {
        heading("Refusals, by what stood against the call first");
        List<RefusalRow> rows = reports.refusals(ALL);
        Tables.refusals(Set.of()).print(out, rows);
        return rows;
    }

    private void printUtilization() {
        heading("Assignments that had used %s of their limit or more on %s"
                .formatted(Text.percent(LEAST_SHARE), Month.LAST_DAY));
        Tables.utilization()
                .print(out, reports.utilization(Month.ORGANIZATION, Month.LAST_DAY, LEAST_SHARE, MAX_ASSIGNMENTS));
    }

    private void printQuarantineCandidates() {
        heading("Numbers to rest: answered less than the others, and not by chance");
        Tables.quarantineCandidates()
                .print(
                        out,
                        NumberInventory.over(storage)
                                .quarantineCandidates(
                                        reports, Month.ORGANIZATION, Month.FIRST_DAY, Month.LAST_DAY, LEAST_SAMPLE));
    }

    private boolean check(Tally tally, List<Total> reported, List<RefusalRow> refusals) {
        List<Total> totals = new ArrayList<>(reported);
        totals.add(new Total("as the gate answered", tally.calls()));
        heading("Totals");
        Tables.withCounts(TextTable.<Total>empty().left("usage", Total::name), Total::calls)
                .right("talk s", total -> Text.seconds(total.calls().talkTime()))
                .print(out, totals);
        boolean same = totals.stream().map(Total::calls).distinct().count() == 1;
        long refused = refusals.stream().mapToLong(RefusalRow::refusals).sum();
        boolean sameRefusals = refused == tally.refusals();
        out.printf(
                "%nCheck: these %s, in all %s of each: %s; %s refusals reported, %s answered by the gate: %s%n",
                Text.count(totals.size(), "total"),
                Text.count(CallStatistics.class.getRecordComponents().length, "figure"),
                inWords(same),
                Text.count(refused),
                Text.count(tally.refusals()),
                inWords(sameRefusals));
        return same && sameRefusals;
    }

    private static String inWords(boolean equal) {
        return equal ? "equal" : "NOT EQUAL";
    }

    private void heading(String text) {
        out.printf("%n%s%n", text);
    }
}
