package dev.callgate.examples.quickstart;

import dev.callgate.call.Destination;
import dev.callgate.model.Regions;
import jakarta.annotation.Nullable;

/**
 * The interpretation of dialed numbers.
 *
 * @param region region of national numbers; null to understand the international form only
 */
record DialPlan(@Nullable String region) {
    static final DialPlan INTERNATIONAL = new DialPlan(null);

    /**
     * Returns the interpretation of a region.
     *
     * @throws IllegalArgumentException if the region is unknown
     */
    static DialPlan in(String region) {
        return new DialPlan(Regions.require(region));
    }

    Destination understood(String text) {
        return region == null ? Destination.parse(text) : Destination.parse(text, region);
    }
}
