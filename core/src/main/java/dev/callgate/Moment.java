package dev.callgate;

import dev.callgate.call.CallFacts;
import dev.callgate.call.LimitUsage;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.PhoneNumber;
import dev.callgate.policy.CallerIdRule;
import dev.callgate.spi.CounterLimit;
import dev.callgate.spi.CounterSnapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A time at which a call is judged, with the limits that apply to the call at that time. Immutable.
 *
 * @param context the call
 * @param at the time
 * @param date the day on which the call would count
 * @param shared the limits that apply whichever number the call is placed from
 * @param ofNumbers the limits per number
 */
record Moment(
        DecisionContext context,
        Instant at,
        LocalDate date,
        List<AppliedLimit> shared,
        List<LimitOfNumbers> ofNumbers) {
    /** A limit per number, which a number turns into an {@link AppliedLimit}. */
    interface LimitOfNumbers {
        AppliedLimit on(PhoneNumber number);
    }

    static Moment of(DecisionContext context, Instant at) {
        LocalDate date = context.dayAt(at).date();
        if (context.policy().limits().isEmpty() || context.to() == null) {
            return new Moment(context, at, date, List.of(), List.of());
        }
        List<AppliedLimit> shared = new ArrayList<>();
        List<LimitOfNumbers> ofNumbers = new ArrayList<>();
        context.collectLimits(at, shared, ofNumbers);
        return new Moment(context, at, date, List.copyOf(shared), List.copyOf(ofNumbers));
    }

    /** Returns whether no limit applies but those of assignments. */
    boolean isWithoutLimits() {
        return shared.isEmpty() && ofNumbers.isEmpty();
    }

    List<AppliedLimit> ofNumber(PhoneNumber number) {
        return ofNumbers.isEmpty()
                ? List.of()
                : ofNumbers.stream().map(each -> each.on(number)).toList();
    }

    /** Returns the objections of the policy's rules for caller IDs to a call from a number; none if there is no number to call. */
    List<Reason> objectionsTo(PhoneNumber from) {
        List<CallerIdRule> rules = context.policy().callerIds();
        if (rules.isEmpty() || context.to() == null) {
            return List.of();
        }
        CallFacts call = context.factsAt(at);
        return rules.stream()
                .map(rule -> rule.objectionTo(from, call))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the limits of a call from a number, for a store. */
    List<CounterLimit> countedFrom(PhoneNumber number) {
        if (isWithoutLimits()) {
            return List.of();
        }
        List<CounterLimit> all = new ArrayList<>();
        shared.forEach(each -> all.add(each.counted()));
        ofNumber(number).forEach(each -> all.add(each.counted()));
        return all;
    }

    /** Returns the limits that reached a share of themselves when a call was counted on them, by the counts after it. */
    List<LimitUsage> reachedBy(Assignment after, CounterSnapshot counters, double share) {
        List<LimitUsage> reached = new ArrayList<>(dailyLimitReachedBy(after, share));
        Stream.concat(shared.stream(), ofNumber(after.number()).stream())
                .filter(each -> each.hasJustReached(share, counters))
                .forEach(each -> reached.add(each.usage(counters)));
        return reached;
    }

    /** Returns the daily limit of an assignment if it reached a share of itself when the last call was counted on it. */
    static List<LimitUsage> dailyLimitReachedBy(Assignment after, double share) {
        int most = after.terms().dailyLimit();
        int calls = after.callsMadeToday();
        return calls >= share * most && calls - 1 < share * most
                ? List.of(new LimitUsage("%d calls of an assignment a day".formatted(most), null, most, calls))
                : List.of();
    }
}
