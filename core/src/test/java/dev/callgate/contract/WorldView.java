package dev.callgate.contract;

import dev.callgate.contract.LimitRule.Span;
import dev.callgate.contract.WorldCall.Count;
import dev.callgate.contract.WorldCall.Tally;
import dev.callgate.contract.WorldModel.Pair;
import dev.callgate.model.CallOutcome;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What should be seen of an organization, in lines that can be compared with what the library shows. */
final class WorldView {
    private WorldView() {}

    /** Returns the state that decisions rest on: numbers, assignments, counters and the calls in progress. */
    static SortedSet<String> state(WorldModel model, Instant now) {
        SortedSet<String> lines = new TreeSet<>();
        model.numbers.forEach((n, number) -> lines.add(number(n, number.active(), number.rest())));
        model.terms.forEach((n, terms) -> {
            Pair pair = new Pair(n, terms.agent());
            lines.add(assignment(pair, terms.limit(), terms.abroad(), model.callsOf(pair), model.dayOf(pair)));
        });
        for (Tally tally : tallies(model)) {
            LocalDateTime time = model.timeOf(tally, LocalDateTime.MIN);
            List<Count> counts = model.calls.stream()
                    .map(each -> each.counts().get(tally))
                    .filter(each -> each != null && each.amount() > 0)
                    .filter(each -> tally.span().isOfPeriods()
                            ? each.since().equals(time)
                            : each.until().isAfter(time))
                    .toList();
            lines.add(
                    tally.span().isOfPeriods()
                            ? period(
                                    tally,
                                    time,
                                    counts.stream().mapToLong(Count::amount).sum())
                            : held(
                                    tally,
                                    time,
                                    counts.stream()
                                            .map(each -> each.amount() + " until " + each.until())
                                            .sorted()
                                            .toList()));
        }
        for (WorldCall each : model.calls) {
            if (each.kept() && each.isOpen()) {
                each.counts().entrySet().stream()
                        .filter(count -> count.getKey().span() == Span.LIVE)
                        .filter(count ->
                                count.getValue().until().isAfter(model.timeOf(count.getKey(), LocalDateTime.MIN)))
                        .map(count -> count.getValue().until())
                        .filter(until -> until.toInstant(ZoneOffset.UTC).isAfter(now))
                        .min(LocalDateTime::compareTo)
                        .ifPresent(until -> lines.add("c-" + each.n() + " is live until " + until));
            }
        }
        return lines;
    }

    /** Returns the counters that can be asked for: a number has an ID, by which it is counted, for as long as it is not deleted. */
    static Set<Tally> tallies(WorldModel model) {
        return model.calls.stream()
                .flatMap(each -> each.counts().entrySet().stream())
                .filter(each -> !each.getValue().isForgotten())
                .map(Map.Entry::getKey)
                .filter(each ->
                        each.scope() != LimitRule.Scope.NUMBER || model.numbers.containsKey((Integer) each.key()))
                .collect(Collectors.toSet());
    }

    static String number(int n, boolean active, @Nullable Object rest) {
        return "number " + n + ": active " + active + ", rests until " + rest;
    }

    static String assignment(Pair pair, int limit, boolean abroad, long calls, Object day) {
        return "assignment " + pair + ": " + calls + " of " + limit + " calls on " + day + ", abroad " + abroad;
    }

    static String period(Tally tally, LocalDateTime period, long amount) {
        return tally + ": " + amount + " since " + period;
    }

    static String held(Tally tally, LocalDateTime time, List<String> holds) {
        return tally + ": " + holds + " at " + time;
    }

    /** Returns what is kept of the past: the journal, the usage and refusals of days, and the audit trail. */
    static SortedSet<String> books(WorldModel model) {
        SortedSet<String> lines = new TreeSet<>();
        Map<String, Usage> usage = new HashMap<>();
        for (WorldCall each : model.calls) {
            if (each.journaled()) {
                String key = usageKey(
                        each.day(), each.pair().agent(), each.pair().number(), each.callee() == 1 ? "JM" : "US");
                usage.merge(key, Usage.of(each), Usage::plus);
            }
            if (each.kept()) {
                lines.add(call(each));
            }
        }
        usage.forEach((key, calls) -> lines.add(key + ": " + calls));
        model.refusals.forEach((no, times) -> lines.add(refusals(no.day(), no.agent(), no.code(), times)));
        lines.add("audit: " + model.audit);
        return lines;
    }

    private static String call(WorldCall each) {
        CallOutcome outcome = each.outcome();
        return call(
                each.n(),
                each.pair(),
                each.at(),
                each.day(),
                each.campaign(),
                each.erased() ? "?" : each.callee(),
                each.state(),
                each.ended(),
                outcome);
    }

    static String call(
            Object n,
            Pair pair,
            Instant at,
            Object day,
            String campaign,
            Object callee,
            String state,
            Object ended,
            Object outcome) {
        return "c-" + n + ": " + pair + " to " + callee + " for " + campaign + " at " + at + " on " + day + ": " + state
                + " " + ended + " " + outcome;
    }

    static String usageKey(Object day, int agent, int number, String country) {
        return "usage " + day + " by " + agent + " from " + number + " to " + country;
    }

    static String refusals(Object day, Object agent, String code, long times) {
        return times + " times " + code + " for " + agent + " on " + day;
    }

    /** What a report adds up. */
    record Usage(long calls, long released, long answered, long busy, long noAnswer, long failed, Duration talk) {
        static Usage of(WorldCall call) {
            CallOutcome outcome = call.outcome();
            return new Usage(
                    1,
                    call.undone() ? 1 : 0,
                    ended(outcome, "ANSWERED"),
                    ended(outcome, "BUSY"),
                    ended(outcome, "NO_ANSWER"),
                    ended(outcome, "FAILED"),
                    outcome == null ? Duration.ZERO : outcome.talkTime());
        }

        private static long ended(CallOutcome outcome, String result) {
            return outcome != null && outcome.result().name().equals(result) ? 1 : 0;
        }

        Usage plus(Usage more) {
            return new Usage(
                    calls + more.calls,
                    released + more.released,
                    answered + more.answered,
                    busy + more.busy,
                    noAnswer + more.noAnswer,
                    failed + more.failed,
                    talk.plus(more.talk));
        }
    }
}
