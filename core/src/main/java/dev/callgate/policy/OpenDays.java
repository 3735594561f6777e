package dev.callgate.policy;

import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** The hours in which calls are allowed, by local date. */
@FunctionalInterface
interface OpenDays {
    /** Returns the hours of a date, or null if no calls are allowed on it. */
    @Nullable
    Hours on(LocalDate date);

    /** Returns whether calls are allowed at a local date and time. */
    default boolean include(LocalDateTime local) {
        Hours hours = on(local.toLocalDate());
        return hours != null && hours.include(local.toLocalTime());
    }
}
