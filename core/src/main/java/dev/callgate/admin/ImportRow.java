package dev.callgate.admin;

import dev.callgate.internal.VisibleText;
import dev.callgate.model.Capability;
import jakarta.annotation.Nullable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * One row to import, as a reader of CSV, a spreadsheet or a form split it into columns. Immutable. The values are as they were
 * written. A value that cannot be parsed is reported; no value is guessed.
 *
 * @param line the line of the row in its source, counted from 1
 * @param text the row as it was written, for the report
 * @param values the values by column; a column that is missing or blank has its default
 * @param problem a sentence that describes why the row could not be split; null if it could
 */
public record ImportRow(
        long line,
        String text,
        Map<Column, String> values,
        @Nullable String problem) {
    /** The columns of a row. */
    public enum Column {
        /** The number, in international form or in the national form of its country. Every row needs it. */
        PHONE_NUMBER,
        /** The name of the provider that supplies the number; none by default. */
        PROVIDER,
        /**
         * The country that the number is expected to belong to: an ISO 3166-1 code of two or three letters, its English name, or
         * {@code 001}. By default, it may belong to any country.
         */
        COUNTRY_CODE,
        /**
         * The names of its {@linkplain Capability capabilities}, in any case, separated by spaces or semicolons, or {@code none};
         * by default, voice.
         */
        CAPABILITIES,
        /**
         * {@code active}, {@code enabled} or {@code in-use}; {@code inactive}, {@code disabled} or {@code deactivated}; by default,
         * active. Any other word is rejected.
         */
        STATUS,
        /**
         * The first day after its quarantine, in the organization's zone, such as {@code 2026-03-02}; by default, there is no
         * quarantine.
         */
        QUARANTINED_UNTIL,
        /** The time when it was first added, such as {@code 2026-03-02T15:00:00Z}; by default, the time of the import. */
        CREATED_AT,
        /** The time when it was last changed, in the same form; by default, the time of the import. */
        UPDATED_AT,
        /**
         * The first day on which calls were placed from it, in the organization's zone, such as {@code 2019-05-01}; see
         * {@link NewNumber#inServiceSince}.
         */
        IN_SERVICE_SINCE
    }

    /** Copies the values, none of which may be null. */
    public ImportRow {
        Objects.requireNonNull(text, "text");
        values.forEach((column, value) -> Objects.requireNonNull(value, column::name));
        EnumMap<Column, String> copy = new EnumMap<>(Column.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    /** Returns a row that has only a number. */
    public static ImportRow of(long line, String text, String number) {
        return new ImportRow(line, text, Map.of(Column.PHONE_NUMBER, number), null);
    }

    /** Returns a row that could not be split into columns, which is rejected as {@link RejectedRow.Reason#MALFORMED}. */
    public static ImportRow unreadable(long line, String text, String problem) {
        return new ImportRow(line, text, Map.of(), Objects.requireNonNull(problem, "problem"));
    }

    /** Returns a copy with the value of one more column. */
    public ImportRow with(Column column, String value) {
        Map<Column, String> more = new EnumMap<>(Column.class);
        more.putAll(values);
        more.put(column, value);
        return new ImportRow(line, text, more, problem);
    }

    /** Returns the value of a column without outer spaces and invisible characters; empty if the column is missing or blank. */
    String value(Column column) {
        return VisibleText.clean(values.getOrDefault(column, ""));
    }
}
