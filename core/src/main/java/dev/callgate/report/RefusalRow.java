package dev.callgate.report;

import dev.callgate.model.AgentId;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.Objects;

/**
 * Refusals that have something in common. What was not asked by is null. Immutable.
 *
 * @param day on which
 * @param agent who wanted to call
 * @param reason the code of the first thing that stood against the calls: {@link dev.callgate.call.Refused.Reason#code}
 * @param refusals how many; a call that was refused twice counts twice
 */
public record RefusalRow(@Nullable LocalDate day, @Nullable AgentId agent, String reason, long refusals) {
    /** Requires the reason. */
    public RefusalRow {
        Objects.requireNonNull(reason, "reason");
    }
}
