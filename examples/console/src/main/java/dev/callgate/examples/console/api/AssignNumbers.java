package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;
import java.util.List;

/**
 * Assigns numbers to agents in turn.
 *
 * @param agentIds one or more agents
 * @param allAgents true, instead of {@code agent_ids}, for all agents of the organization
 * @param dailyLimit 100 calls a day if missing
 * @param allowedCountries none if missing: no call is allowed
 */
record AssignNumbers(
        @Nullable BulkFilter filter,
        @Nullable List<String> phoneNumbers,
        @Nullable List<String> agentIds,
        @Nullable Boolean allAgents,
        @Nullable Integer dailyLimit,
        @Nullable List<String> allowedCountries) {
    BulkSelection selection() {
        return BulkSelection.of(filter, phoneNumbers);
    }

    AssignNumber terms() {
        return new AssignNumber(null, dailyLimit, allowedCountries);
    }
}
