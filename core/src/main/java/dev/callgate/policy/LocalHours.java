package dev.callgate.policy;

import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** Hours in a time zone. */
record LocalHours(OpenDays days, ZoneId zone) {
    boolean include(Instant at) {
        return days.include(LocalDateTime.ofInstant(at, zone));
    }

    /**
     * Returns the first instant within the hours, which may be {@code from} itself, or null if there is none before the
     * end.
     *
     * <p>Searches each period between two offset changes of the zone separately, day by day, because the offset is
     * constant in it. So hours that a change skips, repeats or cuts short, and dates that a zone skipped, are not special
     * cases.
     */
    @Nullable
    Instant next(Instant from, Instant end) {
        ZoneRules rules = zone.getRules();
        Instant at = from;
        while (at.isBefore(end)) {
            ZoneOffset offset = rules.getOffset(at);
            if (days.include(LocalDateTime.ofInstant(at, offset))) {
                return at;
            }
            ZoneOffsetTransition change = rules.nextTransition(at);
            Instant until = change == null || change.getInstant().isAfter(end) ? end : change.getInstant();
            Instant opening = opening(offset, at, until);
            if (opening != null) {
                return opening;
            }
            at = until;
        }
        return null;
    }

    /** Returns the first start of hours between two instants with a constant offset, or null if there is none. */
    @Nullable
    private Instant opening(ZoneOffset offset, Instant after, Instant before) {
        LocalDate last = LocalDateTime.ofInstant(before, offset).toLocalDate();
        LocalDate date = LocalDateTime.ofInstant(after, offset).toLocalDate();
        for (; !date.isAfter(last); date = date.plusDays(1)) {
            for (Hours hours : days.on(date)) {
                Instant opening = date.atTime(hours.from()).toInstant(offset);
                if (opening.isAfter(after)) {
                    return opening.isBefore(before) ? opening : null;
                }
            }
        }
        return null;
    }
}
