package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.Nullable;
import java.util.List;

/** Each line before the last one: either the progress, or the next numbers that were not changed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BulkLine(@Nullable BulkProgress progress, @Nullable List<SkippedNumber> skipped) {}
