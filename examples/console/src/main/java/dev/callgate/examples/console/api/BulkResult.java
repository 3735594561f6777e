package dev.callgate.examples.console.api;

import dev.callgate.admin.BulkReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of a bulk change.
 *
 * @param total how many numbers were chosen
 * @param changed how many numbers were changed; in a dry run, would be
 * @param unchanged how many numbers already were as wanted
 * @param skippedCount how many numbers could not be changed
 * @param skippedByReason how many of them for each reason
 * @param agents among how many agents the numbers are divided; 0 if they are not
 * @param skipped the first of them; an answer of lines has all of them in the lines before
 */
record BulkResult(
        boolean success,
        boolean dryRun,
        long total,
        long changed,
        long unchanged,
        long skippedCount,
        Map<String, Long> skippedByReason,
        int agents,
        List<SkippedNumber> skipped) {
    static BulkResult of(BulkReport report, boolean dryRun, int agents, List<SkippedNumber> skipped) {
        Map<String, Long> reasons = new TreeMap<>();
        report.skipped().forEach((reason, count) -> reasons.put(SkippedNumber.code(reason), count));
        return new BulkResult(
                true,
                dryRun,
                report.total(),
                report.changed(),
                report.unchanged(),
                report.skippedNumbers(),
                reasons,
                agents,
                skipped);
    }
}
