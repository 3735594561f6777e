package dev.callgate.policy;

import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * Finds the first instant at which the local time is within the hours in several time zones at once.
 *
 * <p>Searches each period between two offset changes of a zone separately, day by day, because the offset is constant
 * in it. So hours that a change skips, repeats or cuts short, and dates that a zone skipped, are not special cases.
 */
final class NextOpening {
    private final OpenDays days;
    private final Instant end;

    /** Creates a search that stops at an end, which bounds the work. */
    NextOpening(OpenDays days, Instant end) {
        this.days = days;
        this.end = end;
    }

    /** Returns the first such instant, which may be {@code from} itself, or null if there is none before the end. */
    @Nullable
    Instant inAll(List<ZoneRules> zones, Instant from) {
        Instant at = from;
        int agreeing = 0;
        // The result is not earlier than the first instant of any single zone, so continuing from it skips nothing.
        for (int i = 0; agreeing < zones.size(); i = (i + 1) % zones.size()) {
            Instant first = in(zones.get(i), at);
            if (first == null) {
                return null;
            }
            agreeing = first.equals(at) ? agreeing + 1 : 1;
            at = first;
        }
        return at;
    }

    @Nullable
    private Instant in(ZoneRules zone, Instant from) {
        Instant at = from;
        while (at.isBefore(end)) {
            ZoneOffset offset = zone.getOffset(at);
            if (days.include(LocalDateTime.ofInstant(at, offset))) {
                return at;
            }
            Instant change = changeOrEnd(zone, at);
            Instant opening = opening(offset, at, change);
            if (opening != null) {
                return opening;
            }
            at = change;
        }
        return null;
    }

    private Instant changeOrEnd(ZoneRules zone, Instant after) {
        ZoneOffsetTransition change = zone.nextTransition(after);
        return change == null || change.getInstant().isAfter(end) ? end : change.getInstant();
    }

    /**
     * Returns the first start of a day's hours between two instants with a constant offset, or null if there is none.
     */
    @Nullable
    private Instant opening(ZoneOffset offset, Instant after, Instant before) {
        LocalDate last = LocalDateTime.ofInstant(before, offset).toLocalDate();
        LocalDate date = LocalDateTime.ofInstant(after, offset).toLocalDate();
        for (; !date.isAfter(last); date = date.plusDays(1)) {
            Hours hours = days.on(date);
            Instant opening = hours == null ? null : date.atTime(hours.from()).toInstant(offset);
            if (opening != null && opening.isAfter(after)) {
                return opening.isBefore(before) ? opening : null;
            }
        }
        return null;
    }
}
