package dev.callgate.report;

import jakarta.annotation.Nullable;
import java.util.Objects;

/**
 * The statistics of the calls whose attribute has one value, such as the calls of one campaign. Immutable.
 *
 * @param value the value of the attribute; null for all values beyond the {@value UsageQuery#MAX_ATTRIBUTE_VALUES} of each day whose calls
 *     are added up one by one
 * @param calls the number of calls and their outcomes
 */
public record AttributeUsage(@Nullable String value, CallStatistics calls) {
    /** Requires the statistics. */
    public AttributeUsage {
        Objects.requireNonNull(calls, "calls");
    }
}
