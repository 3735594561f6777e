package dev.callgate.contract;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.contract.Fixture.agent;
import static dev.callgate.contract.Fixture.all;
import static dev.callgate.contract.Fixture.digits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.admin.AssignmentRow;
import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportReport;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.RejectedRow;
import dev.callgate.admin.RejectedRow.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An import of assignments writes its batches through the store. */
@Needs({Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS, Ability.IMPORT})
abstract class AssignmentImportContract extends AssignmentTests {
    /** Rows of 1,200 numbers, which the organization has, and each hundredth row once more at the end. */
    private List<AssignmentRow> manyRows() {
        addMany(1_200);
        return Stream.concat(
                        IntStream.range(2, 1_202).boxed(),
                        IntStream.range(2, 1_202).filter(n -> n % 100 == 0).boxed())
                .map(n -> row(n, digits(n), agent(n % 7).value(), "5", "US"))
                .toList();
    }

    @Test
    @DisplayName("K3 assignments of several batches are imported whole, and duplicates are found across them")
    void importsSeveralBatches() {
        List<AssignmentRow> rows = manyRows();
        List<RejectedRow> rejected = new ArrayList<>();
        List<ImportReport> progress = new ArrayList<>();
        ImportReport report =
                importRows(rows, rejected, ImportOptions.defaults().withProgress(progress::add));

        assertReport(1_212, rejected, report);
        assertEquals(Map.of(Reason.DUPLICATE_IN_FILE, 12L), report.rejected());
        assertEquals(
                IntStream.rangeClosed(1, 12).mapToObj(n -> n * 100L).toList(),
                rejected.stream().map(RejectedRow::line).toList());
        List<Assignment> all = assignmentsIn(organization);
        assertEquals(1_200, all.size());
        all.forEach(each -> assertEquals(
                agent((int) ((each.number().e164().toLong() - E164.of(digits(0)).toLong()) % 7)), each.agent()));
        assertEquals(
                List.of(500L, 1_000L, 1_212L),
                progress.stream().map(ImportReport::rows).toList());
        assertEquals(1_200, progress.get(2).added());
    }

    @Test
    @DisplayName("K3 an interrupted import of assignments keeps its earlier batches, and another run completes it")
    void interruptedImportCanBeCompleted() {
        List<AssignmentRow> rows = manyRows();
        Iterator<AssignmentRow> broken = IntStream.range(0, rows.size())
                .mapToObj(n -> {
                    if (n == 700) {
                        throw new IllegalStateException("the file ends at row " + n);
                    }
                    return rows.get(n);
                })
                .iterator();
        assertThrowsNaming(
                IllegalStateException.class,
                () -> administration()
                        .importRows(
                                NumberInventory.over(storage()),
                                organization,
                                broken,
                                row -> {},
                                ImportOptions.defaults()),
                "row 700");
        assertEquals(500, assignmentsIn(organization).size());

        List<RejectedRow> rejected = new ArrayList<>();
        assertEquals(
                Map.of(Reason.ASSIGNED, 500L, Reason.DUPLICATE_IN_FILE, 12L),
                importRows(rows, rejected).rejected());
        assertEquals(1_200, assignmentsIn(organization).size());
    }
}
