package dev.callgate.policy;

import java.time.DayOfWeek;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The hours in which calls are allowed, by weekday. Immutable.
 *
 * @param usual the hours of days without their own hours
 * @param own the hours of other days
 * @param open the days with calls
 */
record Week(List<Hours> usual, Map<DayOfWeek, List<Hours>> own, Set<DayOfWeek> open) {
    static final Week NEVER = new Week(List.of(), Map.of(), Set.of());

    static Week everyDay(Hours usual) {
        return new Week(List.of(usual), Map.of(), EnumSet.allOf(DayOfWeek.class));
    }

    /** Returns a week with these days only. A day with its own hours keeps them. */
    Week only(Set<DayOfWeek> these) {
        if (these.isEmpty()) {
            throw new IllegalArgumentException("calling hours need at least one weekday");
        }
        Map<DayOfWeek, List<Hours>> kept = copyOfOwn();
        kept.keySet().retainAll(these);
        return new Week(usual, kept, EnumSet.copyOf(these));
    }

    /** Returns a week that also has these hours on the days without their own hours. */
    Week and(Hours hours) {
        return new Week(sorted(usual, hours), own, open);
    }

    /** Returns a week that includes this day with these hours alone. */
    Week with(DayOfWeek day, Hours hours) {
        return withOwn(day, List.of(hours));
    }

    /** Returns a week that includes this day with these hours in addition to those it has. */
    Week and(DayOfWeek day, Hours hours) {
        return withOwn(day, sorted(on(day), hours));
    }

    private Week withOwn(DayOfWeek day, List<Hours> hours) {
        Map<DayOfWeek, List<Hours>> more = copyOfOwn();
        more.put(Objects.requireNonNull(day, "day"), hours);
        Set<DayOfWeek> days = EnumSet.of(day);
        days.addAll(open);
        return new Week(usual, more, days);
    }

    private Map<DayOfWeek, List<Hours>> copyOfOwn() {
        Map<DayOfWeek, List<Hours>> copy = new EnumMap<>(DayOfWeek.class);
        copy.putAll(own);
        return copy;
    }

    private static List<Hours> sorted(List<Hours> some, Hours more) {
        return Stream.concat(some.stream(), Stream.of(more))
                .sorted(Comparator.comparing(Hours::from))
                .toList();
    }

    /** Returns the hours of a day in ascending order of their start; empty if no calls are allowed on it. */
    List<Hours> on(DayOfWeek day) {
        return open.contains(day) ? own.getOrDefault(day, usual) : List.of();
    }
}
