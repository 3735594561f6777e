package dev.callgate.examples.dialer.report;

import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts of a run: leads by disposition, refusals by reason, and talk time. Thread-safe. */
public final class RunTotals {
    private final Map<Disposition, Integer> dispositions = new EnumMap<>(Disposition.class);
    private final Map<String, Refusals> refusals = new TreeMap<>();
    private Duration talked = Duration.ZERO;

    /**
     * Refusals that have the same cause.
     *
     * @param leads number of leads
     * @param message message of the first refusal
     * @param first earliest time at which one of these calls could be allowed; null if waiting does not help
     * @param last latest such time
     */
    record Refusals(
            int leads,
            String message,
            @Nullable Instant first,
            @Nullable Instant last) {
        public static Refusals of(Refused refused) {
            return new Refusals(1, refused.cause().message(), refused.nextAllowed(), refused.nextAllowed());
        }

        Refusals plus(Refusals more) {
            return new Refusals(
                    leads + more.leads,
                    message,
                    first == null || (more.first != null && more.first.isBefore(first)) ? more.first : first,
                    last == null || (more.last != null && more.last.isAfter(last)) ? more.last : last);
        }
    }

    public synchronized void add(Disposition disposition) {
        dispositions.merge(disposition, 1, Integer::sum);
    }

    public synchronized void addTalk(Duration time) {
        talked = talked.plus(time);
    }

    public synchronized void addRefusal(Refused refused) {
        Reason reason = refused.cause();
        refusals.merge(reason.code(), Refusals.of(refused), Refusals::plus);
    }

    public synchronized int of(Disposition disposition) {
        return dispositions.getOrDefault(disposition, 0);
    }

    public synchronized int total() {
        return dispositions.values().stream().mapToInt(Integer::intValue).sum();
    }

    public synchronized boolean isSettled() {
        return dispositions.keySet().stream().allMatch(Disposition::isSettled);
    }

    public synchronized Map<Disposition, Integer> dispositions() {
        return new EnumMap<>(dispositions);
    }

    public synchronized Map<String, Refusals> refusals() {
        return new LinkedHashMap<>(refusals);
    }

    public synchronized Duration talked() {
        return talked;
    }
}
