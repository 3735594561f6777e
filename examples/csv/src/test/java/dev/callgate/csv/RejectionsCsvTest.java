package dev.callgate.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.RejectedRow;
import dev.callgate.admin.RejectedRow.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RejectionsCsvTest {
    private static String report(RejectedRow... rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RejectionsCsv report = RejectionsCsv.to(out)) {
            for (RejectedRow row : rows) {
                report.accept(row);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("K3 the report has line, text, reason and message of each rejected row")
    void writesRows() {
        assertEquals(
                """
                line,text,reason,message\r
                7,"x,""Zoë"",US",invalid_for_country,it belongs to CA\r
                1000000,y,duplicate_in_file,an earlier row already lists +12025550123\r
                """,
                report(
                        new RejectedRow(7, "x,\"Zoë\",US", Reason.INVALID_FOR_COUNTRY, "it belongs to CA"),
                        new RejectedRow(
                                1_000_000,
                                "y",
                                Reason.DUPLICATE_IN_FILE,
                                "an earlier row already lists +12025550123")));
    }

    @Test
    @DisplayName("K3 a report without rows has a header")
    void writesAHeader() {
        assertEquals("line,text,reason,message\r\n", report());
    }

    @Test
    @DisplayName("no text of a file is a formula when the report is opened in a spreadsheet")
    void disarmsFormulas() {
        assertEquals(
                """
                line,text,reason,message\r
                1,"'=HYPERLINK(""http://x"",'@A1)",malformed,'=1 is no number\r
                2,x;'=1,malformed,a\t'-1\r
                """,
                report(
                        new RejectedRow(1, "=HYPERLINK(\"http://x\",@A1)", Reason.MALFORMED, "=1 is no number"),
                        new RejectedRow(2, "x;=1", Reason.MALFORMED, "a\t-1")));
    }

    @Test
    @DisplayName("K3 a rejected row is one line of the report, whatever its text and message hold")
    void showsControlCharacters() {
        assertEquals(
                "line,text,reason,message\r\n2,a␍␊␀b,malformed,␛[31m\r\n",
                report(new RejectedRow(2, "a\r\n\0b", Reason.MALFORMED, "\u001B[31m")));
    }

    @Test
    @DisplayName("K3 rows are written as they come, and the report is closed once")
    void streams() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RejectionsCsv report = RejectionsCsv.to(out);
        for (int i = 0; i < 1_000; i++) {
            report.accept(new RejectedRow(i, "some text", Reason.ASSIGNED, "some message"));
        }
        assertTrue(out.size() > 20_000, () -> "only " + out.size());
        report.close();
        report.close();
    }

    @Test
    void propagatesExceptions() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("the disk is full");
            }
        };
        RejectionsCsv report = RejectionsCsv.to(full);
        assertThrows(UncheckedIOException.class, report::close);
    }
}
