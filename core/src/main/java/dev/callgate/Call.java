package dev.callgate;

import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallFacts;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.CallFingerprint;
import dev.callgate.model.CallId;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.E164;
import dev.callgate.model.GrantedCall;
import dev.callgate.model.NumberClass;
import dev.callgate.policy.Caps;
import dev.callgate.spi.Cap;
import dev.callgate.spi.Charge;
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
 * @param destination where to; not {@link Destination.Dialled} any more
 * @param policy the organization's
 * @param permit the class of numbers that an assignment has to allow by name, or null if it need not
 * @param callId what the call is written down by, or null where it is not
 */
record Call(
        CallRequest request,
        Destination destination,
        CallPolicy policy,
        @Nullable NumberClass permit,
        @Nullable CallId callId) {
    static Call of(CallRequest request, CallPolicy policy, @Nullable CallId callId) {
        Destination destination = understood(request.destination(), policy.region());
        NumberClass permit = destination instanceof Destination.Dialable dialable
                ? policy.tollRestriction().permitFor(dialable.e164())
                : null;
        return new Call(request, destination, policy, permit, callId);
    }

    private static Destination understood(Destination asked, @Nullable String region) {
        if (asked instanceof Destination.Dialled dialled) {
            return region == null ? Destination.parse(dialled.text()) : Destination.parse(dialled.text(), region);
        }
        return asked;
    }

    /** Returns the number to call, or null where the destination is none. */
    @Nullable
    E164 to() {
        return destination instanceof Destination.Dialable dialable ? dialable.e164() : null;
    }

    CallDay dayAt(Instant instant) {
        return policy.dayAt(instant);
    }

    Instant startOf(LocalDate day) {
        return new CallDay(day, policy.zone()).start();
    }

    /** Returns the caps on what all numbers of the agent share. */
    List<Cap> sharedCaps() {
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
    Optional<Cap> numberCap(Assignment assignment, LocalDate date) {
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
    Charge chargeOn(Assignment from, Instant at) {
        CallDay day = dayAt(at);
        return new Charge(
                from,
                Objects.requireNonNull(to()),
                day,
                at,
                permit,
                policy.caps().on(from.number(), from.agent(), day.date(), day.zone()),
                callee(),
                callId,
                callId == null ? null : fingerprint(callId));
    }

    private CallFingerprint fingerprint(CallId id) {
        Destination.Dialable to = (Destination.Dialable) destination;
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
    CallDecision again(GrantedCall granted) {
        if (granted.isReleased()) {
            return refusedId(Reason.CALL_RELEASED, "call %s was released; use a new call id for another call", granted);
        }
        if (granted.isCompleted()) {
            return refusedId(
                    Reason.CALL_COMPLETED, "call %s was completed; use a new call id for another call", granted);
        }
        return wasGranted(granted)
                ? allowed(granted.counted(), true)
                : refusedId(
                        Reason.CALL_ID_REUSED,
                        "call id %s stands for another request, which was allowed; use a new call id for each call",
                        granted);
    }

    private static Refused refusedId(String code, String message, GrantedCall granted) {
        return new Refused(List.of(new Reason(code, message.formatted(granted.callId()))), null, 0);
    }

    /** Returns whether this is the request that was granted; false where what is kept of it does not suffice to be sure. */
    private boolean wasGranted(GrantedCall granted) {
        E164 from = request.from();
        return granted.counted().agent().equals(request.agent())
                && (from == null || from.equals(granted.counted().number().e164()))
                && granted.country().equals(Objects.requireNonNull(to()).region())
                && (granted.callee() == null || isCallee(granted.callee()))
                && fingerprint(granted.callId()).equals(granted.fingerprint());
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
        Destination.Dialable dialable = (Destination.Dialable) destination;
        return new Allowed(dialable.e164().toString(), dialable.extension(), from, callId, repeated);
    }
}
