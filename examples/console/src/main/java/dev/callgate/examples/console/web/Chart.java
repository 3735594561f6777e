package dev.callgate.examples.console.web;

import dev.callgate.report.CallStatistics;
import dev.callgate.report.UsageRow;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chart of stacked bars.
 *
 * @param labels of each bar
 * @param series its parts
 */
record Chart(List<String> labels, List<Series> series) {
    private static final JsonMapper JSON = new JsonMapper();

    /** One part of each bar. */
    record Series(String name, List<Long> values) {}

    static Chart of(List<String> labels, List<CallStatistics> calls) {
        return new Chart(
                labels,
                List.of(
                        series("Answered", calls, CallStatistics::answered),
                        series("Not answered", calls, each -> each.completed() - each.answered()),
                        series("Outcome unknown", calls, each -> each.counted() - each.completed())));
    }

    private static Series series(String name, List<CallStatistics> calls, ToLongFunction<CallStatistics> value) {
        return new Series(name, calls.stream().map(value::applyAsLong).toList());
    }

    /** Returns a chart with a bar for each day of a range, including days without calls. */
    static Chart days(LocalDate from, LocalDate to, List<UsageRow> rows) {
        Map<LocalDate, CallStatistics> byDay = rows.stream().collect(Collectors.toMap(UsageRow::day, UsageRow::calls));
        List<LocalDate> days = from.datesUntil(to.plusDays(1)).toList();
        return of(
                days.stream().map(LocalDate::toString).toList(),
                days.stream()
                        .map(day -> byDay.getOrDefault(day, CallStatistics.NONE))
                        .toList());
    }

    static String words(String code) {
        return code.replace('_', ' ');
    }

    /** Returns the chart as JSON, for the script. */
    public String json() {
        return JSON.writeValueAsString(this);
    }
}
