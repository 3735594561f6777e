package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;
import java.util.Map;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Asks for a decision on a call.
 *
 * @param to as it was dialed
 * @param from the number to call from; any of the agent's if missing
 * @param callId an ID that the dialer makes for this one call: the same request again gets the same answer and counts nothing more;
 *     another request with the same ID is a conflict
 * @param attributes what limits and reports may count by, such as the campaign: at most 8 names with their values
 */
record DecideCall(
        @Nullable String agentId,

        @JsonDeserialize(using = JsonText.Any.class) @Nullable
        String to,

        @Nullable String from,
        @Nullable String callId,
        @Nullable Map<String, String> attributes) {}
