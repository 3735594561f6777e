package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;
import java.util.Map;

/**
 * Asks what the policy says about a call.
 *
 * @param to as it is dialed
 * @param place where the called party is, such as {@code US-FL}; if missing, the number decides
 * @param attributes as in a request for a call
 */
record CheckCall(
        @Nullable String agentId,
        @Nullable String to,
        @Nullable String place,
        @Nullable Map<String, String> attributes) {}
