package dev.callgate.examples.dialer;

import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How many leads met which fate. Safe for use by many threads. */
final class Tally {
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private final Map<String, Refusals> refusals = new TreeMap<>();
    private Duration talked = Duration.ZERO;

    /**
     * Refusals by the same first reason.
     *
     * @param leads how many
     * @param message the first one's words
     * @param first the earliest time at which one of these calls could be allowed; null where time will not help
     * @param last the latest such time
     */
    record Refusals(
            int leads,
            String message,
            @Nullable Instant first,
            @Nullable Instant last) {
        static Refusals of(Refused refused) {
            return new Refusals(1, refused.reasons().get(0).message(), refused.nextAllowed(), refused.nextAllowed());
        }

        Refusals plus(Refusals more) {
            return new Refusals(
                    leads + more.leads,
                    message,
                    first == null || (more.first != null && more.first.isBefore(first)) ? more.first : first,
                    last == null || (more.last != null && more.last.isAfter(last)) ? more.last : last);
        }
    }

    synchronized void add(Fate fate) {
        fates.merge(fate, 1, Integer::sum);
    }

    synchronized void addTalk(Duration time) {
        talked = talked.plus(time);
    }

    synchronized void addRefusal(Refused refused) {
        Reason reason = refused.reasons().get(0);
        refusals.merge(reason.code(), Refusals.of(refused), Refusals::plus);
    }

    synchronized int of(Fate fate) {
        return fates.getOrDefault(fate, 0);
    }

    synchronized int total() {
        return fates.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized boolean hasEnded() {
        return fates.keySet().stream().allMatch(Fate::hasEnded);
    }

    synchronized Map<Fate, Integer> fates() {
        return new EnumMap<>(fates);
    }

    synchronized Map<String, Refusals> refusals() {
        return new LinkedHashMap<>(refusals);
    }

    synchronized Duration talked() {
        return talked;
    }
}
