package dev.callgate.contract;

import dev.callgate.call.Refused.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What limits should allow, in plain lists: without concurrency, persistence or failures. */
final class LimitModel {
    /** What one call counts, and since or until when. */
    private static final class Count {
        private final LocalDateTime since;
        private LocalDateTime until;
        private long amount;

        Count(LocalDateTime since, LocalDateTime until, long amount) {
            this.since = since;
            this.until = until;
            this.amount = amount;
        }
    }

    /** The counts of one number, agent, callee, campaign or organization. */
    private static final class Tally {
        private LocalDateTime latest = LocalDateTime.MIN;
        private final Map<Integer, Count> counts = new HashMap<>();
    }

    private final List<LimitRule> rules;
    private final ZoneId zone;
    private final Duration longestCall;
    private final Map<List<Object>, Tally> tallies = new HashMap<>();
    private final Map<Integer, String> states = new HashMap<>();

    LimitModel(List<LimitRule> rules, ZoneId zone, Duration longestCall) {
        this.rules = rules;
        this.zone = zone;
        this.longestCall = longestCall;
    }

    /** Returns "open", or the code by which the call is refused since it ended; empty if it was never allowed. */
    String state(int n) {
        return states.getOrDefault(n, "");
    }

    /** Returns the codes of the rules that have no room for a call at a time, in alphabetical order. */
    List<String> full(LimitRule.Call call, Instant at) {
        return rules.stream()
                .filter(rule -> used(rule, call, at) + rule.amount(longestCall) > rule.mostUnits())
                .map(rule -> rule.code())
                .distinct()
                .sorted()
                .toList();
    }

    List<String> used(LimitRule.Call call, Instant at) {
        return rules.stream()
                .map(rule -> rule.limit() + ": " + used(rule, call, at))
                .sorted()
                .toList();
    }

    private long used(LimitRule rule, LimitRule.Call call, Instant at) {
        Tally tally = tally(rule, call);
        LocalDateTime time = timeOn(tally, rule, at);
        return tally.counts.values().stream()
                .filter(each -> rule.span().isOfPeriods() ? each.since.equals(time) : each.until.isAfter(time))
                .mapToLong(each -> each.amount)
                .sum();
    }

    private Tally tally(LimitRule rule, LimitRule.Call call) {
        return tallies.computeIfAbsent(List.of(rule, rule.key(call)), any -> new Tally());
    }

    /** Time on a counter never goes back. */
    private LocalDateTime timeOn(Tally tally, LimitRule rule, Instant at) {
        LocalDateTime own = rule.span().timeOf(at, zone);
        return own.isAfter(tally.latest) ? own : tally.latest;
    }

    void count(LimitRule.Call call, Instant at) {
        states.put(call.n(), "open");
        for (LimitRule rule : rules) {
            Tally tally = tally(rule, call);
            tally.latest = timeOn(tally, rule, at);
            tally.counts.put(
                    call.n(),
                    new Count(tally.latest, tally.latest.plus(rule.held(longestCall)), rule.amount(longestCall)));
        }
    }

    /** Ends a call, and returns whether it was ever allowed. */
    boolean end(int n, long talkedMillis, boolean released) {
        if (state(n).equals("open")) {
            states.put(n, released ? Reason.CALL_RELEASED : Reason.CALL_COMPLETED);
            for (LimitRule rule : rules) {
                Count count = tally(rule, new LimitRule.Call(n)).counts.get(n);
                if (released || rule.span() == LimitRule.Span.LIVE) {
                    count.amount = 0;
                } else if (rule.span().isOfMinutes()) {
                    count.amount = (talkedMillis + 999) / 1_000;
                }
            }
        }
        return states.containsKey(n);
    }

    /** Renews a call on all rules of calls at once, or on none. */
    boolean renew(int n, Instant now) {
        List<Count> live = new ArrayList<>();
        if (state(n).equals("open")) {
            for (LimitRule rule : rules) {
                if (rule.span() == LimitRule.Span.LIVE) {
                    Tally tally = tally(rule, new LimitRule.Call(n));
                    Count count = tally.counts.get(n);
                    if (!count.until.isAfter(timeOn(tally, rule, now))) {
                        return false;
                    }
                    live.add(count);
                }
            }
        }
        LocalDateTime end = LimitRule.Span.LIVE.timeOf(now, zone).plus(longestCall);
        live.forEach(each -> each.until = each.until.isAfter(end) ? each.until : end);
        return state(n).equals("open");
    }
}
