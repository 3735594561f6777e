package dev.callgate.examples.console.api;

import dev.callgate.admin.NumberUpdate;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.NumberStatus;
import jakarta.annotation.Nullable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes numbers; a missing value stays as it is. An empty {@code quarantined_until} ends the quarantine. */
record UpdateNumbers(
        @Nullable BulkFilter filter,
        @Nullable List<String> phoneNumbers,
        @Nullable String status,
        @Nullable String provider,
        @Nullable String quarantinedUntil) {
    BulkSelection selection() {
        return BulkSelection.of(filter, phoneNumbers);
    }

    NumberUpdate toUpdate() {
        if (values().isEmpty()) {
            throw Problem.missing("status");
        }
        NumberUpdate all = NumberUpdate.create();
        if (status != null) {
            all = all.status(RequestValues.constant(NumberStatus.class, "status", status));
        }
        if (provider != null) {
            all = all.provider(provider);
        }
        if (quarantinedUntil != null) {
            all = quarantinedUntil.isEmpty()
                    ? all.endQuarantine()
                    : all.quarantineUntil(RequestValues.date("quarantined_until", quarantinedUntil));
        }
        return all;
    }

    /** Returns the new values, by name, for the audit trail. */
    Map<String, String> values() {
        Map<String, String> all = new LinkedHashMap<>();
        put(all, "status", status);
        put(all, "provider", provider);
        put(all, "quarantined_until", quarantinedUntil);
        return all;
    }

    private static void put(Map<String, String> all, String name, @Nullable String value) {
        if (value != null) {
            all.put(name, value);
        }
    }
}
