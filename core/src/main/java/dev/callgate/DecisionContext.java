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
 * One call that is decided about: what was asked for, understood.
 *
 * @param request what was asked for
 * @param destination where to; not {@link Destination.Unparsed} any more
 * @param policy the organization's
 * @param requiredClass the class of numbers that an assignment has to allow by name, or null if it need not
 * @param callId what the call is written down by, or null where it is not
 */
record DecisionContext(
        CallRequest request,
        Destination destination,
        CallPolicy policy,
        @Nullable NumberClass requiredClass,
        @Nullable CallId callId) {
    static DecisionContext of(CallRequest request, CallPolicy policy, @Nullable CallId callId) {
        Destination destination = understood(request.destination(), policy.region());
        NumberClass requiredClass = destination instanceof Destination.Valid dialable
                ? policy.tollRestriction().requiredClassOf(dialable.e164())
                : null;
        return new DecisionContext(request, destination, policy, requiredClass, callId);
    }

    private static Destination understood(Destination asked, @Nullable String region) {
        if (asked instanceof Destination.Unparsed dialed) {
            return region == null ? Destination.parse(dialed.text()) : Destination.parse(dialed.text(), region);
        }
        return asked;
    }

    /** Returns the number to call, or null where the destination is none. */
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

    /** Returns the caps on what all numbers of the agent share. */
    List<Limits.Cap> sharedCaps() {
        Caps caps = policy.caps();
        return caps.isNone()
                ? List.of()
                : Stream.of(caps.ofAgent(request.agent()), caps.ofOrganization())
                        .flatMap(Optional::stream)
                        .toList();
    }

    /** Returns all that the call has to stay within, whichever number it is placed from. */
    Limits sharedLimits() {
        return policy.caps().isNone()
                ? Limits.NONE
                : new Limits(sharedCaps(), policy.caps().attempts());
    }

    /** Returns the cap on a number in all hands, if there is one on that day. */
    Optional<Limits.Cap> numberCap(Assignment assignment, LocalDate date) {
        return policy.caps().ofNumber(assignment.number(), date, policy.zone());
    }

    /** Returns the blocked prefix that decides about the number to call, if one does. */
    Optional<String> blockedPrefix() {
        E164 to = to();
        return to == null ? Optional.empty() : policy.tollRestriction().blockedPrefixOf(to);
    }

    /** Returns what rules and rotations are told; only for a call that has a number. */
    CallFacts factsAt(Instant instant) {
        return new CallFacts(
                request.organization(), request.agent(), Objects.requireNonNull(to()), instant, policy.zone());
    }

    /** Returns what is to be counted if the call is placed from a number; only for a call that has one to call. */
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

    /** Returns what is kept of whom the call goes to, or null where nothing is, or where it is of no use. */
    @Nullable
    CalleeKey callee() {
        E164 to = to();
        boolean needed = callId != null || !policy.caps().attempts().isEmpty();
        return to == null || !needed ? null : policy.callees().keyOf(to).orElse(null);
    }

    /** Returns the answer to a request whose call id was granted a call before: only that request, while the call is open. */
    CallDecision again(AllowedCall counted) {
        if (counted.isReleased()) {
            return refusedId(Reason.CALL_RELEASED, "call %s was released; use a new call id for another call", counted);
        }
        if (counted.isCompleted()) {
            return refusedId(
                    Reason.CALL_COMPLETED, "call %s was completed; use a new call id for another call", counted);
        }
        return wasAllowed(counted)
                ? allowed(counted.counted(), true)
                : refusedId(
                        Reason.CALL_ID_REUSED,
                        "call id %s stands for another request, which was allowed; use a new call id for each call",
                        counted);
    }

    private static Refused refusedId(String code, String message, AllowedCall counted) {
        return new Refused(List.of(new Reason(code, message.formatted(counted.callId()))), null, 0);
    }

    /** Returns whether this is the request that was granted; false where what is kept of it does not suffice to be sure. */
    private boolean wasAllowed(AllowedCall counted) {
        E164 from = request.from();
        return counted.counted().agent().equals(request.agent())
                && (from == null || from.equals(counted.counted().number().e164()))
                && counted.country().equals(Objects.requireNonNull(to()).region())
                && (counted.callee() == null || isCallee(counted.callee()))
                && fingerprint(counted.callId()).equals(counted.fingerprint());
    }

    /** An organization that keeps no callees any more compares by what else it keeps. */
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
