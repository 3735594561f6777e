package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.Nullable;

/** How many rows were read, added, and rejected so far, and how much of the upload was read, if its size is known. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UploadProgress(
        long rows, long added, long rejected, @Nullable Integer percent) {}
