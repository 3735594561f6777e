package dev.callgate.examples.benchmarks;

import dev.callgate.call.LimitUsage;
import dev.callgate.model.Counter;
import dev.callgate.policy.Limit;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** How many acknowledged calls count on each limit of a period: no more than the limit, and as many as the library counts. */
final class SoakCounts {
    private final ZoneId zone;
    private final Consumer<String> faults;
    private final Map<Key, SoakRange> counts = new ConcurrentHashMap<>();

    SoakCounts(ZoneId zone, Consumer<String> faults) {
        this.zone = zone;
        this.faults = faults;
    }

    private record Key(Limit limit, String id, LocalDateTime period) {}

    private Key key(Limit limit, SoakCall call, Instant at) {
        return new Key(limit, idOf(limit.scope(), call), limit.periodAt(at, zone));
    }

    private static String idOf(Counter.Scope scope, SoakCall call) {
        return switch (scope) {
            case AGENT -> call.agent();
            case ATTRIBUTE -> SoakPlan.CAMPAIGN + "=" + call.campaign;
            case NUMBER -> call.number();
            case CALLEE -> call.callee;
            case ORGANIZATION -> "";
        };
    }

    void allowed(SoakCall call) {
        for (Limit limit : SoakPlan.PERIODS) {
            Key first = key(limit, call, call.asked);
            Key last = key(limit, call, call.answered);
            if (first.equals(last)) {
                SoakRange now = add(first, 1, 0);
                if (now.sure() > limit.most()) {
                    faults.accept("%s of %s: %d calls in %s".formatted(limit, first.id, now.sure(), first.period));
                }
            } else {
                add(first, 0, 1);
                add(last, 0, 1);
            }
        }
    }

    /** Makes room before a release is asked for: another call may take it before the release returns. */
    void releasing(SoakCall call, Instant before) {
        for (Limit limit : SoakPlan.PERIODS) {
            if (isSurelyIn(limit, call, before)) {
                add(key(limit, call, before), -1, 0);
            }
        }
    }

    /** A release whose period may have ended before it was made may have undone nothing. */
    void released(SoakCall call, Instant before, Instant after) {
        for (Limit limit : SoakPlan.PERIODS) {
            if (isSurelyIn(limit, call, before) && !isSurelyIn(limit, call, after)) {
                add(key(limit, call, before), 0, 1);
            }
        }
    }

    private boolean isSurelyIn(Limit limit, SoakCall call, Instant at) {
        LocalDateTime period = limit.periodAt(at, zone);
        return period.equals(limit.periodAt(call.asked, zone)) && period.equals(limit.periodAt(call.answered, zone));
    }

    private SoakRange add(Key key, long sure, long unsure) {
        return Objects.requireNonNull(counts.merge(
                key, SoakRange.NONE.plus(sure, unsure), (one, more) -> one.plus(more.sure(), more.unsure())));
    }

    /** Forgets the periods that are over. */
    void forgetBefore(Instant now) {
        counts.keySet().removeIf(each -> each.period.isBefore(each.limit.periodAt(now, zone)));
    }

    /** Compares the counts of the current periods with those of the library. Returns how many were compared. */
    int compare(List<LimitUsage> found, Instant now) {
        Map<Key, Long> used = new HashMap<>();
        for (Limit limit : SoakPlan.PERIODS) {
            found.stream()
                    .filter(each -> each.limit().equals(limit.toString()))
                    .forEach(each -> used.put(
                            new Key(
                                    limit,
                                    Objects.requireNonNull(each.counter()).id(),
                                    limit.periodAt(now, zone)),
                            each.used()));
        }
        forgetBefore(now);
        counts.forEach((key, range) -> {
            if (!range.contains(used.getOrDefault(key, 0L))) {
                faults.accept("%s of %s: %s calls were acknowledged, %d are counted"
                        .formatted(key.limit, key.id, range, used.getOrDefault(key, 0L)));
            }
        });
        used.forEach((key, number) -> {
            if (!counts.containsKey(key) && number != 0) {
                faults.accept(
                        "%s of %s: no call was acknowledged, %d are counted".formatted(key.limit, key.id, number));
            }
        });
        return counts.size();
    }
}
