package dev.callgate.policy;

import jakarta.annotation.Nullable;
import java.time.DayOfWeek;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The hours in which calls are allowed, by weekday. Immutable. */
final class Week {
    /** The hours of days without their own hours. */
    private final Hours usual;

    private final Map<DayOfWeek, Hours> days;

    private Week(Hours usual, Map<DayOfWeek, Hours> days) {
        this.usual = usual;
        this.days = Collections.unmodifiableMap(days);
    }

    static Week everyDay(Hours usual) {
        return new Week(usual, new EnumMap<>(DayOfWeek.class)).only(EnumSet.allOf(DayOfWeek.class));
    }

    /** Returns a week with these days only. A day with its own hours keeps them. */
    Week only(Set<DayOfWeek> these) {
        Map<DayOfWeek, Hours> kept = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : these) {
            Objects.requireNonNull(day, "day");
            kept.put(day, days.getOrDefault(day, usual));
        }
        if (kept.isEmpty()) {
            throw new IllegalArgumentException("calling hours need at least one weekday");
        }
        return new Week(usual, kept);
    }

    /** Returns a week that also includes this day with these hours. */
    Week with(DayOfWeek day, Hours hours) {
        Map<DayOfWeek, Hours> more = new EnumMap<>(DayOfWeek.class);
        more.putAll(days);
        more.put(Objects.requireNonNull(day, "day"), hours);
        return new Week(usual, more);
    }

    /** Returns the hours of a day, or null if no calls are allowed on it. */
    @Nullable
    Hours on(DayOfWeek day) {
        return days.get(day);
    }
}
