package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;
import java.util.List;

/**
 * Chooses numbers, by one of the two.
 *
 * @param phoneNumbers 1 to 10,000
 */
record ChosenNumbers(@Nullable BulkFilter filter, @Nullable List<String> phoneNumbers) {
    BulkSelection selection() {
        return BulkSelection.of(filter, phoneNumbers);
    }
}
