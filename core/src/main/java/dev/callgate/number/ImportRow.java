package dev.callgate.number;

import jakarta.annotation.Nullable;
import java.util.Objects;

/**
 * One row to import, taken apart by whatever reads the file: CSV, a spreadsheet, a form.
 *
 * @param line where it stands in its source, from 1
 * @param text the row as it was written, for the report
 * @param number the number in international form; may be anything
 * @param provider who supplies it, or null
 * @param country the country it is expected to belong to, or null to accept any
 */
public record ImportRow(
        long line,
        String text,
        String number,
        @Nullable String provider,
        @Nullable String country) {
    /** Requires a text and a number, which may be empty. */
    public ImportRow {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(number, "number");
    }
}
