package dev.callgate;

import dev.callgate.internal.Attributes;
import dev.callgate.model.CallDay;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.Counter;
import dev.callgate.model.Regions;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.CallerIdRule;
import dev.callgate.policy.Limit;
import dev.callgate.policy.RestPeriod;
import dev.callgate.policy.Rotation;
import dev.callgate.policy.TollRestriction;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The rules of an organization that apply to its calls in addition to its assignments. Each method returns a changed copy.
 * Immutable; thread-safe if its rules, its conditions of limits and its rotation are.
 */
public final class CallPolicy {
    /** The most limits of a policy. */
    public static final int MAX_LIMITS = 16;

    /** The longest call of a policy unless {@link #longestCall} sets another one. */
    public static final Duration DEFAULT_LONGEST_CALL = Duration.ofHours(4);

    /** The most rest periods of a policy. */
    public static final int MAX_REST_PERIODS = 16;

    private static final String KEEP_CALLEES =
            "add callees(CalleePrivacy.inFull()) or callees(CalleePrivacy.hashed(key))";

    private static final Rotation DEFAULT_ROTATION = Rotation.leastUsed();
    private static final int MILLIS_PER_SECOND = 1_000;

    private final CallDays days;

    @Nullable
    private final String region;

    private final List<Limit> limits;
    private final Duration longestCall;

    /** Null for the default, which the first restriction that is set replaces. */
    @Nullable
    private final TollRestriction tollRestriction;

    private final List<CallRule> rules;
    private final List<RestPeriod> restPeriods;
    private final List<CallerIdRule> callerIds;
    private final Rotation rotation;
    private final CalleePrivacy callees;
    private final Set<String> reportedBy;
    private final boolean everyCall;
    private final boolean automatic;

    /** Null if no parts of the policy contradict each other. */
    @Nullable
    private final String contradiction;

    private CallPolicy(Draft draft) {
        this.days = draft.days;
        this.region = draft.region;
        this.limits = List.copyOf(draft.limits);
        this.longestCall = draft.longestCall;
        this.tollRestriction = draft.tollRestriction;
        this.rules = List.copyOf(draft.rules);
        this.restPeriods = List.copyOf(draft.restPeriods);
        this.callerIds = List.copyOf(draft.callerIds);
        this.rotation = draft.rotation;
        this.callees = draft.callees;
        this.reportedBy = Set.copyOf(draft.reportedBy);
        this.everyCall =
                draft.everyCall || !restPeriods.isEmpty() || limits.stream().anyMatch(Limit::needsCallId);
        this.automatic = draft.automatic;
        this.contradiction = contradictionIn(this);
    }

    /** A policy that is being made, with the defaults. */
    private static final class Draft {
        private final CallDays days;

        @Nullable
        private String region;

        private final List<Limit> limits = new ArrayList<>();
        private Duration longestCall = DEFAULT_LONGEST_CALL;

        @Nullable
        private TollRestriction tollRestriction;

        private final List<CallRule> rules = new ArrayList<>();
        private final List<RestPeriod> restPeriods = new ArrayList<>();
        private final List<CallerIdRule> callerIds = new ArrayList<>();
        private Rotation rotation = DEFAULT_ROTATION;
        private CalleePrivacy callees = CalleePrivacy.none();
        private final Set<String> reportedBy = new TreeSet<>();
        private boolean everyCall;
        private boolean automatic;

        Draft(CallDays days) {
            this.days = days;
        }
    }

    private CallPolicy with(Consumer<Draft> change) {
        Draft draft = new Draft(days);
        draft.region = region;
        draft.limits.addAll(limits);
        draft.longestCall = longestCall;
        draft.tollRestriction = tollRestriction;
        draft.rules.addAll(rules);
        draft.restPeriods.addAll(restPeriods);
        draft.callerIds.addAll(callerIds);
        draft.rotation = rotation;
        draft.callees = callees;
        draft.reportedBy.addAll(reportedBy);
        draft.everyCall = everyCall;
        draft.automatic = automatic;
        change.accept(draft);
        return new CallPolicy(draft);
    }

    /**
     * Returns a policy with default settings that counts in a time zone: destinations in international form only, no limits
     * beyond those of assignments, {@link TollRestriction#standard}, no rules, the least used number first; people dial the calls;
     * only calls with a call ID are journaled, and their callees are not kept.
     */
    public static CallPolicy in(ZoneId zone) {
        return new CallPolicy(new Draft(new CallDays(Objects.requireNonNull(zone, "zone"))));
    }

    /**
     * Returns the policy that a document describes. Making it costs more than a decision, and a rotation in turns starts over: keep the
     * policy of each version of a document.
     *
     * @param resources what the document only names
     */
    public static CallPolicy of(PolicyDocument document, PolicyDocument.Resources resources) {
        return document.policy(resources);
    }

    /** Returns the same policy in UTC. */
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
        return with(draft -> draft.region = known);
    }

    /**
     * Adds limits to those of the policy. All of them apply, and a call is counted on all of them or on none. Without limits, a
     * decision is one statement of a database.
     *
     * @throws IllegalArgumentException if two limits count the same calls, or there are more than {@value #MAX_LIMITS}
     */
    public CallPolicy limits(Limit... more) {
        return with(draft -> Arrays.asList(more).forEach(limit -> add(limit, draft.limits)));
    }

    private static void add(Limit limit, List<Limit> all) {
        for (Limit other : all) {
            if (limit.sharesCountersWith(other)) {
                throw new IllegalArgumentException(
                        "the limits \"%s\" and \"%s\" count the same calls: remove one of them, or give one a condition"
                                .formatted(other, limit));
            }
        }
        if (all.size() == MAX_LIMITS) {
            throw new IllegalArgumentException(
                    "a policy has at most %d limits: remove one before you add \"%s\"".formatted(MAX_LIMITS, limit));
        }
        all.add(limit);
    }

    /**
     * Sets the longest call, {@link #DEFAULT_LONGEST_CALL} by default. A limit of calls at once counts a call no longer than this unless
     * it is renewed ({@link CallGate#renew}). A limit of minutes reserves it for each call. So set it to what the telephone system
     * enforces.
     *
     * @param longest 1 second to 24 hours
     * @throws IllegalArgumentException if it is out of range
     */
    public CallPolicy longestCall(Duration longest) {
        if (longest.compareTo(Duration.ofSeconds(1)) < 0 || longest.compareTo(CallOutcome.MAX_TALK_TIME) > 0) {
            throw new IllegalArgumentException("the longest call must be 1 second to 24 hours, not " + longest);
        }
        return with(draft -> draft.longestCall = longest);
    }

    /**
     * Sets which classes and prefixes of numbers may be called, in place of {@link TollRestriction#standard}. If it is called again,
     * all restrictions apply: a call is refused if one of them refuses it.
     */
    public CallPolicy tollRestriction(TollRestriction restriction) {
        Objects.requireNonNull(restriction, "toll restriction");
        return with(draft ->
                draft.tollRestriction = tollRestriction == null ? restriction : tollRestriction.and(restriction));
    }

    /** Adds rules to those of the policy. All of them apply, and a refusal names all that object, in the order of addition. */
    public CallPolicy rules(CallRule... more) {
        return with(draft -> draft.rules.addAll(List.of(more)));
    }

    /**
     * Adds rest periods to those of the policy. All of them apply. The policy must keep callees in full or hashed, and journals every
     * call, because the periods begin with the outcomes of calls. A decision reads these outcomes first: one more query, and one for each
     * attribute that calls must share. With a store that keeps no journal, decisions throw {@link UnsupportedOperationException}.
     *
     * @throws IllegalArgumentException if there are more than {@value #MAX_REST_PERIODS}
     */
    public CallPolicy restPeriods(RestPeriod... more) {
        if (restPeriods.size() + more.length > MAX_REST_PERIODS) {
            throw new IllegalArgumentException("a policy has at most %d rest periods, not %d"
                    .formatted(MAX_REST_PERIODS, restPeriods.size() + more.length));
        }
        return with(draft -> draft.restPeriods.addAll(List.of(more)));
    }

    /**
     * Adds rules that are asked for each of the agent's numbers to those of the policy. A number is tried only if none of them
     * objects. If the call is refused, the refusal has a reason for each code, with the count of its numbers.
     */
    public CallPolicy callerIds(CallerIdRule... more) {
        return with(draft -> draft.callerIds.addAll(List.of(more)));
    }

    /** Replaces the order in which an agent's numbers are tried. {@link Rotation#then} combines several orders. */
    public CallPolicy rotation(Rotation other) {
        Objects.requireNonNull(other, "rotation");
        return with(draft -> draft.rotation = other);
    }

    /**
     * Replaces how much is kept of callees. The default is {@link CalleePrivacy#none}. Limits per callee and rest periods need a setting
     * that distinguishes callees.
     */
    public CallPolicy callees(CalleePrivacy other) {
        Objects.requireNonNull(other, "callees");
        return with(draft -> draft.callees = other);
    }

    /**
     * Adds up the usage of each day by the values of attributes too, for example for reports by campaign. Only calls with a call ID are
     * reported. Of each attribute, {@value dev.callgate.report.UsageQuery#MAX_ATTRIBUTE_VALUES} values a day are added up one by one; the
     * calls with all further values are added up together.
     *
     * @throws IllegalArgumentException if a text is not the name of an attribute; see
     *     {@link dev.callgate.call.CallRequest#with}
     */
    public CallPolicy reportBy(String... attributes) {
        return with(
                draft -> Arrays.asList(attributes).forEach(name -> draft.reportedBy.add(Attributes.requireName(name))));
    }

    /**
     * Journals every allowed call and counts every refusal, even if the request has no call ID. Such a call gets a new ID, which is
     * {@link dev.callgate.call.Allowed#callId}. So reports include all calls. Each call then costs as much as a call with an ID.
     *
     * <p>A policy that limits calls at once, or minutes, or has rest periods, does so in any case, because the end of a call is reported by
     * its ID.
     */
    public CallPolicy journalEveryCall() {
        return with(draft -> draft.everyCall = true);
    }

    /**
     * Says that no person dials the calls of this policy: an automatic dialer does, or a prerecorded voice speaks. Then emergency
     * numbers are refused, with {@link dev.callgate.call.Refused.Reason#EMERGENCY_NUMBER_DIALED_AUTOMATICALLY}. Without this, they
     * are always allowed.
     *
     * <p>In the US, such a call to an emergency line is forbidden: 47 CFR 64.1200(a)(1)(i), edition of 2021, read in November
     * 2026. That includes every 911 line and the emergency lines of hospitals, physicians, health care facilities, poison control
     * centers, fire departments and the police. The gate knows emergency numbers such as 911 and 112. Most of those lines have
     * ordinary numbers: keep them on a list, and refuse them with {@link CallRule#blocked}. For 911 centers, 47 CFR 64.1202 provides for
     * a do-not-call registry.
     *
     * <p>If people and an automatic dialer call from the same numbers, build a gate for each of them over one store: the second
     * with the policy of the first and this setting. Limits then count the calls of both. If the policy comes from a function
     * that fails ({@link CallGate.Builder#policies}), nobody can say that a call is dialed automatically, so emergency calls are
     * allowed: a dialer gets its policy from {@link CallGate.Builder#policy}, or does not dial if {@link
     * dev.callgate.call.Allowed#isEmergency}.
     */
    public CallPolicy automaticDialing() {
        return with(draft -> draft.automatic = true);
    }

    ZoneId zone() {
        return days.zone();
    }

    /** Returns the day on which a call at an instant counts. */
    CallDay dayAt(Instant instant) {
        return days.at(instant);
    }

    /** Returns the current day of a clock. */
    CallDay today(Clock clock) {
        return days.at(Math.floorDiv(clock.millis(), MILLIS_PER_SECOND));
    }

    /** Returns the dialing region; null if destinations are in international form only. */
    @Nullable
    String region() {
        return region;
    }

    List<Limit> limits() {
        return limits;
    }

    /** Returns whether decisions depend on earlier calls to the callee. */
    boolean needsCallees() {
        return !restPeriods.isEmpty() || limits.stream().anyMatch(each -> each.scope() == Counter.Scope.CALLEE);
    }

    Duration longestCall() {
        return longestCall;
    }

    TollRestriction tollRestriction() {
        return tollRestriction == null ? TollRestriction.standard() : tollRestriction;
    }

    List<CallRule> rules() {
        return rules;
    }

    List<RestPeriod> restPeriods() {
        return restPeriods;
    }

    List<CallerIdRule> callerIds() {
        return callerIds;
    }

    Rotation rotation() {
        return rotation;
    }

    CalleePrivacy callees() {
        return callees;
    }

    /** Returns the names of the attributes by which calls are reported. */
    Set<String> reportedBy() {
        return reportedBy;
    }

    boolean journalsEveryCall() {
        return everyCall;
    }

    boolean dialsAutomatically() {
        return automatic;
    }

    /**
     * Returns whether a call without a call ID needs nothing but an assignment that allows it, in what this policy decides: it has no
     * rules of either kind, no limits, and no rotation that could leave out an agent's only number.
     */
    boolean leavesCallsToAssignments() {
        return rules.isEmpty() && callerIds.isEmpty() && limits.isEmpty() && !everyCall && rotation == DEFAULT_ROTATION;
    }

    /** Throws if parts of the policy contradict each other. */
    void requireConsistent() {
        if (contradiction != null) {
            throw new IllegalStateException(contradiction);
        }
    }

    @Nullable
    private static String contradictionIn(CallPolicy policy) {
        String contradiction = policy.longestCallContradiction();
        return contradiction == null ? policy.calleeContradiction() : contradiction;
    }

    /** Returns why a limit never has room for the longest call; null if all have. */
    @Nullable
    String longestCallContradiction() {
        return limits.stream()
                .filter(each -> each.kind().unit() == Counter.Unit.SECONDS && each.most() < longestCall.toSeconds())
                .findFirst()
                .map(each ->
                        "the limit \"%s\" never has room for the longest call, %s, which is reserved for each call: set longestCall to less"
                                .formatted(each, longestCall))
                .orElse(null);
    }

    @Nullable
    private String calleeContradiction() {
        if (callees.identifiesCallees() || !needsCallees()) {
            return null;
        }
        return limits.stream()
                .filter(each -> each.scope() == Counter.Scope.CALLEE)
                .findFirst()
                .map(each -> "this policy has the limit \"%s\" but does not keep callees, by which it counts: %s"
                        .formatted(each, KEEP_CALLEES))
                .orElseGet(() ->
                        "this policy has the rest period \"%s\" but does not keep callees, to whom earlier calls were made: %s"
                                .formatted(restPeriods.get(0), KEEP_CALLEES));
    }
}
