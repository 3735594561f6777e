package dev.callgate.examples.console.api;

import dev.callgate.csv.CsvRows;
import dev.callgate.csv.NumbersCsv;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.number.ImportOptions;
import dev.callgate.number.ImportReport;
import dev.callgate.number.ImportRow;
import dev.callgate.number.NumberInventory;
import dev.callgate.number.RejectedRow;
import jakarta.annotation.Nullable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Many numbers at once, as lines or as a file: every good one lands, every bad one is told. Nothing is held but the bad ones. */
@RestController
@RequestMapping("/api/v1/phone-numbers/bulk-upload")
@PreAuthorize("hasRole('ADMIN')")
class BulkUploadApi {
    /** How many bad rows are told one by one; of the others there is the count. */
    private static final int MOST_TOLD = 1_000;

    private final NumberInventory inventory;
    private final Organizations organizations;

    BulkUploadApi(NumberInventory inventory, Organizations organizations) {
        this.inventory = inventory;
        this.organizations = organizations;
    }

    /** Lines such as {@code +12025550123,telnyx,US}. */
    record Lines(@Nullable String numbers) {}

    /** A row that did not land. */
    record Rejected(long line, String text, String reason, String message) {}

    /**
     * What came of it.
     *
     * @param added how many numbers are new; with a dry run, would be
     * @param rejectedCount how many rows did not land
     * @param rejected the first of them
     */
    record Report(
            boolean success, boolean dryRun, long rows, long added, long rejectedCount, List<Rejected> rejected) {}

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Report file(
            @AuthenticationPrincipal Member member,
            @RequestParam MultipartFile file,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun)
            throws IOException {
        try (InputStream in = file.getInputStream()) {
            return upload(member, in, dryRun);
        }
    }

    @PostMapping(consumes = "text/csv")
    Report csv(
            @AuthenticationPrincipal Member member,
            InputStream body,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun)
            throws IOException {
        return upload(member, body, dryRun);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Report lines(
            @AuthenticationPrincipal Member member,
            @RequestBody Lines lines,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun)
            throws IOException {
        String numbers = Values.required("numbers", lines.numbers());
        return upload(member, new ByteArrayInputStream(numbers.getBytes(StandardCharsets.UTF_8)), dryRun);
    }

    private Report upload(Member member, InputStream in, boolean dryRun) throws IOException {
        ImportOptions options = ImportOptions.defaults()
                .withDefaultCountry(organizations.get(member.organization()).region());
        List<Rejected> told = new ArrayList<>();
        try (CsvRows<ImportRow> rows = NumbersCsv.read(in)) {
            ImportReport report = inventory
                    .withActor(member.actor())
                    .importRows(
                            member.organization(), rows, row -> tell(row, told), dryRun ? options.asDryRun() : options);
            return new Report(true, dryRun, report.rows(), report.added(), report.rejectedRows(), told);
        }
    }

    private static void tell(RejectedRow row, List<Rejected> told) {
        if (told.size() < MOST_TOLD) {
            told.add(new Rejected(row.line(), row.text(), row.reason().name().toLowerCase(Locale.ROOT), row.message()));
        }
    }
}
