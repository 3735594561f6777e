package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.examples.console.request.Text;
import dev.callgate.model.Regions;
import jakarta.annotation.Nullable;
import java.time.ZoneId;
import java.util.Locale;

/**
 * Adds an organization and its first administrator.
 *
 * @param name of the organization
 * @param zone the time zone of its days, such as America/New_York
 * @param region the country for dialed numbers and emergency numbers, ISO 3166-1 alpha-2
 * @param username of the administrator
 * @param password the first one, which the administrator has to change
 */
record CreateOrganization(
        @Nullable String name,
        @Nullable String zone,
        @Nullable String region,
        @Nullable String username,
        @Nullable String password) {
    /** Returns the time zone. */
    ZoneId zoneId() {
        String text = RequestValues.required("zone", zone);
        if (ZoneId.getAvailableZoneIds().contains(text)) {
            return ZoneId.of(text);
        }
        throw Problem.invalid(
                "zone",
                "zone must be a time zone such as America/New_York or UTC, not \"%s\"".formatted(Text.shown(text)));
    }

    /** Returns the country. */
    String country() {
        String text = RequestValues.required("region", region).toUpperCase(Locale.ROOT);
        if (Regions.known().contains(text) && !text.equals(Regions.NON_GEOGRAPHIC)) {
            return text;
        }
        throw Problem.invalid(
                "region",
                "region must be a country code such as US (ISO 3166-1 alpha-2), not \"%s\""
                        .formatted(Text.shown(text)));
    }
}
