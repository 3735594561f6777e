package dev.callgate.examples.console.web;

import dev.callgate.examples.console.organization.Agent;
import dev.callgate.model.PhoneNumber;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.NumberPerformance.Suggestion;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.Utilization;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.List;

/**
 * The reports of a range of days.
 *
 * @param from the first day
 * @param to the last day
 * @param agent only calls of this agent; null for all
 * @param csv the same reports as CSV, complete
 * @param total of all calls
 * @param days the calls of each day
 * @param agents with the most calls
 * @param numbers with the most calls
 * @param limits the assignments that have used most of their limit today, whatever the range is
 */
record ReportsModel(
        LocalDate from,
        LocalDate to,
        @Nullable Agent agent,
        CsvLinks csv,
        Figures total,
        Chart days,
        CallsTable agents,
        CallsTable numbers,
        List<QuarantineCandidate> quarantineCandidates,
        RefusalsTable refusals,
        List<NearLimit> limits) {
    /** Returns whether there were neither calls nor refusals. */
    public boolean isEmpty() {
        return total.calls() == 0 && refusals.total() == 0;
    }

    /** Calls, in a table and as a chart. */
    record CallsTable(List<CallsRow> rows) {
        public Chart chart() {
            return Chart.of(
                    rows.stream().map(CallsRow::name).toList(),
                    rows.stream().map(CallsRow::calls).toList());
        }
    }

    /**
     * The calls of an agent or a number.
     *
     * @param name of the agent, or the number
     * @param link to more about it
     */
    record CallsRow(String name, String link, CallStatistics calls) {
        public Figures figures() {
            return Figures.of(calls);
        }
    }

    /**
     * A number with a lower answer rate than the others.
     *
     * @param number null if it was deleted
     * @param quarantined whether it is in quarantine today
     */
    record QuarantineCandidate(
            Suggestion suggestion, @Nullable PhoneNumber number, boolean quarantined) {
        public Figures figures() {
            return Figures.of(suggestion.calls());
        }

        public String answerRateOfOthers() {
            return Figures.rate(suggestion.answerRateOfOthers());
        }
    }

    /** Refusals by cause, in a table and as a chart. */
    record RefusalsTable(List<RefusalRow> rows) {
        public long total() {
            return rows.stream().mapToLong(RefusalRow::refusals).sum();
        }

        public Chart chart() {
            return new Chart(
                    rows.stream().map(each -> Chart.words(each.reason())).toList(),
                    List.of(new Chart.Series(
                            "Refused", rows.stream().map(RefusalRow::refusals).toList())));
        }
    }

    /** An assignment that has used most of its limit. */
    record NearLimit(String agent, Utilization utilization) {}
}
