package dev.callgate;

import dev.callgate.model.CallDay;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.concurrent.TimeUnit;

/** Computes the days of a time zone, and caches the last one. Thread-safe. */
final class CallDays {
    private static final long SECONDS_PER_DAY = TimeUnit.DAYS.toSeconds(1);

    private final ZoneId zone;

    @Nullable
    private volatile Stretch last;

    CallDays(ZoneId zone) {
        this.zone = zone;
    }

    ZoneId zone() {
        return zone;
    }

    /** Returns the day at an instant, as {@link CallDay#at} does. */
    CallDay at(Instant instant) {
        return at(instant.getEpochSecond());
    }

    /** Returns the day of an epoch second. A day never begins within a second. */
    CallDay at(long second) {
        Stretch known = last;
        if (known == null || !known.holds(second)) {
            known = Stretch.around(second, zone);
            last = known;
        }
        return known.day();
    }

    /**
     * A stretch of one day in which the zone's UTC offset is constant. A day on which clocks are changed has several stretches,
     * which are not always consecutive.
     *
     * @param from the first second of the stretch, as an epoch second
     * @param until the second after the last one
     */
    private record Stretch(CallDay day, long from, long until) {
        static Stretch around(long second, ZoneId zone) {
            ZoneRules rules = zone.getRules();
            ZoneOffset offset = rules.getOffset(Instant.ofEpochSecond(second));
            long day = Math.floorDiv(second + offset.getTotalSeconds(), SECONDS_PER_DAY);
            long midnight = day * SECONDS_PER_DAY - offset.getTotalSeconds();
            ZoneOffsetTransition before = rules.previousTransition(Instant.ofEpochSecond(second + 1));
            ZoneOffsetTransition after = rules.nextTransition(Instant.ofEpochSecond(second));
            return new Stretch(
                    new CallDay(LocalDate.ofEpochDay(day), zone),
                    before == null ? midnight : Math.max(midnight, before.toEpochSecond()),
                    after == null
                            ? midnight + SECONDS_PER_DAY
                            : Math.min(midnight + SECONDS_PER_DAY, after.toEpochSecond()));
        }

        boolean holds(long second) {
            return second >= from && second < until;
        }
    }
}
