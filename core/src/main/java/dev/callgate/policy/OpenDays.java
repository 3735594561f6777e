package dev.callgate.policy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/** The hours in which calls are allowed, by local date. */
@FunctionalInterface
interface OpenDays {
    /** Returns the hours of a date in ascending order of their start; empty if no calls are allowed on it. */
    List<Hours> on(LocalDate date);

    /** Returns whether calls are allowed at a local date and time. */
    default boolean include(LocalDateTime local) {
        for (Hours hours : on(local.toLocalDate())) {
            if (hours.include(local.toLocalTime())) {
                return true;
            }
        }
        return false;
    }
}
