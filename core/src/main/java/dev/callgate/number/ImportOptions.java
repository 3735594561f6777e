package dev.callgate.number;

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
 */
public record ImportOptions(
        @Nullable String defaultCountry, boolean dryRun, Consumer<? super ImportProgress> progress) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if there is no such country
     */
    public ImportOptions {
        defaultCountry = defaultCountry == null ? null : Regions.require(defaultCountry);
        Objects.requireNonNull(progress, "progress");
    }

    /** Adds what can be added, takes numbers of rows without a country in international form only, and tells nobody. */
    public static ImportOptions defaults() {
        return new ImportOptions(null, false, progress -> {});
    }

    /**
     * Takes rows that name no country as of this one.
     *
     * @throws IllegalArgumentException if there is no such country
     */
    public ImportOptions withDefaultCountry(String country) {
        return new ImportOptions(Objects.requireNonNull(country, "country"), dryRun, progress);
    }

    /** Changes nothing, and says what would be done. */
    public ImportOptions asDryRun() {
        return new ImportOptions(defaultCountry, true, progress);
    }

    /** Tells how far the import is, after each batch. */
    public ImportOptions withProgress(Consumer<? super ImportProgress> listener) {
        return new ImportOptions(defaultCountry, dryRun, listener);
    }
}
