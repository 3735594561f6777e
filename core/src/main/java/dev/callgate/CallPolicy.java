package dev.callgate;

import dev.callgate.model.CallDay;
import dev.callgate.model.Regions;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Caps;
import dev.callgate.policy.Rotation;
import dev.callgate.policy.TollRestriction;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What an organization's calls are decided by, besides its assignments. Immutable; as safe for use by many threads as its
 * rules and its rotation are.
 */
public final class CallPolicy {
    private final CallDays days;

    @Nullable
    private final String region;

    private final Caps caps;

    /** Null for the standard one, which the first one that is named replaces. */
    @Nullable
    private final TollRestriction tollRestriction;

    private final List<CallRule> rules;
    private final Rotation rotation;
    private final CalleePrivacy callees;
    private final boolean everyCall;

    private CallPolicy(
            CallDays days,
            @Nullable String region,
            Caps caps,
            @Nullable TollRestriction tollRestriction,
            List<CallRule> rules,
            Rotation rotation,
            CalleePrivacy callees,
            boolean everyCall) {
        this.days = days;
        this.region = region;
        this.caps = caps;
        this.tollRestriction = tollRestriction;
        this.rules = rules;
        this.rotation = rotation;
        this.callees = callees;
        this.everyCall = everyCall;
    }

    /**
     * A policy with nothing but the zone whose days are counted: destinations in international form, no caps besides the
     * assignments' limits, {@link TollRestriction#standard}, no rules, the least used number first, and nothing kept of calls but
     * of those with an id, and of these not whom they went to.
     */
    public static CallPolicy in(ZoneId zone) {
        return new CallPolicy(
                new CallDays(Objects.requireNonNull(zone, "zone")),
                null,
                Caps.none(),
                null,
                List.of(),
                Rotation.leastUsed(),
                CalleePrivacy.none(),
                false);
    }

    /** The same with days of UTC. */
    public static CallPolicy inUtc() {
        return in(ZoneOffset.UTC);
    }

    /**
     * Understands what is dialed as the people of a region write it: in national form, with the region's prefix for calls
     * abroad, and its emergency numbers.
     *
     * @param code an ISO 3166-1 code of two letters
     * @throws IllegalArgumentException if there is no such region, or it is {@code 001}, where nobody dials
     */
    public CallPolicy region(String code) {
        String known = Regions.require(code);
        if (known.equals(Regions.NON_GEOGRAPHIC)) {
            throw new IllegalArgumentException("nobody dials in region 001: an organization's region is a country");
        }
        return new CallPolicy(days, known, caps, tollRestriction, rules, rotation, callees, everyCall);
    }

    /** Adds caps to those of the policy: all of them hold, as {@link Caps#and} says. */
    public CallPolicy caps(Caps more) {
        return new CallPolicy(
                days,
                region,
                caps.and(Objects.requireNonNull(more, "caps")),
                tollRestriction,
                rules,
                rotation,
                callees,
                everyCall);
    }

    /**
     * Says which classes and prefixes of numbers may be called, instead of {@link TollRestriction#standard}. If it is called again,
     * all of them hold: a call is refused if one of them refuses it.
     */
    public CallPolicy tollRestriction(TollRestriction restriction) {
        return new CallPolicy(
                days,
                region,
                caps,
                tollRestriction == null ? restriction : tollRestriction.and(restriction),
                rules,
                rotation,
                callees,
                everyCall);
    }

    /** Adds rules to those of the policy: all of them hold, and a refusal names those that object in the order of addition. */
    public CallPolicy rules(CallRule... more) {
        List<CallRule> all = Stream.concat(rules.stream(), Stream.of(more)).toList();
        return new CallPolicy(days, region, caps, tollRestriction, List.copyOf(all), rotation, callees, everyCall);
    }

    /** Replaces the order in which an agent's numbers are tried; {@link Rotation#then} combines several. */
    public CallPolicy rotation(Rotation other) {
        return new CallPolicy(
                days,
                region,
                caps,
                tollRestriction,
                rules,
                Objects.requireNonNull(other, "rotation"),
                callees,
                everyCall);
    }

    /**
     * Replaces how much is kept of whom calls go to: {@link CalleePrivacy#none} unless named; limits on attempts need one that
     * tells callees apart.
     */
    public CallPolicy callees(CalleePrivacy other) {
        return new CallPolicy(
                days,
                region,
                caps,
                tollRestriction,
                rules,
                rotation,
                Objects.requireNonNull(other, "callees"),
                everyCall);
    }

    /**
     * Writes every allowed call down, and counts every refusal, also of requests without a call id: an allowed one is then given
     * an id, {@link dev.callgate.call.Allowed#callId}. So reports hold all calls. It costs what a call id costs.
     */
    public CallPolicy journalEveryCall() {
        return new CallPolicy(days, region, caps, tollRestriction, rules, rotation, callees, true);
    }

    ZoneId zone() {
        return days.zone();
    }

    /** Returns the day that a call counts on at an instant. */
    CallDay dayAt(Instant instant) {
        return days.at(instant);
    }

    /** Returns null where destinations are understood in international form only. */
    @Nullable
    String region() {
        return region;
    }

    Caps caps() {
        return caps;
    }

    TollRestriction tollRestriction() {
        return tollRestriction == null ? TollRestriction.standard() : tollRestriction;
    }

    List<CallRule> rules() {
        return rules;
    }

    Rotation rotation() {
        return rotation;
    }

    CalleePrivacy callees() {
        return callees;
    }

    boolean journalsEveryCall() {
        return everyCall;
    }

    /** Fails where attempts are limited, and nothing is kept that they could be counted by. */
    void requireConsistent() {
        if (!caps.attempts().isEmpty() && !callees.tellsCalleesApart()) {
            throw new IllegalStateException(
                    "limits on attempts have to tell callees apart, and this policy keeps none: add callees(CalleePrivacy.inFull())"
                            + " or callees(CalleePrivacy.hashed(key))");
        }
    }
}
