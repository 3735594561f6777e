package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.NumberStatus;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Map;

/** Changes a number; a missing value stays as it is. An empty {@code quarantined_until} ends the quarantine. */
record UpdateNumber(
        @Nullable String status,
        @Nullable String provider,
        @Nullable Map<String, Boolean> capabilities,
        @Nullable String quarantinedUntil,
        @Nullable String inServiceSince,
        @Nullable Integer dailyLimit,
        @Nullable List<String> allowedCountries) {
    NumberPatch toUpdate() {
        return new NumberPatch(
                status == null ? null : RequestValues.constant(NumberStatus.class, "status", status),
                provider,
                RequestValues.capabilities(capabilities),
                quarantinedUntil == null ? null : quarantine(quarantinedUntil),
                inServiceSince == null ? null : RequestValues.date("in_service_since", inServiceSince),
                dailyLimit == null ? null : RequestValues.dailyLimit(dailyLimit),
                allowedCountries == null ? null : RequestValues.countries(allowedCountries));
    }

    private static NumberPatch.Quarantine quarantine(String until) {
        return until.isEmpty()
                ? NumberPatch.Quarantine.NONE
                : new NumberPatch.Quarantine(RequestValues.date("quarantined_until", until));
    }
}
