package dev.callgate.examples.console.api;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.BulkChange;
import dev.callgate.admin.BulkReport;
import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Changes many numbers, in the thread of the caller. The audit trail gets an entry for each number, as for a single change, and the access
 * log gets one for the whole change, also if it ended early.
 */
@Component
class BulkChanges {
    private static final Logger LOG = LoggerFactory.getLogger(BulkChanges.class);

    /** The most skipped numbers in the result. */
    private static final int MAX_REPORTED = 1_000;

    private final NumberInventory inventory;
    private final Assignments assignments;
    private final AccessLog accessLog;

    /** The organizations with a running change on this node. */
    private final Set<OrganizationId> running = ConcurrentHashMap.newKeySet();

    BulkChanges(NumberInventory inventory, Assignments assignments, AccessLog accessLog) {
        this.inventory = inventory;
        this.assignments = assignments;
        this.accessLog = accessLog;
    }

    /**
     * What is to be done.
     *
     * @param name of the action, for the audit trail
     * @param agents among how many agents the numbers are divided; 0 if they are not
     * @param details more of it, by name, for the audit trail
     */
    record Task(String name, BulkSelection selection, BulkChange change, int agents, Map<String, String> details) {
        Task(String name, BulkSelection selection, BulkChange change) {
            this(name, selection, change, 0, Map.of());
        }
    }

    /**
     * Runs a change, or a dry run of it.
     *
     * @param lines gets the progress and the skipped numbers; null if nobody is told
     * @throws Problem if another change of the organization is running on this node, or the database does not answer
     */
    BulkResult run(Member member, Task task, boolean dryRun, @Nullable JsonLines lines) {
        if (dryRun) {
            return new Run(member, task, lines).dryRun();
        }
        if (!running.add(member.organization())) {
            throw Problem.conflict(
                    "bulk_change_running", "another bulk change of your organization is running: wait until it ends");
        }
        try {
            return new Run(member, task, lines).run();
        } finally {
            running.remove(member.organization());
        }
    }

    /** One run. Only the skipped numbers of a batch, and the first of all, are held in memory. */
    private final class Run {
        private final Member member;
        private final Task task;

        @Nullable
        private final JsonLines lines;

        private final List<SkippedNumber> reported = new ArrayList<>();
        private final List<SkippedNumber> ofBatch = new ArrayList<>();
        private int lastPercent = -1;

        @Nullable
        private BulkReport soFar;

        Run(Member member, Task task, @Nullable JsonLines lines) {
            this.member = member;
            this.task = task;
            this.lines = lines;
        }

        BulkResult dryRun() {
            return result(change(task.change().asDryRun()), true);
        }

        BulkResult run() {
            try {
                BulkReport report = change(task.change());
                record(report, "completed");
                return result(report, false);
            } catch (StoreException e) {
                LOG.error("a bulk change ended because the database does not answer", e);
                recordEnd();
                throw Problem.unavailable(
                        e instanceof StoreException.OutcomeUnknown ? "outcome_unknown" : "store_unavailable",
                        "the change ended because the database does not answer: send it again, and what is done is not done twice");
            } catch (RuntimeException e) {
                recordEnd();
                throw e;
            }
        }

        private BulkReport change(BulkChange change) {
            return task.selection()
                    .run(
                            change.withProgress(this::tell),
                            inventory.withActor(member.actor()),
                            assignments.withActor(member.actor()),
                            member.organization(),
                            this::skip);
        }

        private void skip(BulkReport.Skipped skipped) {
            SkippedNumber number = SkippedNumber.of(skipped);
            if (reported.size() < MAX_REPORTED) {
                reported.add(number);
            }
            if (lines != null) {
                ofBatch.add(number);
            }
        }

        private void tell(BulkReport report) {
            soFar = report;
            if (lines == null) {
                return;
            }
            if (!ofBatch.isEmpty()) {
                lines.write(new BulkLine(null, List.copyOf(ofBatch)));
                ofBatch.clear();
            }
            BulkProgress progress = BulkProgress.of(report);
            if (progress.percent() > lastPercent) {
                lastPercent = progress.percent();
                lines.write(new BulkLine(progress, null));
            }
        }

        private BulkResult result(BulkReport report, boolean dryRun) {
            return BulkResult.of(report, dryRun, task.agents(), reported);
        }

        /** Records a change that ended early, if it did anything. */
        private void recordEnd() {
            if (soFar != null) {
                record(soFar, "ended early");
            }
        }

        private void record(BulkReport report, String end) {
            Map<String, String> details = new TreeMap<>(task.details());
            details.put("chosen_by", task.selection().description());
            details.put("chosen", String.valueOf(report.total()));
            details.put("changed", String.valueOf(report.changed()));
            details.put("unchanged", String.valueOf(report.unchanged()));
            details.put("skipped", String.valueOf(report.skippedNumbers()));
            details.put("end", end);
            try {
                accessLog.numbersChanged(member.accessActor(), task.name(), details);
            } catch (RuntimeException e) {
                LOG.error("a bulk change is missing in the access log", e);
            }
        }
    }
}
