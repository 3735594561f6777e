package dev.callgate.testing;

import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A call that a test has asked for. Its assertions throw an {@link AssertionError} whose message shows the decision with all of its
 * reasons. Immutable.
 */
public final class TestCall {
    private final CallRequest request;
    private final ZonedDateTime at;
    private final CallDecision decision;

    TestCall(CallRequest request, ZonedDateTime at, CallDecision decision) {
        this.request = request;
        this.at = at;
        this.decision = decision;
    }

    /** Returns the decision. */
    public CallDecision decision() {
        return decision;
    }

    /** Asserts that the call is allowed, and returns the decision. */
    public Allowed isAllowed() {
        if (decision instanceof Allowed allowed) {
            return allowed;
        }
        throw unexpected("allowed");
    }

    /** Asserts that the call is allowed from a number in E.164 form. */
    public Allowed isAllowedFrom(String number) {
        Allowed allowed = isAllowed();
        if (!number.equals(Objects.toString(allowed.from(), null))) {
            throw unexpected("allowed from " + number);
        }
        return allowed;
    }

    /** Asserts that the call is refused, and returns the decision. */
    public Refused isRefused() {
        if (decision instanceof Refused refused) {
            return refused;
        }
        throw unexpected("refused");
    }

    /**
     * Asserts that the call is refused for a reason, perhaps among others.
     *
     * @param code such as {@link Reason#DAILY_LIMIT_REACHED}
     */
    public Refused isRefused(String code) {
        Refused refused = isRefused();
        if (codes(refused).stream().noneMatch(code::equals)) {
            throw unexpected("refused because of " + code);
        }
        return refused;
    }

    /** Asserts that the call is refused, and could be allowed after a time at the earliest. */
    public Refused isRefusedFor(Duration time) {
        Refused refused = isRefused();
        if (!at.plus(time).toInstant().equals(refused.nextAllowed())) {
            throw unexpected("refused until %s, after %s".formatted(at.plus(time), time));
        }
        return refused;
    }

    private static List<String> codes(Refused refused) {
        return refused.reasons().stream().map(Reason::code).toList();
    }

    private AssertionError unexpected(String expected) {
        return new AssertionError("the call of %s to %s at %s must be %s, but is %s"
                .formatted(request.agent(), destination(), at, expected, this));
    }

    private String destination() {
        return request.destination() instanceof Destination.Unparsed dialed
                ? dialed.text()
                : request.destination().toString();
    }

    /** Returns the decision in words. */
    @Override
    public String toString() {
        if (decision instanceof Allowed allowed) {
            return allowed.isEmergency() ? "allowed as an emergency call" : "allowed from " + allowed.from();
        }
        return ((Refused) decision)
                .reasons().stream()
                        .map(each -> "%s (%s)".formatted(each.code(), each.message()))
                        .collect(Collectors.joining("; ", "refused: ", ""));
    }
}
