package dev.callgate;

import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.call.Refused;
import dev.callgate.internal.Listeners;
import dev.callgate.internal.Micros;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.model.TimeOrderedId;
import dev.callgate.policy.Caps;
import dev.callgate.spi.AssignmentStore;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.JournalStore;
import dev.callgate.spi.Limits;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, before an outbound call is placed, whether it may be placed and from which number; and counts it.
 *
 * <p>How a decision is made:
 *
 * <ol>
 *   <li>The destination is understood by the organization's {@link CallPolicy}. An emergency number is let through at
 *       once; the store is not asked.
 *   <li>The agent's assignments are read, or remembered by the store. If no rule of the policy objects, those whose number
 *       is active, whose countries and classes hold the destination's, and that have calls left today are the candidates,
 *       in the order of the policy's rotation.
 *   <li>The candidates are charged in turn, until the store has counted the call on one, and on everything that is
 *       capped: allowed.
 *   <li>If none is left: refused, with everything that stands against it.
 *   <li>Where the store finds an assignment changed in the meantime, or a refusal would rest on what was only remembered,
 *       the assignments are read and the decision starts over.
 * </ol>
 *
 * <p>Immutable and safe for use by many threads; one gate serves all organizations.
 */
public final class CallGate {
    private static final Logger LOG = LoggerFactory.getLogger(CallGate.class);

    /** Administrators do not change one agent's assignments this often within one decision. */
    private static final int MAX_ATTEMPTS = 16;

    private final AssignmentStore store;
    private final Clock clock;
    private final Function<? super OrganizationId, CallPolicy> policies;
    private final Listeners<CallListener> listeners;
    private final Executor telling;

    private CallGate(Builder builder) {
        this.store = builder.store;
        this.clock = builder.clock;
        this.policies = builder.policies;
        this.listeners = builder.listeners;
        this.telling = Runnable::run;
    }

    private CallGate(CallGate other, AssignmentStore store, Executor telling) {
        this.store = store;
        this.clock = other.clock;
        this.policies = other.policies;
        this.listeners = other.listeners;
        this.telling = telling;
    }

    /** Starts to build a gate over a store. */
    public static Builder over(AssignmentStore store) {
        return new Builder(Objects.requireNonNull(store, "store"));
    }

    /**
     * Returns a view of this gate that asks another store: one that takes part in a transaction of the caller's, for instance.
     * The view has this gate's policies, clock and listeners, and costs nothing to make, so make one for each transaction.
     *
     * <p>Listeners are told at once. If the transaction may still be rolled back, use {@link #withStore(AssignmentStore, Executor)}.
     */
    public CallGate withStore(AssignmentStore other) {
        return withStore(other, Runnable::run);
    }

    /**
     * Returns a view of this gate that asks another store, and whose listeners are told when {@code afterCommit} runs what it is
     * given: an executor that runs it after the caller's transaction has been committed, and never if the transaction is rolled
     * back.
     *
     * <p>Two things do not depend on the commit, and are told at once: an emergency call, and a decision that
     * {@linkplain CallListener#failed failed}. If {@code afterCommit} throws, the exception is logged, and listeners are told at
     * once.
     *
     * @param afterCommit called by the thread that decides, once for each event that listeners are told, in the order of the
     *     events; not called if the gate has no listeners
     */
    public CallGate withStore(AssignmentStore other, Executor afterCommit) {
        return new CallGate(
                this, Objects.requireNonNull(other, "store"), Objects.requireNonNull(afterCommit, "afterCommit"));
    }

    /**
     * Decides about one call. Where the answer is {@link Allowed}, the call has been counted.
     *
     * @throws StoreException if the store could not answer; the call must not be placed, and the exception's class says
     *     whether it may have been counted
     * @throws IllegalStateException if no policy is known for the organization, or it limits attempts and keeps nothing that
     *     tells callees apart
     * @throws RuntimeException what a rule or a rotation of the host's threw; nothing was counted
     */
    public CallDecision decide(CallRequest request) {
        if (listeners.isEmpty()) {
            return decideAndNote(request);
        }
        long start = System.nanoTime();
        CallDecision decision;
        try {
            decision = decideAndNote(request);
        } catch (RuntimeException e) {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            listeners.tell(listener -> listener.failed(request, e, took));
            throw e;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (decision instanceof Allowed allowed && allowed.isEmergency()) {
            listeners.tell(listener -> listener.decided(request, decision, took));
        } else {
            tell(listener -> listener.decided(request, decision, took));
        }
        return decision;
    }

    private void tell(Consumer<CallListener> event) {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            telling.execute(() -> listeners.tell(event));
        } catch (RuntimeException e) {
            LOG.warn("listeners cannot be told after the commit, so they are told now", e);
            listeners.tell(event);
        }
    }

    private CallDecision decideAndNote(CallRequest request) {
        DecisionContext context = understood(request, true);
        if (context.destination() instanceof Destination.Emergency emergency) {
            LOG.info(
                    "agent {} of {} calls emergency number {}",
                    request.agent(),
                    request.organization(),
                    emergency.code());
            return Allowed.emergency(emergency.code());
        }
        context.policy().requireConsistent();
        CallDecision remembered = decideFromCache(context);
        return remembered == null ? decideFromStore(context) : remembered;
    }

    private void countIfRefused(CallDecision decision, DecisionContext context, boolean agentHasNumbers) {
        if (decision instanceof Refused refused && context.callId() != null && store instanceof JournalStore journal) {
            count(refused, context, agentHasNumbers, journal);
        }
    }

    /**
     * Counts a refusal, which stands whether or not it could be counted. An agent without a number may be made up, so it is not
     * counted by its id: each id would be kept.
     */
    private void count(Refused refused, DecisionContext context, boolean agentHasNumbers, JournalStore journal) {
        CallRequest request = context.request();
        try {
            journal.countRefusal(
                    request.organization(),
                    agentHasNumbers ? request.agent() : null,
                    context.dayAt(clock.instant()).date(),
                    refused.reasons().get(0).code());
        } catch (RuntimeException e) {
            LOG.warn("a refusal of agent {} of {} was not counted", request.agent(), request.organization(), e);
        }
    }

    /**
     * Gives a call back that was allowed and then never placed, so that it no longer counts; only on its own day, and only
     * once. Harmless where the call was given back or completed before, where its day is over, or the number has gone
     * elsewhere or was deleted.
     *
     * @return the call as it is now; empty if none of this id is known
     * @throws StoreException if the store could not answer; asking again does no harm
     * @throws UnsupportedOperationException if the store keeps no calls
     */
    public Optional<CallRecord> release(OrganizationId organization, CallId callId) {
        Optional<JournalStore.Update> ended = journal().release(organization, callId, clock.instant());
        ended.filter(JournalStore.Update::changed).ifPresent(each -> tell(listener -> listener.released(each.call())));
        return ended.map(JournalStore.Update::call);
    }

    /**
     * Tells how a call went that was allowed and placed. Only once: the first word on a call stands. Harmless where the call
     * was completed or given back before, however late it is, and wherever the number is by now.
     *
     * @return the call as it is now; empty if none of this id is known
     * @throws StoreException if the store could not answer; asking again does no harm
     * @throws UnsupportedOperationException if the store keeps no calls
     */
    public Optional<CallRecord> complete(OrganizationId organization, CallId callId, CallOutcome outcome) {
        Optional<JournalStore.Update> ended =
                journal().complete(organization, callId, Objects.requireNonNull(outcome, "outcome"), clock.instant());
        ended.filter(JournalStore.Update::changed).ifPresent(each -> tell(listener -> listener.completed(each.call())));
        return ended.map(JournalStore.Update::call);
    }

    private JournalStore journal() {
        if (store instanceof JournalStore journal) {
            return journal;
        }
        throw new UnsupportedOperationException(
                "the store %s keeps no calls, so none can be released or completed: that takes a JournalStore"
                        .formatted(store.getClass().getName()));
    }

    /**
     * Tells what the answer would be now, and counts nothing: to grey out a button, or to explain. Where it is
     * {@link Allowed}, its assignment is the one that would be charged first, as it stands. It is no reservation.
     *
     * @throws StoreException if the store could not answer
     * @throws IllegalStateException if no policy is known for the organization, or it limits attempts and keeps nothing that
     *     tells callees apart
     * @throws RuntimeException what a rule or a rotation of the host's threw
     */
    public CallDecision preview(CallRequest request) {
        DecisionContext context = understood(request, false);
        if (context.destination() instanceof Destination.Emergency emergency) {
            return Allowed.emergency(emergency.code());
        }
        context.policy().requireConsistent();
        Optional<CallDecision> earlier = earlier(context);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Eligibility eligibility = read(context, now());
        return eligibility.candidates().stream()
                .findFirst()
                .<CallDecision>map(context::allowed)
                .orElseGet(eligibility::refusal);
    }

    private DecisionContext understood(CallRequest request, boolean toBeNamed) {
        try {
            CallPolicy policy = policyOf(request.organization());
            return DecisionContext.of(request, policy, toBeNamed ? idOf(request, policy) : request.callId());
        } catch (RuntimeException e) {
            Destination destination = request.destination() instanceof Destination.Unparsed dialed
                    ? Destination.parse(dialed.text())
                    : request.destination();
            if (destination instanceof Destination.Emergency emergency) {
                LOG.warn("no policy tells the region of an emergency call, which is let through", e);
                return DecisionContext.of(request.to(emergency), CallPolicy.inUtc(), request.callId());
            }
            throw e;
        }
    }

    /** Returns the host's id, or one of the gate's where the policy wants one and the host gave none. */
    @Nullable
    private CallId idOf(CallRequest request, CallPolicy policy) {
        return request.callId() != null || !policy.journalsEveryCall()
                ? request.callId()
                : new CallId(TimeOrderedId.at(clock.instant()).toString());
    }

    private CallPolicy policyOf(OrganizationId organization) {
        CallPolicy policy = policies.apply(organization);
        if (policy == null) {
            throw new IllegalStateException(
                    "no policy is known for organization %s: the function given to policies() has"
                                    .formatted(organization)
                            + " to answer for each organization that calls");
        }
        return policy;
    }

    /** Only allows; null where it takes a reading to be sure. */
    @Nullable
    private CallDecision decideFromCache(DecisionContext context) {
        CallRequest request = context.request();
        List<Assignment> remembered = store.cachedAssignmentsOf(request.organization(), request.agent())
                .orElse(null);
        if (remembered == null) {
            return null;
        }
        CallDecision decision = attempt(context, new Eligibility(context, now(), remembered, CounterSnapshot.NONE));
        return decision != null && decision.isAllowed() ? decision : null;
    }

    private CallDecision decideFromStore(DecisionContext context) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Eligibility eligibility = read(context, now());
            CallDecision decision = attempt(context, eligibility);
            if (decision == null && !eligibility.isOutdated()) {
                // Looked for last: whatever filled up in the meantime may have been this very call, asked elsewhere.
                decision = earlier(context).orElseGet(eligibility::refusal);
            }
            if (decision != null) {
                countIfRefused(decision, context, eligibility.hasNumbers());
                return decision;
            }
        }
        throw new StoreException.NotApplied(
                "the assignments of agent %s changed %d times during one decision"
                        .formatted(context.request().agent(), MAX_ATTEMPTS),
                null);
    }

    /** Returns the answer that a call of the same id got before, if it was allowed. */
    private Optional<CallDecision> earlier(DecisionContext context) {
        CallId callId = context.request().callId();
        return callId == null || context.to() == null
                ? Optional.empty()
                : store.allowedCall(context.request().organization(), callId).map(context::again);
    }

    /** Cut to the microsecond at once, as a charge would be. */
    private Instant now() {
        return Micros.of(clock.instant());
    }

    private Eligibility read(DecisionContext context, Instant now) {
        CallRequest request = context.request();
        List<Assignment> assignments = store.assignmentsOf(request.organization(), request.agent());
        return new Eligibility(context, now, assignments, usage(context, now, assignments));
    }

    private CounterSnapshot usage(DecisionContext context, Instant now, List<Assignment> assignments) {
        Caps caps = context.policy().caps();
        E164 to = context.to();
        if (caps.isNone() || to == null) {
            return CounterSnapshot.NONE;
        }
        LocalDate date = context.dayAt(now).date();
        Set<Counter> counters = Stream.concat(
                        context.sharedCaps().stream(),
                        assignments.stream().flatMap(each -> context.numberCap(each, date).stream()))
                .map(Limits.Cap::counter)
                .collect(Collectors.toSet());
        return store.countersOf(
                context.request().organization(), counters, caps.attempts().isEmpty() ? null : context.callee());
    }

    /** Charges the candidates in turn; returns null where none was charged. */
    @Nullable
    private CallDecision attempt(DecisionContext context, Eligibility eligibility) {
        List<Assignment> candidates = eligibility.candidates();
        for (int i = 0; i < candidates.size(); i++) {
            Assignment candidate = candidates.get(i);
            if (eligibility.mayBeCounted(candidate)) {
                CountResult result = store.count(context.requestFor(candidate, eligibility.at()));
                if (result instanceof CountResult.Counted counted) {
                    return context.allowed(counted.after());
                } else if (result instanceof CountResult.AlreadyCounted repeated) {
                    return context.again(repeated.call());
                } else if (result instanceof CountResult.LimitReached full) {
                    eligibility.learn(full);
                } else {
                    eligibility.foundChanged();
                    return null;
                }
            }
        }
        return null;
    }

    /** Collects what a gate needs besides its store. Not safe for use by many threads; the gate it builds is. */
    public static final class Builder {
        private final AssignmentStore store;
        private Clock clock = Clock.systemUTC();
        private Function<? super OrganizationId, CallPolicy> policies;
        private Listeners<CallListener> listeners = Listeners.none();

        private Builder(AssignmentStore store) {
            this.store = store;
            this.policies = one(CallPolicy.inUtc());
        }

        private static Function<OrganizationId, CallPolicy> one(CallPolicy policy) {
            return organization -> policy;
        }

        /** Takes the time of decisions from this clock, whose own zone does not matter; the system's unless named. */
        public Builder clock(Clock source) {
            this.clock = Objects.requireNonNull(source, "clock");
            return this;
        }

        /**
         * Decides about the calls of every organization by one policy; {@link CallPolicy#inUtc} unless named. Any organization
         * is taken for one that exists, and the refusals of each are counted: use {@link #policies} where the ids of
         * organizations come from outside the host.
         *
         * @throws IllegalStateException if it limits attempts and keeps nothing that tells callees apart
         */
        public Builder policy(CallPolicy policy) {
            policy.requireConsistent();
            return policies(one(Objects.requireNonNull(policy, "policy")));
        }

        /**
         * Decides about the calls of each organization by its own policy. The function is asked at every decision, so that a
         * change holds at once; it must be quick, and know every organization. Where it returns null, as it should for an
         * organization that does not exist, {@link CallGate#decide} throws and nothing is counted.
         */
        public Builder policies(Function<? super OrganizationId, CallPolicy> policyOfOrganization) {
            this.policies = Objects.requireNonNull(policyOfOrganization, "policies");
            return this;
        }

        /** Tells somebody what the gate does; may be called for several, who are told in this order. */
        public Builder listener(CallListener listener) {
            listeners = listeners.with(listener);
            return this;
        }

        /** Builds the gate. */
        public CallGate build() {
            return new CallGate(this);
        }
    }
}
