package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.NumberFilter;
import jakarta.annotation.Nullable;

/** Chooses all numbers that a list with the same filter has; all numbers of the organization if it is empty. */
record BulkFilter(
        @Nullable String status,
        @Nullable String assignment,
        @Nullable String provider,
        @Nullable String countryCode,
        @Nullable String search) {
    NumberFilter toFilter() {
        return new NumberFilter(status, assignment, provider, countryCode, search);
    }
}
