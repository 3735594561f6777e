package dev.callgate.report;

import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.Objects;

/**
 * The statistics of calls with the same values of the requested dimensions. Dimensions that were not requested are
 * null. Immutable.
 *
 * @param day the day on which the calls count, in the organization's time zone
 * @param agent the agent that placed the calls
 * @param number the number from which the calls were placed
 * @param country the region of the called numbers, as returned by {@link E164#region}
 * @param calls the number of calls and their outcomes
 */
public record UsageRow(
        @Nullable LocalDate day,
        @Nullable AgentId agent,
        @Nullable E164 number,
        @Nullable String country,
        CallStatistics calls) {
    /** Requires the statistics. */
    public UsageRow {
        Objects.requireNonNull(calls, "calls");
    }
}
