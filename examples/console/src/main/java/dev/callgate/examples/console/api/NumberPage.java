package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.annotation.Nullable;
import java.util.List;

/**
 * A page of numbers.
 *
 * @param next the value of {@code after} for the next page; null on the last page
 */
record NumberPage(
        boolean success,
        @JsonProperty("phoneNumbers") List<NumberJson> phoneNumbers,
        @Nullable String next) {}
