package dev.callgate.examples.console.organization;

import dev.callgate.CallPolicy;
import dev.callgate.policy.Limit;
import jakarta.annotation.Nullable;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Limits of the calls in progress, for every organization: {@code callgate.console.calls-per-agent} and {@code
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
        addTo(CallPolicy.inUtc(), callsPerAgent, longestCall);
    }

    CallPolicy addTo(CallPolicy policy) {
        return addTo(policy, callsPerAgent, longestCall);
    }

    private static CallPolicy addTo(
            CallPolicy policy, @Nullable Integer callsPerAgent, @Nullable Duration longestCall) {
        CallPolicy limited = longestCall == null ? policy : policy.longestCall(longestCall);
        return callsPerAgent == null
                ? limited
                : limited.limits(Limit.calls(callsPerAgent).perAgent().atOnce());
    }
}
