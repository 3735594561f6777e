package dev.callgate.examples.benchmarks;

import dev.callgate.call.LimitUsage;
import dev.callgate.call.Refused;
import dev.callgate.model.CallOutcome;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** What callers and administrators of an organization were told, day by day; a day is dropped once it was compared. */
final class SoakLedger {
    private final ZoneId zone;
    private final Consumer<String> faults;
    private final SoakCounts counts;
    private final Map<LocalDate, SoakDay> days = new ConcurrentSkipListMap<>();
    private final Map<String, Rest> rests = new ConcurrentHashMap<>();

    SoakLedger(ZoneId zone, Consumer<String> faults) {
        this.zone = zone;
        this.faults = faults;
        this.counts = new SoakCounts(zone, faults);
    }

    /** A time without calls to a callee, for decisions that begin after its outcome was acknowledged. */
    private record Rest(Instant acknowledged, Instant until) {}

    LocalDate dateAt(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    SoakDay day(LocalDate date) {
        return days.computeIfAbsent(date, each -> new SoakDay());
    }

    /** Returns the days that were not dropped. */
    List<LocalDate> dates() {
        return List.copyOf(days.keySet());
    }

    void drop(LocalDate date, Instant now) {
        days.remove(date);
        counts.forgetBefore(now);
        rests.values().removeIf(each -> each.until.isBefore(now));
    }

    void allowed(SoakCall call) {
        if (day(call.day).calls.put(call.id.value(), call) != null) {
            faults.accept("call %s was allowed twice".formatted(call.id));
        }
        if (call.day.isBefore(dateAt(call.asked)) || call.day.isAfter(dateAt(call.answered))) {
            faults.accept("call %s of %s counts on %s".formatted(call.id, call.asked, call.day));
        }
        counts.allowed(call);
        Rest rest = rests.get(call.callee);
        if (rest != null && call.asked.isAfter(rest.acknowledged) && call.answered.isBefore(rest.until)) {
            faults.accept("call %s reached a callee within its rest period".formatted(call.id));
        }
    }

    void refused(Refused refused, Instant asked, Instant answered) {
        String reason = refused.cause().code();
        LocalDate first = dateAt(asked);
        LocalDate last = dateAt(answered);
        if (first.equals(last)) {
            day(first).refused(reason, 1, 0);
        } else {
            day(first).refused(reason, 0, 1);
            day(last).refused(reason, 0, 1);
        }
    }

    void releasing(SoakCall call, Instant before) {
        call.ending = before;
        counts.releasing(call, before);
    }

    void released(SoakCall call, Instant before, Instant after) {
        counts.released(call, before, after);
        call.isReleased = true;
        call.isUncounted = dateAt(after).equals(call.day);
        call.isUncountedPerhaps = !call.isUncounted && dateAt(before).equals(call.day);
    }

    void completed(SoakCall call, CallOutcome outcome, Instant before, Instant after) {
        call.outcome = outcome;
        if (outcome.result() == CallOutcome.Result.NOT_INTERESTED) {
            rests.put(call.callee, new Rest(after, before.plus(SoakPlan.REST)));
        }
    }

    void changed(long entries, Instant before, Instant after) {
        LocalDate first = dateAt(before);
        LocalDate last = dateAt(after);
        if (first.equals(last)) {
            day(first).changed(entries, 0);
        } else {
            day(first).changed(0, entries);
            day(last).changed(0, entries);
        }
    }

    int compareCounters(List<LimitUsage> found, Instant now) {
        return counts.compare(found, now);
    }
}
