package dev.callgate.examples.console.organization;

import dev.callgate.CallPolicy;
import dev.callgate.policy.Limit;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Limits of the calls in progress, with which a new organization begins: {@code callgate.console.calls-per-agent} and {@code
 * callgate.console.longest-call}.
 *
 * @param callsPerAgent the most calls of an agent at once; no limit if missing
 * @param longestCall after which a call whose end was not reported no longer counts, unless it is renewed
 */
@ConfigurationProperties("callgate.console")
record CallLimits(@Nullable Integer callsPerAgent, @Nullable Duration longestCall) {
    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    CallLimits {
        if (longestCall != null) {
            CallPolicy.inUtc().longestCall(longestCall);
        }
        if (callsPerAgent != null) {
            Limit.calls(callsPerAgent).perAgent().atOnce();
        }
    }

    /** Adds the limits to the document of a policy. */
    void addTo(Map<String, Object> document) {
        if (longestCall != null) {
            document.put("longestCallSeconds", longestCall.toSeconds());
        }
        if (callsPerAgent != null) {
            document.put("limits", List.of(Map.of("calls", callsPerAgent, "per", "agent", "in", "at_once")));
        }
    }
}
