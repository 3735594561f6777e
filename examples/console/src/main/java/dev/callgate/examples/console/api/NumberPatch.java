package dev.callgate.examples.console.api;

import dev.callgate.model.Capability;
import dev.callgate.model.Countries;
import dev.callgate.model.NumberStatus;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.Map;

/**
 * The changes of a number; null leaves a value as it is.
 *
 * @param capabilities the named ones are added or removed; all others stay
 * @param quarantine the new end of the quarantine; {@link Quarantine#NONE} ends it
 */
record NumberPatch(
        @Nullable NumberStatus status,
        @Nullable String provider,
        Map<Capability, Boolean> capabilities,
        @Nullable Quarantine quarantine,
        @Nullable LocalDate inServiceSince,
        @Nullable Integer dailyLimit,
        @Nullable Countries countries) {
    boolean hasTerms() {
        return dailyLimit != null || countries != null;
    }

    /**
     * The quarantine of a number.
     *
     * @param until null for none
     */
    record Quarantine(@Nullable LocalDate until) {
        static final Quarantine NONE = new Quarantine(null);
    }
}
