package dev.callgate.admin;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.callgate.admin.ImportRow.Column;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportRowTest {
    @Test
    void returnsTheValuesOfItsColumns() {
        ImportRow row = ImportRow.of(7, "as written", " +12025550123 ").with(Column.PROVIDER, "telnyx");
        assertEquals(
                new ImportRow(
                        7,
                        "as written",
                        Map.of(Column.PHONE_NUMBER, " +12025550123 ", Column.PROVIDER, "telnyx"),
                        null),
                row);
        assertEquals("+12025550123", row.value(Column.PHONE_NUMBER));
        assertEquals("", row.value(Column.STATUS));
        assertEquals("twilio", row.with(Column.PROVIDER, "twilio").value(Column.PROVIDER));
        assertEquals("telnyx", row.value(Column.PROVIDER));
    }

    @Test
    void unreadableRowReportsItsProblem() {
        ImportRow row = ImportRow.unreadable(7, "\"open", "a quote is not closed");
        assertEquals("a quote is not closed", row.problem());
        assertEquals("\"open", row.text());
        assertEquals(7, row.line());
        assertEquals(Map.of(), row.values());
        assertNull(ImportRow.of(1, "", "").problem());
    }

    @Test
    void isImmutable() {
        Map<Column, String> values = new HashMap<>(Map.of(Column.PHONE_NUMBER, "+12025550123"));
        ImportRow row = new ImportRow(1, "as written", values, null);
        values.clear();
        assertEquals("+12025550123", row.value(Column.PHONE_NUMBER));
        assertThrows(UnsupportedOperationException.class, () -> row.values().clear());
    }

    @Test
    void rejectsNull() {
        assertThrowsNaming(NullPointerException.class, () -> ImportRow.of(1, null, "+12025550123"), "text");
        assertThrowsNaming(NullPointerException.class, () -> ImportRow.unreadable(1, "", null), "problem");
        assertThrows(NullPointerException.class, () -> ImportRow.of(1, "", null));
    }

    @Test
    void rejectsColumnsWithoutAValue() {
        Map<Column, String> values = new HashMap<>(Map.of(Column.PHONE_NUMBER, "+12025550123"));
        values.put(Column.PROVIDER, null);
        assertThrows(NullPointerException.class, () -> new ImportRow(1, "", values, null));
        ImportRow row = ImportRow.of(1, "", "+12025550123");
        assertThrows(NullPointerException.class, () -> row.with(Column.PROVIDER, null));
    }
}
