package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.Nullable;

/** How many lines of a do-not-call list were read, how many numbers they had, and how much of the upload was read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ListProgress(
        long lines, long numbers, long rejected, @Nullable Integer percent) {}
