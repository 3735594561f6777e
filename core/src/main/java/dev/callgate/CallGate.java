package dev.callgate;

import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.call.LimitUsage;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.internal.Listeners;
import dev.callgate.internal.Micros;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import dev.callgate.model.Counter;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.model.TimeOrderedId;
import dev.callgate.spi.AssignmentStore;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.JournalStore;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, before an outbound call is placed, whether it may be placed and from which number, and counts it.
 *
 * <p>A decision takes these steps:
 *
 * <ol>
 *   <li>The destination is parsed as the organization's {@link CallPolicy} says. An emergency call is allowed at once, without
 *       asking the store; or refused at once, if the policy says that it is {@linkplain CallPolicy#automaticDialing dialed
 *       automatically}.
 *   <li>The agent's assignments are read, or taken from the store's cache. If no rule of the policy objects, the candidates are
 *       those whose number is active, whose countries and number classes include the destination's, that no rule for caller
 *       IDs refuses, and that have calls left today, in the order of the policy's rotation.
 *   <li>The store is asked to count the call on each candidate in turn, until it has counted the call on one and on every
 *       limit of the policy. The call is then allowed.
 *   <li>If no candidate is left, the call is refused with all reasons.
 *   <li>If the store finds that an assignment changed in the meantime, or a refusal would rest on cached assignments, the
 *       assignments are read and the decision starts over. Only a call without a call ID may be refused by limits that were reached a
 *       moment before: see {@link AssignmentStore#recentStateOf}.
 * </ol>
 *
 * <p>Immutable and thread-safe. One gate serves all organizations.
 */
public final class CallGate {
    private static final Logger LOG = LoggerFactory.getLogger(CallGate.class);

    /** More often than administrators change one agent's assignments within one decision. */
    private static final int MAX_ATTEMPTS = 16;

    private static final double DEFAULT_ALERT_SHARE = 0.8;

    private final AssignmentStore store;
    private final Clock clock;
    private final Function<? super OrganizationId, CallPolicy> policies;
    private final Listeners<CallListener> listeners;
    private final double alertShare;
    private final Executor afterCommit;

    private CallGate(Builder builder) {
        this.store = builder.store;
        this.clock = builder.clock;
        this.policies = builder.policies;
        this.listeners = builder.listeners;
        this.alertShare = builder.alertShare;
        this.afterCommit = Runnable::run;
    }

    private CallGate(CallGate other, AssignmentStore store, Executor afterCommit) {
        this.store = store;
        this.clock = other.clock;
        this.policies = other.policies;
        this.listeners = other.listeners;
        this.alertShare = other.alertShare;
        this.afterCommit = afterCommit;
    }

    /** Returns a builder of a gate that uses a store. */
    public static Builder over(AssignmentStore store) {
        return new Builder(Objects.requireNonNull(store, "store"));
    }

    /**
     * Returns a view of this gate that uses another store, for example one that takes part in the caller's transaction. The view
     * has the policies, clock and listeners of this gate. It costs nothing to create, so create one for each transaction.
     *
     * <p>Listeners are notified at once. If the transaction may still be rolled back, use
     * {@link #withStore(AssignmentStore, Executor)}.
     */
    public CallGate withStore(AssignmentStore other) {
        return withStore(other, Runnable::run);
    }

    /**
     * Returns a view of this gate that uses another store and notifies listeners through {@code afterCommit}. That executor has
     * to run each task after the caller's transaction was committed, and never if the transaction was rolled back.
     *
     * <p>Two events do not depend on the commit and are reported at once: an emergency call, allowed or refused, and a decision that
     * {@linkplain CallListener#failed failed}. If {@code afterCommit} throws, the exception is logged, and listeners are notified
     * at once.
     *
     * @param afterCommit called by the deciding thread, once per event, in the order of the events; not called if the gate has no
     *     listeners
     */
    public CallGate withStore(AssignmentStore other, Executor afterCommit) {
        return new CallGate(
                this, Objects.requireNonNull(other, "store"), Objects.requireNonNull(afterCommit, "afterCommit"));
    }

    /**
     * Decides one call. If the decision is {@link Allowed}, the call has been counted.
     *
     * @throws StoreException if the store failed; the call must not be placed, and the type of the exception says whether it may
     *     have been counted
     * @throws IllegalStateException if there is no policy for the organization, or its policy contradicts itself: it limits the calls to
     *     each callee or has rest periods and does not keep callees, or limits minutes to less than its longest call
     * @throws RuntimeException if a rule or a rotation of the host threw it; nothing was counted
     */
    public CallDecision decide(CallRequest request) {
        if (listeners.isEmpty()) {
            return decideWithoutListeners(request);
        }
        long start = System.nanoTime();
        CallDecision decision;
        try {
            decision = decideWithoutListeners(request);
        } catch (RuntimeException e) {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            listeners.notifyEach(listener -> listener.failed(request, e, took));
            throw e;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (isEmergency(decision)) {
            listeners.notifyEach(listener -> listener.decided(request, decision, took));
        } else {
            notifyListeners(listener -> listener.decided(request, decision, took));
        }
        return decision;
    }

    private static boolean isEmergency(CallDecision decision) {
        return decision instanceof Refused refused
                ? refused.cause().code().equals(Reason.EMERGENCY_NUMBER_DIALED_AUTOMATICALLY)
                : ((Allowed) decision).isEmergency();
    }

    private void notifyListeners(Consumer<CallListener> event) {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            afterCommit.execute(() -> listeners.notifyEach(event));
        } catch (RuntimeException e) {
            LOG.warn("listeners cannot be notified after the commit, so they are notified now", e);
            listeners.notifyEach(event);
        }
    }

    private CallDecision decideWithoutListeners(CallRequest request) {
        CallPolicy policy = policyFor(request);
        Destination destination = destinationOf(request, policy);
        if (destination instanceof Destination.Emergency emergency) {
            LOG.info(
                    policy.dialsAutomatically()
                            ? "agent {} of organization {} must not call emergency number {} automatically: refused"
                            : "agent {} of organization {} calls emergency number {}",
                    request.agent(),
                    request.organization(),
                    emergency.code());
            return emergencyCall(emergency, policy);
        }
        policy.requireConsistent();
        Allowed allowed = destination instanceof Destination.Valid to ? countedInOneStep(request, policy, to) : null;
        return allowed == null ? decide(contextOf(request, destination, policy, callIdOf(request, policy))) : allowed;
    }

    private static CallDecision emergencyCall(Destination.Emergency to, CallPolicy policy) {
        if (!policy.dialsAutomatically()) {
            return Allowed.emergency(to.code());
        }
        Reason reason = new Reason(
                Reason.EMERGENCY_NUMBER_DIALED_AUTOMATICALLY,
                "an automatic dialer must not call emergency number %s: remove it from the list of calls"
                        .formatted(to.code()));
        return new Refused(List.of(reason), null, 0, List.of(), true);
    }

    /**
     * Has a call counted on the agent's only number, if no part of the policy and of the request needs more than that. Returns null if
     * the call was not counted: whether it is allowed, the usual steps then find out.
     */
    @Nullable
    private Allowed countedInOneStep(CallRequest request, CallPolicy policy, Destination.Valid to) {
        if (request.callId() != null
                || request.from() != null
                || !policy.leavesCallsToAssignments()
                || policy.tollRestriction().blockedPrefixOf(to.e164()).isPresent()) {
            return null;
        }
        Assignment after = store.countOnOnlyAssignment(
                request.organization(),
                request.agent(),
                to.e164(),
                policy.tollRestriction().requiredClassOf(to.e164()),
                policy.today(clock));
        if (after == null) {
            return null;
        }
        if (!listeners.isEmpty()) {
            notifyIfApproached(request, Moment.dailyLimitReachedBy(after, alertShare));
        }
        return new Allowed(to.e164().toString(), to.extension(), after, null, false, List.of());
    }

    private DecisionContext contextOf(
            CallRequest request, Destination destination, CallPolicy policy, @Nullable CallId callId) {
        DecisionContext context = DecisionContext.of(request, destination, policy, callId);
        return context.hasRestPeriods() ? context.withRestPeriods(journal(), now()) : context;
    }

    private void notifyIfApproached(CallRequest request, List<LimitUsage> reached) {
        reached.forEach(usage -> notifyListeners(listener -> listener.limitApproached(request, usage)));
    }

    private CallDecision decide(DecisionContext context) {
        CallRequest request = context.request();
        Optional<List<Assignment>> cached = store.cachedAssignmentsOf(request.organization(), request.agent());
        if (cached.isEmpty()) {
            return decideFromStore(context, null);
        }
        Eligibility expected = Eligibility.of(context, now(), cached.get());
        Optional<CallDecision> refused = recentRefusal(expected);
        if (refused.isPresent()) {
            return journaled(refused.get(), expected);
        }
        return attempt(expected, store::countIfRoom, UnaryOperator.identity()) instanceof Attempt.Decided decided
                ? journaled(decided.decision(), expected)
                : decideFromStore(context, expected);
    }

    /** Returns the refusal by limits that the store has just found reached, if it remembers that. A call ID has to be looked up. */
    private Optional<CallDecision> recentRefusal(Eligibility expected) {
        DecisionContext context = expected.context();
        return context.request().callId() != null
                ? Optional.empty()
                : store.recentStateOf(
                                context.request().organization(),
                                context.request().agent(),
                                expected.namedCounters())
                        .map(state -> Eligibility.of(context, expected.at(), state.assignments())
                                .withCounters(state.counters()))
                        .filter(Eligibility::isRefusedByLimits)
                        .map(recent -> new Refusal(recent).toRefused());
    }

    /**
     * Decides from what is stored.
     *
     * @param tried what was known when the call could not be counted: then everything is read before the call is counted again, because it
     *     is probably refused; null if the call has not been tried
     */
    private CallDecision decideFromStore(DecisionContext context, @Nullable Eligibility tried) {
        Eligibility expected = tried;
        for (int i = 1; i <= MAX_ATTEMPTS; i++) {
            AssignmentStore.State state = expected == null ? null : stateOf(expected);
            Eligibility eligibility = state == null || expected == null
                    ? Eligibility.read(context, now(), store)
                    : known(Eligibility.of(context, now(), state.assignments()), state, expected);
            Attempt attempt = state == null
                    ? attempt(eligibility, store::countIfRoom, found -> found.withCounters(store))
                    : attempt(eligibility, store::count, UnaryOperator.identity());
            if (attempt instanceof Attempt.Decided decided) {
                return journaled(decided.decision(), eligibility);
            } else if (attempt instanceof Attempt.NoRoom noRoom) {
                return journaled(
                        earlierDecision(context, noRoom.wasAsked() ? null : state)
                                .orElseGet(() -> new Refusal(noRoom.found()).toRefused()),
                        eligibility);
            }
            expected = eligibility;
        }
        throw new StoreException.NotApplied(
                "the assignments of agent %s changed %d times during one decision: ask again"
                        .formatted(context.request().agent(), MAX_ATTEMPTS),
                null);
    }

    private AssignmentStore.State stateOf(Eligibility expected) {
        CallRequest request = expected.context().request();
        return store.stateOf(
                request.organization(),
                request.agent(),
                expected.namedCounters(),
                expected.at(),
                expected.context().to() == null ? null : request.callId());
    }

    /** Returns the eligibility with the counters of a state; they are read again if it has a number that was not expected. */
    private Eligibility known(Eligibility eligibility, AssignmentStore.State state, Eligibility expected) {
        return expected.namedCounters().containsAll(eligibility.namedCounters())
                ? eligibility.withCounters(state.counters())
                : eligibility.withCounters(store);
    }

    /**
     * Asks the store to count the call on the candidates in turn.
     *
     * @param count how the store is asked
     * @param whenRefused reads the counters, once it is known that the first candidate is refused or that there is none
     */
    private Attempt attempt(
            Eligibility eligibility,
            Function<CountRequest, CountResult> count,
            UnaryOperator<Eligibility> whenRefused) {
        DecisionContext context = eligibility.context();
        Eligibility known = eligibility;
        for (Assignment candidate : eligibility.candidates()) {
            if (known == eligibility || known.hasRoomOn(candidate)) {
                CountResult result = count.apply(context.requestFor(candidate, eligibility.moment()));
                if (result instanceof CountResult.Counted counted) {
                    return new Attempt.Decided(allowed(eligibility, counted));
                } else if (result instanceof CountResult.AlreadyCounted earlier) {
                    return new Attempt.Decided(context.replay(earlier.call()));
                } else if (result instanceof CountResult.LimitReached reached) {
                    // What the store found comes last: a call that ended since then must not leave the refusal without
                    // a reason.
                    known = (known == eligibility ? whenRefused.apply(known) : known).updatedBy(reached);
                } else {
                    return new Attempt.Stale();
                }
            }
        }
        boolean wasAsked = known != eligibility;
        return new Attempt.NoRoom(wasAsked ? known : whenRefused.apply(known), wasAsked);
    }

    private Allowed allowed(Eligibility eligibility, CountResult.Counted counted) {
        Assignment after = counted.after();
        Allowed allowed = eligibility.context().allowed(after, eligibility.usageOn(after, counted.usage()));
        if (!listeners.isEmpty()) {
            notifyIfApproached(
                    eligibility.context().request(),
                    eligibility.moment().reachedBy(after, counted.usage(), alertShare));
        }
        return allowed;
    }

    /**
     * Returns the decision on the call that was allowed earlier under the host's call ID, if there is one. It is looked up last: another
     * node may have counted this very call in the meantime and so used up the room.
     *
     * @param state a state that was read no earlier than the counters; null to look the call up now
     */
    private Optional<CallDecision> earlierDecision(DecisionContext context, @Nullable AssignmentStore.State state) {
        CallId callId = context.request().callId();
        if (callId == null || context.to() == null) {
            return Optional.empty();
        }
        Optional<AllowedCall> earlier = state == null
                ? store.allowedCall(context.request().organization(), callId)
                : Optional.ofNullable(state.call());
        return earlier.map(context::replay);
    }

    /** Counts a refusal in the journal. The refusal stands even if it cannot be counted. */
    private CallDecision journaled(CallDecision decision, Eligibility eligibility) {
        if (decision instanceof Refused refused
                && eligibility.context().callId() != null
                && store instanceof JournalStore journal) {
            CallRequest request = eligibility.context().request();
            try {
                // An agent without a number may not exist. Counting such agents by their ids would store each made-up
                // id.
                journal.countRefusal(
                        request.organization(),
                        eligibility.agentHasNumbers() ? request.agent() : null,
                        eligibility.context().dayAt(clock.instant()).date(),
                        refused.cause().code());
            } catch (RuntimeException e) {
                LOG.warn(
                        "a refusal of agent {} of organization {} was not counted",
                        request.agent(),
                        request.organization(),
                        e);
            }
        }
        return decision;
    }

    /**
     * Releases a call that was allowed and never placed, so that it no longer counts. It is released only once, and its count is
     * undone only on the day on which it was counted. Does nothing if the call was released or completed before; its day being
     * over, or its number having been reassigned or deleted, does no harm.
     *
     * @return the call as it is now; empty if there is no call with this ID
     * @throws StoreException if the store failed; it is safe to ask again
     * @throws UnsupportedOperationException if the store keeps no journal
     */
    public Optional<CallRecord> release(OrganizationId organization, CallId callId) {
        Optional<JournalStore.Update> update = journal().release(organization, callId, clock.instant());
        update.filter(JournalStore.Update::changed)
                .ifPresent(each -> notifyListeners(listener -> listener.released(each.call())));
        return update.map(JournalStore.Update::call);
    }

    /**
     * Reports the outcome of a call that was allowed and placed. Only the first outcome is kept. Does nothing if the call was
     * completed or released before. It may be reported at any later time, whatever has become of the number.
     *
     * @return the call as it is now; empty if there is no call with this ID
     * @throws StoreException if the store failed; it is safe to ask again
     * @throws UnsupportedOperationException if the store keeps no journal
     */
    public Optional<CallRecord> complete(OrganizationId organization, CallId callId, CallOutcome outcome) {
        Optional<JournalStore.Update> update =
                journal().complete(organization, callId, Objects.requireNonNull(outcome, "outcome"), clock.instant());
        update.filter(JournalStore.Update::changed)
                .ifPresent(each -> notifyListeners(listener -> listener.completed(each.call())));
        return update.map(JournalStore.Update::call);
    }

    /**
     * Makes a call that is in progress count for longer on limits of calls at once: for the longest call of the policy from now on. Call
     * it before {@link CallPolicy#longestCall} has passed since the call was allowed or last renewed.
     *
     * @return whether the call is in progress and still counts; false if there is no call with this ID, if it was released or completed,
     *     or if its time was over, so that another call may have taken its place
     * @throws StoreException if the store failed; it is safe to ask again
     * @throws UnsupportedOperationException if the store keeps no journal
     */
    public boolean renew(OrganizationId organization, CallId callId) {
        Instant now = now();
        return journal()
                .renew(
                        organization,
                        callId,
                        now,
                        now.plus(policyOf(organization).longestCall()));
    }

    /**
     * Returns how much of the policy's limits is used, where it is a large share, for a report or an alarm: largest share first. The limit
     * of each counter is the one that its latest call was compared with. Limits per callee are left out, because there are as many of them as
     * callees. For the daily limits of assignments, see {@link dev.callgate.report.Reports#utilization}.
     *
     * @param leastShare the minimum share of a limit, more than 0 and at most 1
     * @param most the maximum number of counters, 1 or more
     * @throws IllegalArgumentException if the share or the number is out of range
     * @throws StoreException if the store failed
     * @throws UnsupportedOperationException if the policy has limits and the store does not support them
     */
    public List<LimitUsage> utilization(OrganizationId organization, double leastShare, int most) {
        if (!(leastShare > 0 && leastShare <= 1)) {
            throw new IllegalArgumentException("the least share must be more than 0 and at most 1, not " + leastShare);
        }
        if (most < 1) {
            throw new IllegalArgumentException("the number of counters to list must be 1 or more, not " + most);
        }
        CallPolicy policy = policyOf(organization);
        Instant now = now();
        return policy.limits().stream()
                .filter(limit -> limit.scope() != Counter.Scope.CALLEE)
                .flatMap(limit -> store
                        .mostUsedCounters(
                                organization,
                                new AssignmentStore.CountersOfLimit(
                                        limit.scope(),
                                        limit.attribute(),
                                        limit.kind(),
                                        limit.periodAt(now, policy.zone())),
                                leastShare,
                                most)
                        .stream()
                        .map(each -> new LimitUsage(limit.toString(), each.counter(), each.most(), each.used())))
                .sorted(Comparator.comparingDouble(LimitUsage::share).reversed())
                .limit(most)
                .toList();
    }

    private JournalStore journal() {
        if (store instanceof JournalStore journal) {
            return journal;
        }
        throw new UnsupportedOperationException(
                "the store %s keeps no journal, so no call can be released or completed, and no rest period can begin: use a store that implements JournalStore"
                        .formatted(store.getClass().getName()));
    }

    /**
     * Evaluates a request without counting it, for example to disable a button or to explain a refusal. If the decision is
     * {@link Allowed}, its assignment is the one on which the call would be counted first, with its current count. Does not
     * reserve capacity.
     *
     * @throws StoreException if the store failed
     * @throws IllegalStateException if there is no policy for the organization, or its policy contradicts itself: it limits the calls to
     *     each callee or has rest periods and does not keep callees, or limits minutes to less than its longest call
     * @throws RuntimeException if a rule or a rotation of the host threw it
     */
    public CallDecision preview(CallRequest request) {
        CallPolicy policy = policyFor(request);
        Destination destination = destinationOf(request, policy);
        if (destination instanceof Destination.Emergency emergency) {
            return emergencyCall(emergency, policy);
        }
        policy.requireConsistent();
        DecisionContext context = contextOf(request, destination, policy, request.callId());
        return earlierDecision(context, null).orElseGet(() -> {
            Eligibility eligibility = Eligibility.read(context, now(), store).withCounters(store);
            return eligibility.candidates().stream()
                    .findFirst()
                    .<CallDecision>map(
                            first -> context.allowed(first, eligibility.usageOn(first, eligibility.counters())))
                    .orElseGet(() -> new Refusal(eligibility).toRefused());
        });
    }

    /** Returns the policy of the request's organization; any policy for an emergency call if that one cannot be found. */
    private CallPolicy policyFor(CallRequest request) {
        try {
            return policyOf(request.organization());
        } catch (RuntimeException e) {
            requireEmergency(request, e);
            return CallPolicy.inUtc();
        }
    }

    /** Returns the parsed destination of a request. */
    private static Destination destinationOf(CallRequest request, CallPolicy policy) {
        return request.destination() instanceof Destination.Unparsed dialed
                ? parsed(dialed.text(), policy.region())
                : request.destination();
    }

    private static Destination parsed(String dialed, @Nullable String region) {
        return region == null ? Destination.parse(dialed) : Destination.parse(dialed, region);
    }

    /** Throws the exception unless the request is an emergency call, which is allowed even if there is no policy. */
    private static void requireEmergency(CallRequest request, RuntimeException why) {
        Destination destination = request.destination() instanceof Destination.Unparsed dialed
                ? Destination.parse(dialed.text())
                : request.destination();
        if (!(destination instanceof Destination.Emergency)) {
            throw why;
        }
        LOG.warn("an emergency call is allowed although there is no policy that tells its region", why);
    }

    /** Returns the host's call ID; if there is none and the policy journals every call, a new one. */
    @Nullable
    private CallId callIdOf(CallRequest request, CallPolicy policy) {
        return request.callId() != null || !policy.journalsEveryCall()
                ? request.callId()
                : new CallId(TimeOrderedId.at(clock.instant()).toString());
    }

    private CallPolicy policyOf(OrganizationId organization) {
        CallPolicy policy = policies.apply(organization);
        if (policy == null) {
            throw new IllegalStateException(
                    "there is no policy for organization %s: the function given to policies() has to return one"
                            .formatted(organization));
        }
        return policy;
    }

    private Instant now() {
        return Micros.of(clock.instant());
    }

    /** Builds a gate. Not thread-safe; the gate is. */
    public static final class Builder {
        private final AssignmentStore store;
        private Clock clock = Clock.systemUTC();
        private Function<? super OrganizationId, CallPolicy> policies;
        private Listeners<CallListener> listeners = Listeners.none();
        private double alertShare = DEFAULT_ALERT_SHARE;

        private Builder(AssignmentStore store) {
            this.store = store;
            this.policies = one(CallPolicy.inUtc());
        }

        private static Function<OrganizationId, CallPolicy> one(CallPolicy policy) {
            return organization -> policy;
        }

        /** Sets the clock that gives the time of decisions; its zone does not matter. The default is the system clock. */
        public Builder clock(Clock source) {
            this.clock = Objects.requireNonNull(source, "clock");
            return this;
        }

        /**
         * Sets one policy for all organizations. The default is {@link CallPolicy#inUtc}. Every organization is assumed to exist,
         * and the refusals of each are counted: use {@link #policies} if the IDs of organizations come from outside the host.
         *
         * @throws IllegalStateException if the policy contradicts itself: it limits the calls to each callee or has rest periods and does not keep
         *     callees, or limits minutes to less than its longest call
         */
        public Builder policy(CallPolicy policy) {
            policy.requireConsistent();
            return policies(one(Objects.requireNonNull(policy, "policy")));
        }

        /**
         * Sets a function that returns the policy of each organization. It is called at every decision, so that a change takes
         * effect at once, and it has to be fast. If it returns null, as it should for an organization that does not exist,
         * {@link CallGate#decide} throws and nothing is counted.
         */
        public Builder policies(Function<? super OrganizationId, CallPolicy> policyOfOrganization) {
            this.policies = Objects.requireNonNull(policyOfOrganization, "policies");
            return this;
        }

        /** Adds a listener. Listeners are notified in the order in which they were added. */
        public Builder listener(CallListener listener) {
            listeners = listeners.with(listener);
            return this;
        }

        /**
         * Sets the share of a limit at which listeners are told that the limit is approached, 0.8 by default; see
         * {@link CallListener#limitApproached}.
         *
         * @param share more than 0, and at most 1
         * @throws IllegalArgumentException if the share is out of range
         */
        public Builder alertAt(double share) {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "the share of a limit must be more than 0 and at most 1, not " + share);
            }
            this.alertShare = share;
            return this;
        }

        /** Returns the gate. */
        public CallGate build() {
            return new CallGate(this);
        }
    }
}
