package dev.callgate.admin;

import dev.callgate.internal.VisibleText;
import dev.callgate.model.Capability;
import jakarta.annotation.Nullable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * One row to import, taken apart by whatever reads the file: CSV, a spreadsheet, a form. Immutable. The values are taken
 * as they were written; what cannot be understood is reported, and never guessed.
 *
 * @param line where it stands in its source, from 1
 * @param text the row as it was written, for the report
 * @param values what it says, by column; a column that is not named, or is blank, says nothing
 * @param problem why it could not be taken apart, in a sentence; null where it could
 */
public record ImportRow(
        long line,
        String text,
        Map<Column, String> values,
        @Nullable String problem) {
    /** What a row can say of a number. */
    public enum Column {
        /** The number, in international form, or in the national form of its country; every row needs it. */
        PHONE_NUMBER,
        /** Who supplies it. */
        PROVIDER,
        /**
         * The country that it is expected to belong to: an ISO 3166-1 code of two or three letters, its name in English, or
         * {@code 001}; any where nothing is said.
         */
        COUNTRY_CODE,
        /** What it can do: names of {@link Capability}, in any case, between spaces or semicolons, or {@code none}; voice where nothing is said. */
        CAPABILITIES,
        /**
         * {@code active}, {@code enabled} or {@code in-use}; {@code inactive}, {@code disabled} or {@code deactivated}; active
         * where nothing is said. Any other word is refused.
         */
        STATUS,
        /** The first day after its quarantine, such as {@code 2026-03-02}; none where nothing is said. */
        QUARANTINED_UNTIL,
        /** When it was first added, such as {@code 2026-03-02T15:00:00Z}; the time of the import where nothing is said. */
        CREATED_AT,
        /** When it was last changed; the time of the import where nothing is said. */
        UPDATED_AT,
        /**
         * The day since when calls are placed from it, in the organization's zone, such as {@code 2019-05-01}; see
         * {@link NewNumber#inServiceSince}.
         */
        IN_SERVICE_SINCE
    }

    /** Copies the values, of which none is null. */
    public ImportRow {
        Objects.requireNonNull(text, "text");
        values.forEach((column, value) -> Objects.requireNonNull(value, column::name));
        EnumMap<Column, String> copy = new EnumMap<>(Column.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    /** Returns a row that says no more than a number. */
    public static ImportRow of(long line, String text, String number) {
        return new ImportRow(line, text, Map.of(Column.PHONE_NUMBER, number), null);
    }

    /** Returns a row that could not be taken apart, to be reported as {@link RejectedRow.Reason#MALFORMED}. */
    public static ImportRow unreadable(long line, String text, String problem) {
        return new ImportRow(line, text, Map.of(), Objects.requireNonNull(problem, "problem"));
    }

    /** Returns the row with what one more column says. */
    public ImportRow with(Column column, String value) {
        Map<Column, String> more = new EnumMap<>(Column.class);
        more.putAll(values);
        more.put(column, value);
        return new ImportRow(line, text, more, problem);
    }

    /** Returns what a column says, without outer spaces and invisible characters; empty where it says nothing. */
    String value(Column column) {
        return VisibleText.clean(values.getOrDefault(column, ""));
    }
}
