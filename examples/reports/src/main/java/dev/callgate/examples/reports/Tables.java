package dev.callgate.examples.reports;

import dev.callgate.host.Text;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.MeanDuration;
import dev.callgate.report.NumberPerformance.Suggestion;
import dev.callgate.report.Proportion;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.report.Utilization;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** The reports as text tables: the main figures, each rate with its 95 % interval. */
final class Tables {
    private static final String UNKNOWN = "-";

    private Tables() {}

    static TextTable<UsageRow> usage(Set<Dimension> by) {
        TextTable<UsageRow> table = TextTable.empty();
        for (Column<UsageRow> key : Columns.keysOfUsage(by)) {
            table = table.left(key.name(), row -> key.of(row).text());
        }
        return withStatistics(table, UsageRow::calls);
    }

    private static <R> TextTable<R> withStatistics(TextTable<R> table, Function<R, CallStatistics> calls) {
        return withCounts(table, calls)
                .right("answer rate", row -> rate(calls.apply(row).answerRate()))
                .right("short calls", row -> rate(calls.apply(row).shortCallRate()))
                .right("average s", row -> average(calls.apply(row).averageDuration()));
    }

    static <R> TextTable<R> withCounts(TextTable<R> table, Function<R, CallStatistics> calls) {
        return table.right("calls", row -> Text.count(calls.apply(row).calls()))
                .right("released", row -> Text.count(calls.apply(row).released()))
                .right("completed", row -> Text.count(calls.apply(row).completed()))
                .right("answered", row -> Text.count(calls.apply(row).answered()));
    }

    static TextTable<RefusalRow> refusals(Set<Dimension> by) {
        TextTable<RefusalRow> table = TextTable.empty();
        for (Column<RefusalRow> each : Columns.ofRefusals(by)) {
            table = each.name().equals("refusals")
                    ? table.right(each.name(), row -> Text.count(row.refusals()))
                    : table.left(each.name(), row -> text(each.of(row)));
        }
        return table;
    }

    private static String text(Cell cell) {
        return cell.kind() == Cell.Kind.UNKNOWN ? UNKNOWN : cell.text();
    }

    static TextTable<Utilization> utilization() {
        return TextTable.<Utilization>empty()
                .left("agent", row -> row.agent().value())
                .left("number", row -> row.number().toString())
                .right("calls", row -> Text.count(row.calls()))
                .right("daily limit", row -> Text.count(row.dailyLimit()))
                .right("share", row -> Text.percent(row.share()));
    }

    static TextTable<Suggestion> quarantineCandidates() {
        return TextTable.<Suggestion>empty()
                .left("number", row -> row.number().toString())
                .right("completed", row -> Text.count(row.calls().completed()))
                .right("answered", row -> Text.count(row.calls().answered()))
                .right("answer rate", row -> rate(row.calls().answerRate()))
                .right("of all others", row -> rate(row.answerRateOfOthers()));
    }

    /** Returns a rate such as {@code 37.5% (33.6-41.4)}. */
    private static String rate(Proportion proportion) {
        OptionalDouble rate = proportion.rate();
        if (rate.isEmpty()) {
            return UNKNOWN;
        }
        String interval = String.format(Locale.ROOT, "(%.1f-%.1f)", 100 * proportion.low(), 100 * proportion.high());
        return Text.percent(rate.getAsDouble()) + " " + interval;
    }

    /** Returns a mean such as {@code 93.4 +/- 8.1}. */
    private static String average(MeanDuration average) {
        Duration mean = average.mean();
        Duration margin = average.margin();
        if (mean == null) {
            return UNKNOWN;
        }
        return Text.seconds(mean) + (margin == null ? "" : " +/- " + Text.seconds(margin));
    }
}
