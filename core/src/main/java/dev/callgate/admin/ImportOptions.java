package dev.callgate.admin;

import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.Regions;
import jakarta.annotation.Nullable;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How to import. Immutable: each method returns a changed copy.
 *
 * @param defaultCountry the country of rows that name none, whose national form their numbers may have: an ISO 3166-1 code;
 *     null where such rows need the international form
 * @param dryRun whether to change nothing, and only say what would be done
 * @param progress told after each batch, on the thread that imports; what it throws ends the import
 * @param writers how many batches of numbers are with the store at once, each on a thread and a connection of its own: 1 to
 *     {@value #MOST_WRITERS}; assignments are imported by one
 */
public record ImportOptions(
        @Nullable String defaultCountry, boolean dryRun, Consumer<? super ImportProgress> progress, int writers) {
    /** More would only wait for each other. */
    public static final int MOST_WRITERS = 16;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if there is no such country, or the writers are not 1 to {@value #MOST_WRITERS}
     */
    public ImportOptions {
        if (writers < 1 || writers > MOST_WRITERS) {
            throw new IllegalArgumentException(
                    "an import has 1 to %d writers, not %d".formatted(MOST_WRITERS, writers));
        }
        defaultCountry = defaultCountry == null ? null : Regions.require(defaultCountry);
        Objects.requireNonNull(progress, "progress");
    }

    /**
     * Adds what can be added, batch by batch, takes numbers of rows without a country in international form only, and tells
     * nobody.
     */
    public static ImportOptions defaults() {
        return new ImportOptions(null, false, progress -> {}, 1);
    }

    /**
     * Takes rows that name no country as of this one.
     *
     * @throws IllegalArgumentException if there is no such country
     */
    public ImportOptions withDefaultCountry(String country) {
        return new ImportOptions(Objects.requireNonNull(country, "country"), dryRun, progress, writers);
    }

    /** Changes nothing, and says what would be done. */
    public ImportOptions asDryRun() {
        return new ImportOptions(defaultCountry, true, progress, writers);
    }

    /** Tells how far the import is, after each batch. */
    public ImportOptions withProgress(Consumer<? super ImportProgress> listener) {
        return new ImportOptions(defaultCountry, dryRun, listener, writers);
    }

    /**
     * Writes several batches at once, for large files and a database on several cores. Not for a store that joined a
     * transaction, whose connection serves one thread.
     *
     * @throws IllegalArgumentException if it is not 1 to {@value #MOST_WRITERS}
     */
    public ImportOptions withWriters(int batchesAtOnce) {
        return new ImportOptions(defaultCountry, dryRun, progress, batchesAtOnce);
    }

    /**
     * Understands a number as a row without a country has it: in international form, or in the default country's national
     * form, with what spreadsheets do to numbers undone where nothing is lost.
     *
     * @throws InvalidNumberException if it is no number, or one whose digits were lost
     */
    public E164 understand(String cell) {
        return SpreadsheetNumber.parse(cell, defaultCountry);
    }
}
