package dev.callgate.contract;

import static dev.callgate.contract.Fixture.digits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.admin.ImportReport;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.ImportRow.Column;
import dev.callgate.admin.RejectedRow;
import dev.callgate.admin.RejectedRow.Reason;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Rows of numbers to import, and checks of the result of their import. */
public final class NumberRows {
    private static final int MANY = 2_500;

    private NumberRows() {}

    /** Returns a row that has only a number. */
    public static ImportRow row(long line, String number) {
        return row(line, number, null, null);
    }

    /** Returns a row that has a number and, unless they are null, a provider and a country. */
    public static ImportRow row(long line, String number, String provider, String country) {
        ImportRow row = ImportRow.of(line, "row " + line + " as written", number);
        row = provider == null ? row : row.with(Column.PROVIDER, provider);
        return country == null ? row : row.with(Column.COUNTRY_CODE, country);
    }

    /** Returns the n-th of 2,500 rows; every hundredth row has no number. */
    public static ImportRow rowOfMany(int n) {
        return row(n + 1, n % 100 == 99 ? "none " + n : digits(n));
    }

    /** Returns 2,500 rows, 25 of them without a number. */
    public static List<ImportRow> manyRows() {
        return IntStream.range(0, MANY).mapToObj(NumberRows::rowOfMany).toList();
    }

    /** Returns the line numbers of {@link #manyRows} that are multiples of {@code step}. */
    public static List<Long> everyLine(int step) {
        return LongStream.rangeClosed(1, MANY)
                .filter(line -> line % step == 0)
                .boxed()
                .toList();
    }

    /** Asserts the counts of a report, and that the counts by reason add up. */
    public static void assertReport(long rows, long added, ImportReport report) {
        assertEquals(rows, report.rows());
        assertEquals(added, report.added());
        assertEquals(rows - added, report.rejectedRows());
        assertEquals(
                report.rejectedRows(),
                report.rejected().values().stream().mapToLong(Long::longValue).sum());
    }

    /** Returns how many rows were rejected, by reason. */
    public static Map<Reason, Long> countByReason(List<RejectedRow> rejected) {
        Map<Reason, Long> counts = new TreeMap<>();
        rejected.forEach(each -> counts.merge(each.reason(), 1L, Long::sum));
        return counts;
    }
}
