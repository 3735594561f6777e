package dev.callgate.examples.reports;

import dev.callgate.report.NumberPerformance.Suggestion;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.report.Utilization;
import java.util.List;
import java.util.Set;

/**
 * The content of a report, independent of the format.
 *
 * @param columns one or more
 * @param rows in order
 */
record Report<R>(List<Column<R>> columns, List<R> rows) {
    static Report<UsageRow> usage(Set<Dimension> by, List<UsageRow> rows) {
        return new Report<>(Columns.ofUsage(by), rows);
    }

    static Report<RefusalRow> refusals(Set<Dimension> by, List<RefusalRow> rows) {
        return new Report<>(Columns.ofRefusals(by), rows);
    }

    static Report<Utilization> utilization(List<Utilization> rows) {
        return new Report<>(Columns.OF_UTILIZATION, rows);
    }

    static Report<Suggestion> quarantineCandidates(List<Suggestion> rows) {
        return new Report<>(Columns.OF_SUGGESTIONS, rows);
    }

    List<String> header() {
        return columns.stream().map(Column::name).toList();
    }

    List<Cell> cells(R row) {
        return columns.stream().map(column -> column.of(row)).toList();
    }
}
