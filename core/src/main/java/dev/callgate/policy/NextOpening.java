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
 * Finds the first instant at which hours hold by the clocks of several zones at once.
 *
 * <p>Between two changes of its offset a zone's clock runs like any other; so each such stretch is searched by itself, day
 * by day. That makes hours that a change leaves out, repeats or cuts short, and dates that a zone never had, no special
 * cases.
 */
final class NextOpening {
    private final OpenDays days;
    private final Instant end;

    /** Searches before an end, which bounds the work. */
    NextOpening(OpenDays days, Instant end) {
        this.days = days;
        this.end = end;
    }

    /** Returns the first such instant, which may be {@code from} itself; null if there is none before the end. */
    @Nullable
    Instant inAll(List<ZoneRules> zones, Instant from) {
        Instant at = from;
        int agreeing = 0;
        // No zone's first instant is later than the first of all zones; so nothing is skipped by going on from it.
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

    /** Returns the first beginning of a day's hours after one instant and before another, with one offset all the time. */
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
