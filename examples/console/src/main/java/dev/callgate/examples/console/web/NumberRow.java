package dev.callgate.examples.console.web;

import dev.callgate.model.AgentId;
import dev.callgate.model.PhoneNumber;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.Map;

/**
 * A number, for display.
 *
 * @param quarantined whether it is in quarantine today
 * @param agent the name of its agent, or the ID of an unknown one; null if it is available
 */
record NumberRow(
        PhoneNumber number,
        Country country,
        boolean quarantined,
        @Nullable String agent) {
    static NumberRow of(PhoneNumber number, Map<AgentId, String> names, LocalDate today) {
        AgentId agent = number.assignedTo();
        return new NumberRow(
                number,
                Country.of(number.country()),
                number.isQuarantinedOn(today),
                agent == null ? null : names.getOrDefault(agent, agent.value()));
    }
}
