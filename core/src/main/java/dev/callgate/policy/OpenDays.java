package dev.callgate.policy;

import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Which local dates calls may be placed on, and within which hours on each. */
@FunctionalInterface
interface OpenDays {
    /** Returns the hours of a date; null where it has none. */
    @Nullable
    Hours on(LocalDate date);

    /** Tells whether a call may be placed when clock and calendar on the wall show this. */
    default boolean include(LocalDateTime local) {
        Hours hours = on(local.toLocalDate());
        return hours != null && hours.include(local.toLocalTime());
    }
}
