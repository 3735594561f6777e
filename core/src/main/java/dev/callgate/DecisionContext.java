package dev.callgate;

import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallFacts;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.call.LimitUsage;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.CallFingerprint;
import dev.callgate.model.CallId;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.Limit;
import dev.callgate.policy.RestPeriod;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.JournalStore;
import dev.callgate.spi.JournalStore.LatestOutcome;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A request with its destination parsed and its organization's policy.
 *
 * @param destination the destination; never {@link Destination.Unparsed}
 * @param requiredClass the number class that an assignment has to allow explicitly, or null if there is none
 * @param callId the ID under which the call is journaled, or null if it is not
 * @param rules the rules that apply to the call: those of the policy, and its rest periods by the outcomes of earlier calls
 */
record DecisionContext(
        CallRequest request,
        Destination destination,
        CallPolicy policy,
        @Nullable NumberClass requiredClass,
        @Nullable CallId callId,
        List<CallRule> rules) {
    static DecisionContext of(
            CallRequest request, Destination destination, CallPolicy policy, @Nullable CallId callId) {
        NumberClass requiredClass = destination instanceof Destination.Valid dialable
                ? policy.tollRestriction().requiredClassOf(dialable.e164())
                : null;
        return new DecisionContext(request, destination, policy, requiredClass, callId, policy.rules());
    }

    /** Returns whether the outcomes of earlier calls matter. */
    boolean hasRestPeriods() {
        return to() != null && !policy.restPeriods().isEmpty();
    }

    /** Returns a copy with the rest periods that the outcomes of earlier calls began. */
    DecisionContext withRestPeriods(JournalStore journal, Instant at) {
        CalleeKey callee = Objects.requireNonNull(callee());
        List<CallRule> all = new ArrayList<>(rules);
        Map<Map<String, String>, List<RestPeriod>> byAttributes = policy.restPeriods().stream()
                .filter(each -> hasAttribute(each.attribute()))
                .collect(Collectors.groupingBy(each -> valueOf(each.attribute())));
        byAttributes.forEach((attributes, periods) -> {
            Instant since = periods.stream()
                    .map(each -> each.earliestOutcome(at))
                    .min(Instant::compareTo)
                    .orElse(at);
            List<LatestOutcome> latest = journal.latestOutcomes(request.organization(), callee, attributes, since);
            periods.forEach(each -> all.add(call -> each.objectionTo(call, latest)));
        });
        return new DecisionContext(request, destination, policy, requiredClass, callId, List.copyOf(all));
    }

    private Map<String, String> valueOf(@Nullable String attribute) {
        return attribute == null
                ? Map.of()
                : Map.of(attribute, request.attributes().get(attribute));
    }

    /** Returns the number to call, or null if the destination is not a valid number. */
    @Nullable
    E164 to() {
        return destination instanceof Destination.Valid dialable ? dialable.e164() : null;
    }

    CallDay dayAt(Instant instant) {
        return policy.dayAt(instant);
    }

    Instant startOf(LocalDate day) {
        return new CallDay(day, policy.zone()).start();
    }

    /** Adds the limits that apply at a time. Those of attributes that the request does not have are left out. */
    void collectLimits(Instant at, List<AppliedLimit> shared, List<Moment.LimitOfNumbers> ofNumbers) {
        CallFacts facts = factsAt(at);
        CalleeKey callee = callee();
        Duration longestCall = policy.longestCall();
        for (Limit limit : policy.limits()) {
            if (!hasAttribute(limit.attribute()) || !limit.appliesTo(facts)) {
                continue;
            }
            if (limit.scope() == Counter.Scope.NUMBER) {
                ofNumbers.add(number -> new AppliedLimit(limit, limit.on(facts, number, callee, longestCall)));
            } else {
                shared.add(new AppliedLimit(limit, limit.on(facts, null, callee, longestCall)));
            }
        }
    }

    private boolean hasAttribute(@Nullable String name) {
        return name == null || request.attributes().containsKey(name);
    }

    /** Returns the names of the attributes that limits and rest periods distinguish calls by and the request does not have. */
    Set<String> missingAttributes() {
        if (policy.limits().isEmpty() && policy.restPeriods().isEmpty()) {
            return Set.of();
        }
        Set<String> missing = new TreeSet<>();
        policy.limits().forEach(each -> addIfMissing(each.attribute(), missing));
        policy.restPeriods().forEach(each -> addIfMissing(each.attribute(), missing));
        return missing;
    }

    private void addIfMissing(@Nullable String attribute, Set<String> missing) {
        if (!hasAttribute(attribute)) {
            missing.add(attribute);
        }
    }

    /** Returns the blocked prefix that the number to call begins with, if there is one. */
    Optional<String> blockedPrefix() {
        E164 to = to();
        return to == null ? Optional.empty() : policy.tollRestriction().blockedPrefixOf(to);
    }

    /** Returns the facts for rules and rotations. Requires a valid destination. */
    CallFacts factsAt(Instant instant) {
        return new CallFacts(
                request.organization(),
                request.agent(),
                Objects.requireNonNull(to()),
                instant,
                policy.zone(),
                request.attributes(),
                request.place());
    }

    /** Returns the request to count the call on an assignment. Requires a valid destination. */
    CountRequest requestFor(Assignment from, Moment moment) {
        return new CountRequest(
                from,
                Objects.requireNonNull(to()),
                dayAt(moment.at()),
                moment.at(),
                requiredClass,
                moment.countedFrom(from.number()),
                callId == null ? null : journalEntry(callId));
    }

    private CountRequest.JournalEntry journalEntry(CallId id) {
        Set<String> reportedBy = new TreeSet<>(policy.reportedBy());
        reportedBy.retainAll(request.attributes().keySet());
        return new CountRequest.JournalEntry(id, fingerprint(id), callee(), request.attributes(), reportedBy);
    }

    private CallFingerprint fingerprint(CallId id) {
        Destination.Valid to = (Destination.Valid) destination;
        return CallFingerprint.of(
                request.organization(), id, to.e164(), to.extension(), request.from() != null, request.attributes());
    }

    /** Returns the key under which the callee is kept; null if callees are not kept, or nothing needs it. */
    @Nullable
    CalleeKey callee() {
        E164 to = to();
        boolean needed = callId != null || policy.needsCallees();
        return to == null || !needed ? null : policy.callees().keyOf(to).orElse(null);
    }

    /** Returns the decision on a request whose call ID was used before: allowed if it is the same request and the call is open. */
    CallDecision replay(AllowedCall counted) {
        if (counted.isReleased()) {
            return refusedId(Reason.CALL_RELEASED, "call %s was released: use a new call ID for another call", counted);
        }
        if (counted.isCompleted()) {
            return refusedId(
                    Reason.CALL_COMPLETED, "call %s was completed: use a new call ID for another call", counted);
        }
        return wasAllowed(counted)
                ? allowed(counted.counted(), true, List.of())
                : refusedId(
                        Reason.CALL_ID_REUSED,
                        "call ID %s was used for a different request, which was allowed: use a new call ID for each call",
                        counted);
    }

    private static Refused refusedId(String code, String message, AllowedCall counted) {
        return new Refused(List.of(new Reason(code, message.formatted(counted.callId()))), null, 0, List.of(), true);
    }

    /** Returns whether this is the request that was allowed; false if the data that is kept does not prove it. */
    private boolean wasAllowed(AllowedCall counted) {
        E164 from = request.from();
        return counted.counted().agent().equals(request.agent())
                && (from == null || from.equals(counted.counted().number().e164()))
                && counted.country().equals(Objects.requireNonNull(to()).region())
                && (counted.callee() == null || isCallee(counted.callee()))
                && counted.attributes().equals(request.attributes())
                && fingerprint(counted.callId()).equals(counted.fingerprint());
    }

    /** Returns true if callees are no longer kept: the fingerprint then decides alone. */
    private boolean isCallee(CalleeKey kept) {
        CalleeKey own = callee();
        return own == null || own.equals(kept);
    }

    Allowed allowed(Assignment from, List<LimitUsage> limits) {
        return allowed(from, false, limits);
    }

    private Allowed allowed(Assignment from, boolean repeated, List<LimitUsage> limits) {
        Destination.Valid dialable = (Destination.Valid) destination;
        return new Allowed(dialable.e164().toString(), dialable.extension(), from, callId, repeated, limits);
    }
}
