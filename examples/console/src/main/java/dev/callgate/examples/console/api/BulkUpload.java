package dev.callgate.examples.console.api;

import dev.callgate.admin.AssignmentRow;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportReport;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.RejectedRow;
import dev.callgate.csv.AssignmentsCsv;
import dev.callgate.csv.CsvRows;
import dev.callgate.csv.NumbersCsv;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Adds the numbers of a file, or assigns them, and reports the invalid rows. Only the invalid rows are held in memory. */
@Component
class BulkUpload {
    private static final Logger LOG = LoggerFactory.getLogger(BulkUpload.class);

    /** The most rejected rows that are reported one by one; the others are only counted. */
    private static final int MAX_REPORTED = 1_000;

    /** The most rejected rows: a file with more is not a list of numbers, and the rest of it is not read. */
    static final long MAX_REJECTED = 100_000;

    private final NumberInventory inventory;
    private final Assignments assignments;
    private final Agents agents;
    private final Organizations organizations;

    /** The organizations with a running upload on this node. */
    private final Set<OrganizationId> running = ConcurrentHashMap.newKeySet();

    BulkUpload(NumberInventory inventory, Assignments assignments, Agents agents, Organizations organizations) {
        this.inventory = inventory;
        this.assignments = assignments;
        this.agents = agents;
        this.organizations = organizations;
    }

    /**
     * Imports the rows of a file, in the thread of the caller.
     *
     * @param content what the rows are
     * @param progress called after each batch; an exception from it ends the import between two batches
     * @throws Problem if another upload of the organization is running on this node, or more than 100,000 rows are rejected
     */
    UploadReport run(
            Member member,
            InputStream in,
            FileContent content,
            boolean dryRun,
            Consumer<? super ImportReport> progress) {
        if (!running.add(member.organization())) {
            throw Problem.conflict(
                    "upload_running", "another upload of your organization is running: wait until it ends");
        }
        try {
            return runAlone(member, in, content, dryRun, progress);
        } finally {
            running.remove(member.organization());
        }
    }

    private UploadReport runAlone(
            Member member,
            InputStream in,
            FileContent content,
            boolean dryRun,
            Consumer<? super ImportReport> progress) {
        ImportOptions options = ImportOptions.defaults()
                .withDefaultCountry(organizations.get(member.organization()).region())
                .withProgress(progress);
        List<RejectedLine> reported = new ArrayList<>();
        AtomicLong rejected = new AtomicLong();
        Consumer<RejectedRow> rejections = row -> report(row, reported, rejected.incrementAndGet());
        try {
            ImportReport report = importRows(member, in, content, rejections, dryRun ? options.asDryRun() : options);
            return new UploadReport(true, dryRun, report.rows(), report.added(), report.rejectedRows(), reported);
        } catch (StoreException e) {
            LOG.error("a bulk upload ended because the database does not answer", e);
            throw Problem.unavailable(
                    e instanceof StoreException.OutcomeUnknown ? "outcome_unknown" : "store_unavailable",
                    "the upload ended because the database does not answer: send it again; rows that are done are then rejected");
        }
    }

    private ImportReport importRows(
            Member member,
            InputStream in,
            FileContent content,
            Consumer<RejectedRow> rejections,
            ImportOptions options) {
        return switch (content) {
            case NUMBERS -> {
                try (CsvRows<ImportRow> rows = NumbersCsv.read(in)) {
                    yield inventory
                            .withActor(member.actor())
                            .importRows(member.organization(), rows, rejections, options);
                }
            }
            case ASSIGNMENTS -> {
                try (CsvRows<AssignmentRow> rows = AssignmentsCsv.read(in)) {
                    yield assignments
                            .withActor(member.actor())
                            .importRows(
                                    inventory,
                                    member.organization(),
                                    new KnownAgents(rows, agents, member.organization()),
                                    rejections,
                                    options);
                }
            }
        };
    }

    private static void report(RejectedRow row, List<RejectedLine> reported, long rejected) {
        if (rejected > MAX_REJECTED) {
            throw Problem.tooManyRejected(row.line(), MAX_REJECTED);
        }
        if (reported.size() < MAX_REPORTED) {
            reported.add(RejectedLine.of(row));
        }
    }
}
