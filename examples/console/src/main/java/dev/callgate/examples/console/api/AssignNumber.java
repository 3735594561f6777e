package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.Terms;
import jakarta.annotation.Nullable;
import java.util.List;

/**
 * Assigns a number to an agent.
 *
 * @param dailyLimit 100 calls a day if missing
 * @param allowedCountries none if missing: no call is allowed
 */
record AssignNumber(
        @Nullable String agentId,
        @Nullable Integer dailyLimit,
        @Nullable List<String> allowedCountries) {
    Terms terms() {
        return new Terms(
                dailyLimit == null ? Terms.DEFAULT_DAILY_LIMIT : RequestValues.dailyLimit(dailyLimit),
                RequestValues.countries(allowedCountries == null ? List.of() : allowedCountries));
    }
}
