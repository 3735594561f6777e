package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;
import java.util.List;

/**
 * Moves assigned numbers to agents in turn, under the same terms.
 *
 * @param agentIds one or more agents
 * @param allAgents true, instead of {@code agent_ids}, for all agents of the organization
 */
record MoveChosenNumbers(
        @Nullable BulkFilter filter,
        @Nullable List<String> phoneNumbers,
        @Nullable List<String> agentIds,
        @Nullable Boolean allAgents) {
    BulkSelection selection() {
        return BulkSelection.of(filter, phoneNumbers);
    }
}
