package dev.callgate.examples.reports;

import dev.callgate.report.CallStatistics;
import dev.callgate.report.NumberPerformance.Suggestion;
import dev.callgate.report.Proportion;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.report.Utilization;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The columns of all formats; {@link ReportWriter} documents the names. */
final class Columns {
    private static final Set<Dimension> OF_REFUSALS = EnumSet.of(Dimension.DAY, Dimension.AGENT);

    private static final List<Column<CallStatistics>> OF_CALLS = together(List.of(
            List.of(
                    count("calls", CallStatistics::calls),
                    count("released", CallStatistics::released),
                    count("counted", CallStatistics::counted),
                    count("answered", CallStatistics::answered),
                    count("busy", CallStatistics::busy),
                    count("no_answer", CallStatistics::noAnswer),
                    count("failed", CallStatistics::failed),
                    count("rejected", CallStatistics::rejected),
                    count("completed", CallStatistics::completed)),
            rate("answer_rate", CallStatistics::answerRate),
            List.of(
                    count("answered_by_machine", CallStatistics::answeredByMachine),
                    count("abandoned", CallStatistics::abandoned)),
            rate("abandonment_rate", CallStatistics::abandonmentRate),
            List.of(count("short_calls", CallStatistics::shortCalls)),
            rate("short_call_rate", CallStatistics::shortCallRate),
            List.of(
                    new Column<>("talk_seconds", calls -> Cell.seconds(calls.talkTime())),
                    new Column<>(
                            "average_seconds",
                            calls -> seconds(calls.averageDuration().mean())),
                    new Column<>(
                            "average_seconds_margin",
                            calls -> seconds(calls.averageDuration().margin())))));

    static final List<Column<Utilization>> OF_UTILIZATION = List.of(
            new Column<>("agent", row -> Cell.name(row.agent())),
            new Column<>("number", row -> Cell.word(row.number())),
            new Column<>("calls", row -> Cell.count(row.calls())),
            new Column<>("daily_limit", row -> Cell.count(row.dailyLimit())),
            new Column<>("share", row -> Cell.rate(row.share())));

    static final List<Column<Suggestion>> OF_SUGGESTIONS = together(List.of(
            List.of(
                    new Column<>("number", row -> Cell.word(row.number())),
                    new Column<>("completed", row -> Cell.count(row.calls().completed())),
                    new Column<>("answered", row -> Cell.count(row.calls().answered()))),
            rate("answer_rate", row -> row.calls().answerRate()),
            rate("others_answer_rate", Suggestion::answerRateOfOthers)));

    private Columns() {}

    static List<Column<UsageRow>> ofUsage(Set<Dimension> by) {
        List<Column<UsageRow>> all = new ArrayList<>(keysOfUsage(by));
        OF_CALLS.forEach(column -> all.add(new Column<>(column.name(), row -> column.of(row.calls()))));
        return List.copyOf(all);
    }

    /** Returns the columns of the requested dimensions, in the order day, agent, number, country. */
    static List<Column<UsageRow>> keysOfUsage(Set<Dimension> by) {
        return inOrder(by).map(Columns::keyOfUsage).toList();
    }

    private static Stream<Dimension> inOrder(Set<Dimension> by) {
        return Stream.of(Dimension.values()).filter(by::contains);
    }

    private static Column<UsageRow> keyOfUsage(Dimension dimension) {
        return switch (dimension) {
            case DAY -> new Column<>("day", row -> word(row.day()));
            case AGENT -> new Column<>("agent", row -> name(row.agent()));
            case NUMBER -> new Column<>("number", row -> word(row.number()));
            case COUNTRY -> new Column<>("country", row -> word(row.country()));
        };
    }

    /**
     * Returns all columns.
     *
     * @throws IllegalArgumentException if refusals do not have one of the dimensions
     */
    static List<Column<RefusalRow>> ofRefusals(Set<Dimension> by) {
        if (!OF_REFUSALS.containsAll(by)) {
            throw new IllegalArgumentException("refusals are reported by day or agent, not by " + by);
        }
        List<Column<RefusalRow>> all = new ArrayList<>();
        inOrder(by)
                .forEach(each -> all.add(
                        each == Dimension.DAY
                                ? new Column<>("day", row -> word(row.day()))
                                : new Column<>("agent", row -> name(row.agent()))));
        all.add(new Column<>("reason", row -> Cell.name(row.reason())));
        all.add(new Column<>("refusals", row -> Cell.count(row.refusals())));
        return List.copyOf(all);
    }

    private static Cell name(@Nullable Object value) {
        return value == null ? Cell.NONE : Cell.name(value);
    }

    private static Cell word(@Nullable Object value) {
        return value == null ? Cell.NONE : Cell.word(value);
    }

    private static Column<CallStatistics> count(String name, Function<CallStatistics, Long> value) {
        return new Column<>(name, calls -> Cell.count(value.apply(calls)));
    }

    /** A rate and the bounds of its interval; all unknown for an empty sample. */
    private static <R> List<Column<R>> rate(String name, Function<R, Proportion> value) {
        return List.of(
                new Column<>(name, row -> Cell.rate(value.apply(row).rate())),
                new Column<>(name + "_low", row -> end(value.apply(row), Proportion::low)),
                new Column<>(name + "_high", row -> end(value.apply(row), Proportion::high)));
    }

    private static Cell end(Proportion proportion, Function<Proportion, Double> which) {
        return proportion.sample() == 0 ? Cell.NONE : Cell.rate(which.apply(proportion));
    }

    private static Cell seconds(@Nullable Duration duration) {
        return duration == null ? Cell.NONE : Cell.seconds(duration);
    }

    private static <R> List<Column<R>> together(List<List<Column<R>>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }
}
