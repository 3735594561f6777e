package dev.callgate.examples.console.api;

import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportProgress;
import dev.callgate.admin.ImportReport;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.RejectedRow;
import dev.callgate.csv.CsvRows;
import dev.callgate.csv.NumbersCsv;
import dev.callgate.examples.console.login.Member;
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

/** Many numbers at once, from a file or lines: every good one lands, every bad one is told. Nothing is held but the bad ones. */
@Component
class BulkUpload {
    private static final Logger LOG = LoggerFactory.getLogger(BulkUpload.class);

    /** How many bad rows are told one by one; of the others there is the count. */
    private static final int MOST_TOLD = 1_000;

    /** A file with so many bad rows is not a list of numbers: the rest of it is not read. */
    static final long MOST_REJECTED = 100_000;

    private final NumberInventory inventory;
    private final Organizations organizations;

    /** The organizations whose upload is running on this node. */
    private final Set<OrganizationId> running = ConcurrentHashMap.newKeySet();

    BulkUpload(NumberInventory inventory, Organizations organizations) {
        this.inventory = inventory;
        this.organizations = organizations;
    }

    /**
     * Imports the rows of a file, in the thread of the caller.
     *
     * @param progress told after each batch; what it throws ends the import between two batches
     * @throws Problem if another upload of the organization is running on this node, or more than 100,000 rows are rejected
     */
    UploadReport run(Member member, InputStream in, boolean dryRun, Consumer<? super ImportProgress> progress) {
        if (!running.add(member.organization())) {
            throw Problem.conflict(
                    "upload_running", "another upload of your organization is running: wait until it ends");
        }
        try {
            return runAlone(member, in, dryRun, progress);
        } finally {
            running.remove(member.organization());
        }
    }

    private UploadReport runAlone(
            Member member, InputStream in, boolean dryRun, Consumer<? super ImportProgress> progress) {
        ImportOptions options = ImportOptions.defaults()
                .withDefaultCountry(organizations.get(member.organization()).region())
                .withProgress(progress);
        List<RejectedLine> told = new ArrayList<>();
        AtomicLong rejected = new AtomicLong();
        try (CsvRows<ImportRow> rows = NumbersCsv.read(in)) {
            ImportReport report = inventory
                    .withActor(member.actor())
                    .importRows(
                            member.organization(),
                            rows,
                            row -> tell(row, told, rejected.incrementAndGet()),
                            dryRun ? options.asDryRun() : options);
            return new UploadReport(true, dryRun, report.rows(), report.added(), report.rejectedRows(), told);
        } catch (StoreException e) {
            LOG.error("a bulk upload broke off", e);
            throw Problem.unavailable(
                    e instanceof StoreException.OutcomeUnknown ? "outcome_unknown" : "store_unavailable",
                    "this broke off, since the database does not answer; what is there already is told so when it is sent again");
        }
    }

    private static void tell(RejectedRow row, List<RejectedLine> told, long rejected) {
        if (rejected > MOST_REJECTED) {
            throw Problem.tooManyRejected(row.line(), MOST_REJECTED);
        }
        if (told.size() < MOST_TOLD) {
            told.add(RejectedLine.of(row));
        }
    }
}
