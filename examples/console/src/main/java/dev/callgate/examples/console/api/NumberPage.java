package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.annotation.Nullable;
import java.util.List;

/**
 * A page of numbers.
 *
 * @param next what to ask for as {@code after} to get the next page; null on the last
 */
record NumberPage(
        boolean success,
        @JsonProperty("phoneNumbers") List<NumberJson> phoneNumbers,
        @Nullable String next) {}
