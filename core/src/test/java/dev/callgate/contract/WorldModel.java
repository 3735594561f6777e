package dev.callgate.contract;

import dev.callgate.call.Refused.Reason;
import dev.callgate.contract.LimitRule.Scope;
import dev.callgate.contract.LimitRule.Span;
import dev.callgate.contract.WorldCall.Count;
import dev.callgate.contract.WorldCall.Tally;
import dev.callgate.model.AuditEntry.Action;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What an organization's numbers, counts and calls should be: a few maps and the list of all calls, from which every count is added up
 * again each time. Without concurrency, persistence or failures.
 */
final class WorldModel {
    /** An agent with a number, on whom calls are counted even after the number was unassigned. */
    record Pair(int number, int agent) {}

    record Number(boolean active, @Nullable LocalDate rest) {}

    record Terms(int agent, int limit, boolean abroad) {}

    /** A refusal; agents without a number have none. */
    record No(LocalDate day, @Nullable Integer agent, String code) {}

    final Map<Integer, Number> numbers = new TreeMap<>();
    final Map<Integer, Terms> terms = new TreeMap<>();
    final List<WorldCall> calls = new ArrayList<>();
    final Map<No, Integer> refusals = new HashMap<>();
    final Map<Action, Integer> audit = new TreeMap<>();

    /** The day to which the counts of pairs were reset. */
    private final Map<Pair, LocalDate> resets = new HashMap<>();

    WorldModel copy() {
        WorldModel copy = new WorldModel();
        copy.numbers.putAll(numbers);
        copy.terms.putAll(terms);
        copy.calls.addAll(calls);
        copy.refusals.putAll(refusals);
        copy.audit.putAll(audit);
        copy.resets.putAll(resets);
        return copy;
    }

    /** D3: the day for which a pair's count stands, which never goes back; null before the first call. */
    @Nullable
    LocalDate dayOf(Pair pair) {
        return calls.stream()
                .filter(each -> each.pair().equals(pair))
                .map(WorldCall::day)
                .reduce(resets.get(pair), (one, other) -> one == null || other.isAfter(one) ? other : one);
    }

    /** D6 D12: the calls of that day that were not released on it. */
    long callsOf(Pair pair) {
        LocalDate day = dayOf(pair);
        return calls.stream()
                .filter(each -> each.pair().equals(pair) && each.day().equals(day) && !each.undone())
                .count();
    }

    private static LocalDate later(@Nullable LocalDate one, LocalDate other) {
        return one == null || other.isAfter(one) ? other : one;
    }

    private boolean hasDailyRoom(Pair pair, LocalDate today) {
        boolean isNewDay = !later(dayOf(pair), today).equals(dayOf(pair));
        return (isNewDay ? 0 : callsOf(pair)) < terms.get(pair.number).limit;
    }

    /** D14: the time of a counter, which never goes back. */
    LocalDateTime timeOf(Tally tally, LocalDateTime now) {
        LocalDateTime latest = now;
        for (WorldCall each : calls) {
            Count count = each.counts().get(tally);
            latest = count != null && count.since().isAfter(latest) ? count.since() : latest;
        }
        return latest;
    }

    private long used(Tally tally, LocalDateTime now) {
        LocalDateTime time = timeOf(tally, now);
        long used = 0;
        for (WorldCall each : calls) {
            Count count = each.counts().get(tally);
            if (count != null
                    && (tally.span().isOfPeriods()
                            ? count.since().equals(time)
                            : count.until().isAfter(time))) {
                used += count.amount();
            }
        }
        return used;
    }

    private static Object key(Scope scope, WorldStep.Call call, int number) {
        return switch (scope) {
            case NUMBER -> number;
            case AGENT -> call.agent();
            case CALLEE -> call.callee();
            case CAMPAIGN -> call.campaign();
            case ORGANIZATION -> "";
        };
    }

    private boolean hasRoom(LimitRule rule, WorldStep.Call call, int number, World.Rules rules, Instant at) {
        Tally tally = new Tally(rule.scope(), rule.span(), key(rule.scope(), call, number));
        return used(tally, rule.span().timeOf(at, rules.zone())) + rule.amount(World.LONGEST_CALL) <= rule.mostUnits();
    }

    /** D1: why a number must not be used for a call. */
    private SortedSet<String> objections(WorldStep.Call call, int number, World.Rules rules, Instant at) {
        SortedSet<String> all = new TreeSet<>();
        LocalDate today = LocalDate.ofInstant(at, rules.zone());
        Number state = numbers.get(number);
        addIf(all, !state.active, Reason.NUMBER_INACTIVE);
        addIf(all, state.rest != null && today.isBefore(state.rest), Reason.NUMBER_QUARANTINED);
        addIf(all, call.callee() == 1 && !terms.get(number).abroad, Reason.COUNTRY_NOT_ALLOWED);
        addIf(all, !hasDailyRoom(new Pair(number, call.agent()), today), Reason.DAILY_LIMIT_REACHED);
        rules.limits().stream()
                .filter(each -> each.scope() == Scope.NUMBER)
                .forEach(each -> addIf(all, !hasRoom(each, call, number, rules, at), each.code()));
        return all;
    }

    private static void addIf(SortedSet<String> all, boolean applies, String code) {
        if (applies) {
            all.add(code);
        }
    }

    List<Integer> numbersOf(int agent) {
        return terms.keySet().stream()
                .filter(each -> terms.get(each).agent == agent)
                .toList();
    }

    /** Returns the numbers from which a call may be placed; none if it has to be refused, for the reasons that are added to the set. */
    List<Integer> candidates(WorldStep.Call call, World.Rules rules, Instant at, SortedSet<String> reasons) {
        List<Integer> own = numbersOf(call.agent());
        addIf(reasons, own.isEmpty(), Reason.NO_ASSIGNMENT);
        addIf(reasons, rules.rests() && isResting(call.callee(), at), Reason.CALLEE_REST_PERIOD);
        rules.limits().stream()
                .filter(each -> each.scope() != Scope.NUMBER)
                .forEach(each -> addIf(reasons, !hasRoom(each, call, 0, rules, at), each.code()));
        boolean isRefused = !reasons.isEmpty();
        List<Integer> free = new ArrayList<>();
        for (int number : own) {
            SortedSet<String> objections = objections(call, number, rules, at);
            reasons.addAll(objections);
            if (objections.isEmpty()) {
                free.add(number);
            }
        }
        return isRefused ? List.of() : free;
    }

    /** D19. */
    private boolean isResting(int callee, Instant at) {
        return calls.stream()
                .anyMatch(each -> each.kept()
                        && !each.erased()
                        && each.callee() == callee
                        && each.outcome() != null
                        && each.outcome().result() == Result.BUSY
                        && Objects.requireNonNull(each.ended()).plus(World.REST).isAfter(at));
    }

    Optional<WorldCall> find(int n) {
        return calls.stream()
                .filter(each -> each.kept() && each.n() != null && each.n() == n)
                .findFirst();
    }

    /** D2 D14: counts a call on everything that applies. */
    void count(WorldStep.Call call, int number, World.Rules rules, Instant at) {
        Map<Tally, Count> counts = new HashMap<>();
        for (LimitRule rule : rules.limits()) {
            Tally tally = new Tally(rule.scope(), rule.span(), key(rule.scope(), call, number));
            LocalDateTime since = timeOf(tally, rule.span().timeOf(at, rules.zone()));
            counts.put(
                    tally,
                    new Count(since, since.plus(rule.held(World.LONGEST_CALL)), rule.amount(World.LONGEST_CALL)));
        }
        Pair pair = new Pair(number, call.agent());
        LocalDate day = later(dayOf(pair), LocalDate.ofInstant(at, rules.zone()));
        calls.add(new WorldCall(
                call.withId() ? call.n() : null,
                rules.journals(call),
                pair,
                call.callee(),
                call.campaign(),
                at,
                day,
                WorldCall.OPEN,
                null,
                null,
                false,
                rules.journals(call),
                false,
                counts));
    }

    /** D6 D13 D16: ends an open call. */
    void end(WorldCall call, Instant now, @Nullable CallOutcome outcome) {
        Map<Tally, Count> left = new HashMap<>();
        call.counts().forEach((tally, count) -> {
            boolean isOver = outcome == null || tally.span() == Span.LIVE;
            long talked = outcome == null ? 0 : (outcome.talkTime().toMillis() + 999) / 1_000;
            long amount = isOver ? 0 : tally.span().isOfMinutes() ? talked : count.amount();
            left.put(tally, new Count(count.since(), count.until(), amount));
        });
        boolean undo = outcome == null && call.day().equals(dayOf(call.pair()));
        String how = outcome == null ? Reason.CALL_RELEASED : Reason.CALL_COMPLETED;
        replace(call, call.end(how, now, outcome, undo, left));
    }

    void replace(WorldCall call, WorldCall by) {
        calls.set(calls.indexOf(call), by);
    }

    /** Changes all calls that match, and returns how many. */
    long replaceAll(Predicate<WorldCall> which, UnaryOperator<WorldCall> by) {
        long matches = calls.stream().filter(which).count();
        calls.replaceAll(each -> which.test(each) ? by.apply(each) : each);
        return matches;
    }

    /** D13: makes an open call count for longer on all limits of calls at once, or on none. */
    boolean renew(WorldCall call, Instant now) {
        LocalDateTime time = Span.LIVE.timeOf(now, ZoneOffset.UTC);
        Map<Tally, Count> longer = new HashMap<>(call.counts());
        for (Map.Entry<Tally, Count> each : call.counts().entrySet()) {
            Count count = each.getValue();
            if (each.getKey().span() == Span.LIVE) {
                if (!count.until().isAfter(timeOf(each.getKey(), time))) {
                    return false;
                }
                LocalDateTime end = time.plus(World.LONGEST_CALL);
                longer.put(
                        each.getKey(),
                        new Count(count.since(), count.until().isAfter(end) ? count.until() : end, count.amount()));
            }
        }
        replace(call, call.with(call.kept(), call.erased(), longer));
        return true;
    }

    /** K8: forgets the counters whose period was over by a time in every time zone, or which hold no call after it. */
    void forgetCounters(Instant time) {
        Set<Tally> all =
                calls.stream().flatMap(each -> each.counts().keySet().stream()).collect(Collectors.toSet());
        all.removeIf(each -> !isOver(each, time));
        calls.replaceAll(each -> each.with(each.kept(), each.erased(), forgotten(each.counts(), all)));
    }

    private boolean isOver(Tally tally, Instant time) {
        LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        LocalDateTime begin = utc.minus(tally.span().longest());
        return timeOf(tally, LocalDateTime.MIN).isBefore(begin)
                && (tally.span().isOfPeriods()
                        || calls.stream()
                                .map(each -> each.counts().get(tally))
                                .noneMatch(each -> each != null
                                        && each.amount() > 0
                                        && !each.until().isBefore(utc)));
    }

    private static Map<Tally, Count> forgotten(Map<Tally, Count> counts, Set<Tally> which) {
        Map<Tally, Count> left = new HashMap<>(counts);
        left.replaceAll((tally, count) -> which.contains(tally) ? Count.FORGOTTEN : count);
        return left;
    }

    /** Rolls the counts of earlier days over, and returns how many there were. */
    int reset(LocalDate today) {
        List<Pair> old = calls.stream()
                .map(WorldCall::pair)
                .distinct()
                .filter(each -> Objects.requireNonNull(dayOf(each)).isBefore(today))
                .toList();
        old.forEach(each -> resets.put(each, today));
        return old.size();
    }
}
