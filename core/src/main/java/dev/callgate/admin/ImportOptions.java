package dev.callgate.admin;

import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.Regions;
import jakarta.annotation.Nullable;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The options of an import. Immutable: each method returns a changed copy.
 *
 * @param defaultCountry the ISO 3166-1 code of the country whose national form is accepted in rows that do not name a country; null
 *     if such rows need the international form
 * @param dryRun whether to change nothing and only report what would be done
 * @param progress called after each batch with the report so far, on the thread that imports; an exception that it throws ends the
 *     import
 * @param writers how many batches of numbers the store adds at the same time, each on its own thread and connection: 1 to
 *     {@value #MAX_WRITERS}. Imports of assignments always use one
 */
public record ImportOptions(
        @Nullable String defaultCountry, boolean dryRun, Consumer<? super ImportReport> progress, int writers) {
    /** The largest number of writers. More would only wait for each other. */
    public static final int MAX_WRITERS = 16;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the country is unknown, or the number of writers is not 1 to {@value #MAX_WRITERS}
     */
    public ImportOptions {
        if (writers < 1 || writers > MAX_WRITERS) {
            throw new IllegalArgumentException(
                    "the number of writers must be 1 to %d, not %d".formatted(MAX_WRITERS, writers));
        }
        defaultCountry = defaultCountry == null ? null : Regions.require(defaultCountry);
        Objects.requireNonNull(progress, "progress");
    }

    /**
     * Returns the default options: no dry run, one writer, no reports of progress, and numbers only in international form in rows
     * that do not name a country.
     */
    public static ImportOptions defaults() {
        return new ImportOptions(null, false, progress -> {}, 1);
    }

    /**
     * Returns a copy that accepts the national form of a country in rows that do not name a country.
     *
     * @param country an ISO 3166-1 code
     * @throws IllegalArgumentException if the country is unknown
     */
    public ImportOptions withDefaultCountry(String country) {
        return new ImportOptions(Objects.requireNonNull(country, "country"), dryRun, progress, writers);
    }

    /** Returns a copy for a dry run, which changes nothing and only reports what would be done. */
    public ImportOptions asDryRun() {
        return new ImportOptions(defaultCountry, true, progress, writers);
    }

    /** Returns a copy that passes the report so far to a listener after each batch. */
    public ImportOptions withProgress(Consumer<? super ImportReport> listener) {
        return new ImportOptions(defaultCountry, dryRun, listener, writers);
    }

    /**
     * Returns a copy that writes several batches at the same time, for large files and a database with several cores. Do not use
     * several writers with a store that joined a transaction, because its connection serves one thread.
     *
     * @throws IllegalArgumentException if the number of writers is not 1 to {@value #MAX_WRITERS}
     */
    public ImportOptions withWriters(int count) {
        return new ImportOptions(defaultCountry, dryRun, progress, count);
    }

    /**
     * Parses a number as in a row that does not name a country: in international form, or in the national form of the default
     * country. Changes that spreadsheets make to numbers are undone if no digit was lost.
     *
     * @throws InvalidNumberException if the text is not a valid number, or digits were lost
     */
    public E164 parse(String cell) {
        return SpreadsheetNumber.parse(cell, defaultCountry);
    }
}
