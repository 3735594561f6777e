package dev.callgate.report;

import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.Objects;

/**
 * Calls that have something in common. What was not asked by is null. Immutable.
 *
 * @param day that they count on
 * @param agent who called
 * @param number from which number
 * @param country the called numbers' region, by {@link E164#region}
 * @param calls how many, and how they went
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
