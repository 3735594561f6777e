package dev.callgate.examples.quickstart;

import dev.callgate.call.Destination;
import dev.callgate.model.Regions;
import jakarta.annotation.Nullable;

/**
 * How people dial.
 *
 * @param region where, or null where only the international form is understood
 */
record Dialling(@Nullable String region) {
    static final Dialling INTERNATIONAL = new Dialling(null);

    /**
     * As people of a region dial.
     *
     * @throws IllegalArgumentException if there is no such region
     */
    static Dialling in(String region) {
        return new Dialling(Regions.require(region));
    }

    Destination understood(String text) {
        return region == null ? Destination.parse(text) : Destination.parse(text, region);
    }
}
