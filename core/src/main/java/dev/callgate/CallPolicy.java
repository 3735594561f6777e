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
 * The rules of an organization that apply to its calls in addition to its assignments. Each method returns a changed copy.
 * Immutable; thread-safe if its rules and its rotation are.
 */
public final class CallPolicy {
    private final CallDays days;

    @Nullable
    private final String region;

    private final Caps caps;

    /** Null for the default, which the first restriction that is set replaces. */
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
     * Returns a policy with default settings that counts the days of a time zone: destinations in international form only, no
     * caps beyond the assignments' limits, {@link TollRestriction#standard}, no rules, the least used number first; only calls with
     * a call ID are journaled, and their callees are not kept.
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

    /** Returns the same policy with days of UTC. */
    public static CallPolicy inUtc() {
        return in(ZoneOffset.UTC);
    }

    /**
     * Parses destinations as people in a region dial them: in national form, with the region's international prefix, and with its
     * emergency numbers.
     *
     * @param code an ISO 3166-1 alpha-2 code
     * @throws IllegalArgumentException if there is no such region, or it is {@code 001} (non-geographic), which is no dialing region
     */
    public CallPolicy region(String code) {
        String known = Regions.require(code);
        if (known.equals(Regions.NON_GEOGRAPHIC)) {
            throw new IllegalArgumentException(
                    "region 001 is not geographic: use the ISO 3166-1 code of the country that the organization dials from");
        }
        return new CallPolicy(days, known, caps, tollRestriction, rules, rotation, callees, everyCall);
    }

    /** Adds caps to those of the policy. All of them apply, as in {@link Caps#and}. */
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
     * Sets which classes and prefixes of numbers may be called, in place of {@link TollRestriction#standard}. If it is called again,
     * all restrictions apply: a call is refused if one of them refuses it.
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

    /** Adds rules to those of the policy. All of them apply, and a refusal names all that object, in the order of addition. */
    public CallPolicy rules(CallRule... more) {
        List<CallRule> all = Stream.concat(rules.stream(), Stream.of(more)).toList();
        return new CallPolicy(days, region, caps, tollRestriction, List.copyOf(all), rotation, callees, everyCall);
    }

    /** Replaces the order in which an agent's numbers are tried. {@link Rotation#then} combines several orders. */
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
     * Replaces how much is kept of callees. The default is {@link CalleePrivacy#none}. Attempt limits need a setting that
     * distinguishes callees.
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
     * Journals every allowed call and counts every refusal, even if the request has no call ID. Such a call gets a new ID, which is
     * {@link dev.callgate.call.Allowed#callId}. So reports include all calls. Each call then costs as much as a call with an ID.
     */
    public CallPolicy journalEveryCall() {
        return new CallPolicy(days, region, caps, tollRestriction, rules, rotation, callees, true);
    }

    ZoneId zone() {
        return days.zone();
    }

    /** Returns the day on which a call at an instant counts. */
    CallDay dayAt(Instant instant) {
        return days.at(instant);
    }

    /** Returns the dialing region; null if destinations are in international form only. */
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

    /** Throws if attempts are limited and callees, by which they are counted, are not kept. */
    void requireConsistent() {
        if (!caps.attempts().isEmpty() && !callees.identifiesCallees()) {
            throw new IllegalStateException(
                    "this policy limits attempts but does not keep callees, by which attempts are counted: add"
                            + " callees(CalleePrivacy.inFull()) or callees(CalleePrivacy.hashed(key))");
        }
    }
}
