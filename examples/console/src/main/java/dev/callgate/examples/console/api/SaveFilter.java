package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;

/**
 * Saves a filter.
 *
 * @param list numbers or calls
 * @param query the parameters of the filter, as the query of a URL, such as {@code status=active&provider=telnyx}
 */
record SaveFilter(
        @Nullable String list,
        @Nullable String name,
        @Nullable String query) {}
