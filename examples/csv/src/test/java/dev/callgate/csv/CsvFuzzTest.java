package dev.callgate.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.callgate.admin.AssignmentRow;
import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportReport;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.RejectedRow;
import dev.callgate.model.E164;
import jakarta.annotation.Nullable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a file of numbers, and as a file of assignments. */
class CsvFuzzTest {
    private static final ImportOptions OPTIONS = ImportOptions.defaults().withDefaultCountry("US");
    private static final List<String> KNOWN = List.of("+12025550123", "+12025550124", "+442079460123");

    static Stream<Path> inputs() throws IOException {
        return Files.list(Path.of("src/test/resources/dev/callgate/csv/CsvFuzzTestInputs/file"));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    @DisplayName("K3 each row is added or reported, a dry run reports the same, and what is written is read back")
    void stored(Path input) throws IOException {
        file(Files.readAllBytes(input));
    }

    @FuzzTest
    void file(byte[] file) {
        Acme acme = checkNumbers(file);
        KNOWN.stream().map(E164::of).forEach(number -> {
            if (acme.inventory.find(acme.organization, number).isEmpty()) {
                acme.inventory.add(NewNumber.of(acme.organization, number));
            }
        });
        checkAssignments(file, acme);
    }

    /** What an import did: its report, or the message of the exception that ended it. */
    private record Outcome(
            @Nullable ImportReport report, @Nullable String failure, List<RejectedRow> rejections) {}

    private static Acme checkNumbers(byte[] file) {
        Acme dry = new Acme();
        Outcome announced = numbers(file, dry, OPTIONS.asDryRun());
        assertEquals(List.of(), dry.numbers());
        Acme acme = new Acme();
        Outcome outcome = numbers(file, acme, OPTIONS);
        assertEquals(announced, outcome);
        checkReport(outcome);
        if (outcome.report() != null) {
            assertEquals(outcome.report().added(), acme.numbers().size());
            ImportReport again = numbers(file, acme, OPTIONS).report();
            assertEquals(0, again == null ? -1 : again.added());
        }
        Acme copy = new Acme();
        copy.importNumbers(acme.exportNumbers());
        assertEquals(List.of(), copy.rejections);
        assertEquals(
                acme.numbers().stream().map(RoundTripTest.Exported::of).toList(),
                copy.numbers().stream().map(RoundTripTest.Exported::of).toList());
        acme.numbers()
                .forEach(
                        each -> assertEquals(each.e164(), E164.parse(each.e164().toString())));
        return acme;
    }

    private static Outcome numbers(byte[] file, Acme acme, ImportOptions options) {
        acme.rejections.clear();
        try (CsvRows<ImportRow> rows = NumbersCsv.read(new ByteArrayInputStream(file))) {
            ImportReport report = acme.inventory.importRows(acme.organization, rows, acme.rejections::add, options);
            return new Outcome(report, null, List.copyOf(acme.rejections));
        } catch (CsvException e) {
            return new Outcome(null, e.getMessage(), List.copyOf(acme.rejections));
        }
    }

    private static void checkAssignments(byte[] file, Acme acme) {
        Outcome announced = assignments(file, acme, OPTIONS.asDryRun());
        assertEquals(List.of(), acme.assigned());
        Outcome outcome = assignments(file, acme, OPTIONS);
        assertEquals(announced, outcome);
        checkReport(outcome);
        if (outcome.report() != null) {
            assertEquals(outcome.report().added(), acme.assigned().size());
        }
        Acme copy = new Acme();
        copy.importNumbers(acme.exportNumbers());
        copy.importAssignments(acme.exportAssignments());
        assertEquals(List.of(), copy.rejections);
        assertEquals(
                acme.assigned().stream().map(RoundTripTest.Assigned::of).toList(),
                copy.assigned().stream().map(RoundTripTest.Assigned::of).toList());
    }

    private static Outcome assignments(byte[] file, Acme acme, ImportOptions options) {
        acme.rejections.clear();
        try (CsvRows<AssignmentRow> rows = AssignmentsCsv.read(new ByteArrayInputStream(file))) {
            ImportReport report =
                    acme.assignments.importRows(acme.inventory, acme.organization, rows, acme.rejections::add, options);
            return new Outcome(report, null, List.copyOf(acme.rejections));
        } catch (CsvException e) {
            return new Outcome(null, e.getMessage(), List.copyOf(acme.rejections));
        }
    }

    private static void checkReport(Outcome outcome) {
        ImportReport report = outcome.report();
        if (report != null) {
            assertEquals(report.rows(), report.added() + outcome.rejections().size());
            long counted =
                    report.rejected().values().stream().mapToLong(each -> each).sum();
            assertEquals(counted, outcome.rejections().size());
        }
        assertTrue(outcome.failure() == null || isOneLine(outcome.failure()), outcome::failure);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RejectionsCsv rejections = RejectionsCsv.to(out)) {
            outcome.rejections().forEach(rejections);
        }
        List<CsvRecord> written = CsvReader.builder().ofCsvRecord(out.toString(StandardCharsets.UTF_8)).stream()
                .toList();
        assertEquals(1 + outcome.rejections().size(), written.size());
        for (int i = 1; i < written.size(); i++) {
            CsvRecord row = written.get(i);
            assertEquals(4, row.getFieldCount());
            assertEquals(Long.toString(outcome.rejections().get(i - 1).line()), row.getField(0));
            row.getFields().forEach(CsvFuzzTest::checkCell);
        }
    }

    private static void checkCell(String cell) {
        assertTrue(isOneLine(cell) && (cell.isEmpty() || "=+-@".indexOf(cell.charAt(0)) < 0), cell);
    }

    static boolean isOneLine(String text) {
        return text.codePoints().noneMatch(each -> each != '\t' && Character.isISOControl(each));
    }
}
