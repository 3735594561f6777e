package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.report.UsageQuery.Dimension;
import jakarta.annotation.Nullable;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The calls of a report, and its format.
 *
 * @param from the first day
 * @param to the last day
 * @param by the dimensions of each row: day, agent, number, country
 * @param agent only calls of this agent; all if missing
 * @param format json or csv
 */
record ReportRequest(
        @Nullable String from,
        @Nullable String to,
        @Nullable List<String> by,
        @Nullable String agent,
        @Nullable String format) {
    Set<Dimension> dimensions() {
        Set<Dimension> all = EnumSet.noneOf(Dimension.class);
        for (String each : by == null ? List.<String>of() : by) {
            all.add(RequestValues.constant(Dimension.class, "by", each));
        }
        return all;
    }
}
