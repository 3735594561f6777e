package dev.callgate;

import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallFacts;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.CallFingerprint;
import dev.callgate.model.CallId;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.policy.Caps;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.Limits;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request with its destination parsed and its organization's policy.
 *
 * @param destination the destination; never {@link Destination.Unparsed}
 * @param requiredClass the number class that an assignment has to allow explicitly, or null if there is none
 * @param callId the ID under which the call is journaled, or null if it is not
 */
record DecisionContext(
        CallRequest request,
        Destination destination,
        CallPolicy policy,
        @Nullable NumberClass requiredClass,
        @Nullable CallId callId) {
    static DecisionContext of(CallRequest request, CallPolicy policy, @Nullable CallId callId) {
        Destination destination = parsed(request.destination(), policy.region());
        NumberClass requiredClass = destination instanceof Destination.Valid dialable
                ? policy.tollRestriction().requiredClassOf(dialable.e164())
                : null;
        return new DecisionContext(request, destination, policy, requiredClass, callId);
    }

    private static Destination parsed(Destination asked, @Nullable String region) {
        if (asked instanceof Destination.Unparsed dialed) {
            return region == null ? Destination.parse(dialed.text()) : Destination.parse(dialed.text(), region);
        }
        return asked;
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

    /** Returns the caps that all numbers of the agent share. */
    List<Limits.Cap> sharedCaps() {
        Caps caps = policy.caps();
        return caps.isNone()
                ? List.of()
                : Stream.of(caps.ofAgent(request.agent()), caps.ofOrganization())
                        .flatMap(Optional::stream)
                        .toList();
    }

    /** Returns the limits that apply whichever number the call is placed from. */
    Limits sharedLimits() {
        return policy.caps().isNone()
                ? Limits.NONE
                : new Limits(sharedCaps(), policy.caps().attempts());
    }

    /** Returns the cap of a number across all agents, if there is one on that day. */
    Optional<Limits.Cap> numberCap(Assignment assignment, LocalDate date) {
        return policy.caps().ofNumber(assignment.number(), date, policy.zone());
    }

    /** Returns the blocked prefix that the number to call begins with, if there is one. */
    Optional<String> blockedPrefix() {
        E164 to = to();
        return to == null ? Optional.empty() : policy.tollRestriction().blockedPrefixOf(to);
    }

    /** Returns the facts for rules and rotations. Requires a valid destination. */
    CallFacts factsAt(Instant instant) {
        return new CallFacts(
                request.organization(), request.agent(), Objects.requireNonNull(to()), instant, policy.zone());
    }

    /** Returns the request to count the call on an assignment. Requires a valid destination. */
    CountRequest requestFor(Assignment from, Instant at) {
        CallDay day = dayAt(at);
        return new CountRequest(
                from,
                Objects.requireNonNull(to()),
                day,
                at,
                requiredClass,
                policy.caps().on(from.number(), from.agent(), day.date(), day.zone()),
                callee(),
                callId,
                callId == null ? null : fingerprint(callId));
    }

    private CallFingerprint fingerprint(CallId id) {
        Destination.Valid to = (Destination.Valid) destination;
        return CallFingerprint.of(request.organization(), id, to.e164(), to.extension(), request.from() != null);
    }

    /** Returns the key under which the callee is kept; null if callees are not kept, or nothing needs it. */
    @Nullable
    CalleeKey callee() {
        E164 to = to();
        boolean needed = callId != null || !policy.caps().attempts().isEmpty();
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
                ? allowed(counted.counted(), true)
                : refusedId(
                        Reason.CALL_ID_REUSED,
                        "call ID %s was used for a different request, which was allowed: use a new call ID for each call",
                        counted);
    }

    private static Refused refusedId(String code, String message, AllowedCall counted) {
        return new Refused(List.of(new Reason(code, message.formatted(counted.callId()))), null, 0);
    }

    /** Returns whether this is the request that was allowed; false if the data that is kept does not prove it. */
    private boolean wasAllowed(AllowedCall counted) {
        E164 from = request.from();
        return counted.counted().agent().equals(request.agent())
                && (from == null || from.equals(counted.counted().number().e164()))
                && counted.country().equals(Objects.requireNonNull(to()).region())
                && (counted.callee() == null || isCallee(counted.callee()))
                && fingerprint(counted.callId()).equals(counted.fingerprint());
    }

    /** Returns true if callees are no longer kept: the fingerprint then decides alone. */
    private boolean isCallee(CalleeKey kept) {
        CalleeKey own = callee();
        return own == null || own.equals(kept);
    }

    Allowed allowed(Assignment from) {
        return allowed(from, false);
    }

    private Allowed allowed(Assignment from, boolean repeated) {
        Destination.Valid dialable = (Destination.Valid) destination;
        return new Allowed(dialable.e164().toString(), dialable.extension(), from, callId, repeated);
    }
}
