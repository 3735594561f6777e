package dev.callgate.storage.memory;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.digits;
import static dev.callgate.contract.Fixture.number;
import static dev.callgate.contract.Fixture.numbers;
import static dev.callgate.contract.NumberRows.assertReport;
import static dev.callgate.contract.NumberRows.countByReason;
import static dev.callgate.contract.NumberRows.everyLine;
import static dev.callgate.contract.NumberRows.manyRows;
import static dev.callgate.contract.NumberRows.row;
import static dev.callgate.contract.NumberRows.rowOfMany;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportReport;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.RejectedRow;
import dev.callgate.admin.RejectedRow.Reason;
import dev.callgate.contract.Interceptor;
import dev.callgate.contract.MovableClock;
import dev.callgate.model.E164;
import dev.callgate.model.PhoneNumber;
import dev.callgate.spi.NumberStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An import of numbers works in batches, by one writer or several, and can be run again wherever it broke off. */
class NumberImportBatchesTest extends NumberImportTests {
    @Test
    @DisplayName("K3 a number is a duplicate in the file also where the first one was in an earlier batch")
    void findsDuplicatesAcrossBatches() {
        List<RejectedRow> rejected = new ArrayList<>();
        Stream<ImportRow> rows = Stream.concat(manyRows().stream(), Stream.of(row(9_999, digits(0))));
        importRows(rows, rejected);
        RejectedRow last = rejected.get(rejected.size() - 1);
        assertEquals(9_999, last.line());
        assertEquals(Reason.DUPLICATE_IN_FILE, last.reason());
    }

    @Test
    @DisplayName("K3 the same import run again adds nothing and reports each good row as in the inventory")
    void canBeRunAgain() {
        importRows(manyRows().stream(), new ArrayList<>());
        List<PhoneNumber> before = listPages();
        List<RejectedRow> rejected = new ArrayList<>();
        assertReport(2_500, 0, importRows(manyRows().stream(), rejected));
        assertEquals(before, listPages());
        assertEquals(everyLine(1), rejected.stream().map(RejectedRow::line).toList());
        assertEquals(Map.of(Reason.DUPLICATE_IN_INVENTORY, 2_475L, Reason.MALFORMED, 25L), countByReason(rejected));
    }

    @Test
    @DisplayName("K3 what the receiver of rejections throws ends the import and is passed on")
    void propagatesExceptionsOfTheReceiver() {
        IllegalStateException failure = new IllegalStateException("the report's disk is full");
        assertEquals(failure, assertThrows(IllegalStateException.class, () -> inventory()
                .importRows(organization, List.of(row(1, "none")).iterator(), row -> {
                    throw failure;
                })));
    }

    @Test
    @DisplayName("K3 an import tells after each batch how far it is")
    void reportsProgress() {
        MovableClock clock = new MovableClock(NOW);
        List<ImportReport> told = new ArrayList<>();
        Iterator<ImportRow> rows = manyRows().stream()
                .peek(any -> clock.move(Duration.ofMillis(1)))
                .iterator();

        ImportReport report = NumberInventory.over(storage)
                .withClock(clock)
                .importRows(
                        organization,
                        rows,
                        rejected -> {},
                        ImportOptions.defaults().withProgress(told::add));

        assertEquals(
                List.of(1_000L, 2_000L, 2_500L),
                told.stream().map(ImportReport::rows).toList());
        ImportReport last = told.get(told.size() - 1);
        assertEquals(report, last);
        assertEquals(Duration.ofMillis(2_500), last.elapsed());
        assertEquals(1_000, last.rowsPerSecond(), 0.001);
    }

    @Test
    @DisplayName("K3 of rows with the same number, the first one lands, in whatever batch the others are")
    void importsTheFirstOfDuplicateRows() {
        // It takes longer to understand the first batch than the others, which must not overtake it.
        String longWinded = " ".repeat(100_000) + "US";
        List<RejectedRow> rejected = new ArrayList<>();
        Stream<ImportRow> rows = IntStream.range(0, 4_000)
                .mapToObj(n -> row(n + 1, digits(n % 1_000), "of row " + (n + 1), n < 1_000 ? longWinded : "US"));
        assertReport(4_000, 1_000, importRows(rows, rejected));
        assertEquals(Map.of(Reason.DUPLICATE_IN_FILE, 3_000L), countByReason(rejected));
        assertEquals(
                LongStream.rangeClosed(1_001, 4_000).boxed().toList(),
                rejected.stream().map(RejectedRow::line).toList());
        assertEquals(
                IntStream.rangeClosed(1, 1_000).mapToObj(n -> "of row " + n).toList(),
                listAll().stream().map(PhoneNumber::provider).toList());
    }

    /** Rows that end at one of them, by an exception: of {@code next}, or of {@code hasNext}. */
    private static Iterator<ImportRow> brokenAt(int end, boolean whenAskedForMore) {
        return new Iterator<>() {
            private int n;

            @Override
            public boolean hasNext() {
                return !(whenAskedForMore && isOver());
            }

            @Override
            public ImportRow next() {
                isOver();
                return rowOfMany(n++);
            }

            private boolean isOver() {
                if (n == end) {
                    throw new IllegalStateException("the file ends at row " + n);
                }
                return false;
            }
        };
    }

    @ParameterizedTest(name = "at row {0}, with {3} writers")
    @CsvSource({
        "0, 0, true, 1",
        "999, 0, false, 1",
        "1000, 1000, false, 1",
        "1001, 1000, true, 4",
        "2000, 2000, true, 1",
        "2499, 2000, false, 2"
    })
    @DisplayName("K3 where the source breaks, the batches before it land and are reported; run again, all land")
    void importsBatchesBeforeAFailure(int end, int landed, boolean whenAskedForMore, int writers) {
        List<RejectedRow> rejected = new ArrayList<>();
        Iterator<ImportRow> broken = brokenAt(end, whenAskedForMore);
        assertThrowsNaming(
                IllegalStateException.class,
                () -> inventory().importRows(organization, broken, rejected::add, writers(writers)),
                "row " + end);
        assertEquals(landed / 100 * 99, listPages().size());
        assertEquals(
                everyLine(100).subList(0, landed / 100),
                rejected.stream().map(RejectedRow::line).toList());

        assertReport(2_500, 2_475 - landed / 100 * 99, importRows(manyRows().stream(), new ArrayList<>()));
        assertEquals(2_475, listPages().size());
    }

    private static ImportOptions writers(int count) {
        return ImportOptions.defaults().withWriters(count);
    }

    @ParameterizedTest(name = "{0} writers")
    @ValueSource(ints = {2, 3, 8})
    @DisplayName("K3 several writers import the same, and report it in the same order")
    void severalWritersGiveTheSameResult(int count) {
        add(number(organization, 1_234));
        List<ImportRow> rows =
                Stream.concat(manyRows().stream(), manyRows().stream()).toList();
        List<RejectedRow> foreseen = new ArrayList<>();
        ImportReport dry = inventory()
                .importRows(
                        organization,
                        rows.iterator(),
                        foreseen::add,
                        writers(count).asDryRun());
        assertEquals(1, listAll().size());
        List<RejectedRow> rejected = new ArrayList<>();
        List<ImportReport> told = new ArrayList<>();

        ImportReport report = inventory()
                .importRows(
                        organization,
                        rows.iterator(),
                        rejected::add,
                        writers(count).withProgress(told::add));

        assertReport(5_000, 2_474, report);
        assertEquals(
                Map.of(Reason.MALFORMED, 50L, Reason.DUPLICATE_IN_FILE, 2_475L, Reason.DUPLICATE_IN_INVENTORY, 1L),
                report.rejected());
        assertEquals(report, dry);
        assertEquals(rejected, foreseen);
        List<Long> lines = new ArrayList<>(everyLine(100));
        lines.add(12, 1_235L);
        lines.addAll(everyLine(1));
        assertEquals(lines, rejected.stream().map(RejectedRow::line).toList());
        assertEquals(
                List.of(1_000L, 2_000L, 3_000L, 4_000L, 5_000L),
                told.stream().map(ImportReport::rows).toList());
        assertEquals(2_475, listPages().size());
    }

    @Test
    @DisplayName("K3 where one of several writers fails, its failure is passed on, and run again the import is whole")
    void failingWriterEndsTheImport() {
        IllegalStateException failure = new IllegalStateException("the disk is full");
        NumberStore failing = Interceptor.before("addMissing", NumberStore.class, storage, arguments -> {
            if (((List<?>) arguments[1])
                    .stream().anyMatch(each -> ((PhoneNumber) each).e164().equals(E164.of(digits(1_500))))) {
                throw failure;
            }
        });
        List<RejectedRow> rejected = new ArrayList<>();
        assertSame(failure, assertThrows(IllegalStateException.class, () -> NumberInventory.over(failing)
                .importRows(organization, manyRows().iterator(), rejected::add, writers(4))));
        assertEquals(
                everyLine(100).subList(0, 10),
                rejected.stream().map(RejectedRow::line).toList());
        List<PhoneNumber> landed = listPages();
        assertEquals(990, numbersOf(landed, 0, 1_000));
        assertEquals(0, numbersOf(landed, 1_000, 2_000));

        importRows(manyRows().stream(), new ArrayList<>());
        assertEquals(2_475, listPages().size());
    }

    private static long numbersOf(List<PhoneNumber> numbers, int from, int until) {
        return numbers.stream()
                .map(each -> each.e164().toLong() - E164.of(digits(0)).toLong())
                .filter(n -> from <= n && n < until)
                .count();
    }

    @Test
    @DisplayName("K3 once an import that failed has returned, none of its writers writes any more")
    void noWriterContinuesAfterAFailure() {
        Set<Thread> writing = ConcurrentHashMap.newKeySet();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger late = new AtomicInteger();
        NumberStore watched = Interceptor.before("addMissing", NumberStore.class, storage, arguments -> {
            writing.add(Thread.currentThread());
            late.addAndGet(over.get() ? 1 : 0);
        });
        assertThrowsNaming(
                IllegalStateException.class,
                () -> NumberInventory.over(watched)
                        .importRows(
                                organization,
                                manyRows().iterator(),
                                row -> {
                                    throw new IllegalStateException("no room for line " + row.line());
                                },
                                writers(4)),
                "line 100");
        over.set(true);
        assertFalse(writing.contains(Thread.currentThread()), "others write");
        int landed = listPages().size();
        assertReport(2_500, 2_475 - landed, importRows(manyRows().stream(), new ArrayList<>()));
        assertEquals(0, late.get());
    }

    @Test
    @DisplayName("K3 where the receiver of rejections fails, no later batch lands")
    void noBatchIsAddedAfterAFailure() {
        assertThrowsNaming(
                IllegalStateException.class,
                () -> inventory().importRows(organization, manyRows().iterator(), row -> {
                    throw new IllegalStateException("no room for line " + row.line());
                }),
                "line 100");
        assertEquals(990, listPages().size());
        assertReport(2_500, 1_485, importRows(manyRows().stream(), new ArrayList<>()));
    }
}
