package dev.callgate.contract;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.contract.NumberRows.assertReport;
import static dev.callgate.contract.NumberRows.countByReason;
import static dev.callgate.contract.NumberRows.everyLine;
import static dev.callgate.contract.NumberRows.manyRows;
import static dev.callgate.contract.NumberRows.rowOfMany;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.admin.ImportRow;
import dev.callgate.admin.RejectedRow;
import dev.callgate.admin.RejectedRow.Reason;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An import writes its batches through the store. */
@Needs({Ability.NUMBERS, Ability.ORGANIZATIONS, Ability.IMPORT})
abstract class NumberImportContract extends NumberTests {
    @Test
    @DisplayName("K3 an import of several batches is stored completely and reports its bad rows in order")
    void importsSeveralBatches() {
        List<RejectedRow> rejected = new ArrayList<>();
        assertReport(2_500, 2_475, importRows(manyRows().stream(), rejected));
        assertEquals(2_475, listPages().size());
        assertEquals(everyLine(100), rejected.stream().map(RejectedRow::line).toList());
    }

    @Test
    @DisplayName("K3 an interrupted import keeps its earlier batches and is completed by running it again")
    void interruptedImportCanBeCompleted() {
        Iterator<ImportRow> broken = IntStream.range(0, 2_500)
                .mapToObj(n -> {
                    if (n == 1_500) {
                        throw new IllegalStateException("the file ends at row " + n);
                    }
                    return rowOfMany(n);
                })
                .iterator();
        assertThrowsNaming(
                IllegalStateException.class, () -> inventory().importRows(organization, broken, row -> {}), "row 1500");
        assertEquals(990, listPages().size());

        List<RejectedRow> rejected = new ArrayList<>();
        assertReport(2_500, 1_485, importRows(manyRows().stream(), rejected));
        assertEquals(Map.of(Reason.DUPLICATE_IN_INVENTORY, 990L, Reason.MALFORMED, 25L), countByReason(rejected));
        assertEquals(2_475, listPages().size());
    }
}
