package dev.callgate.examples.reports;

import dev.callgate.CallGate;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.host.MovableClock;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.report.CallStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Plays simulated calls through a gate on a simulated clock. Allowed calls are released or completed; a few stay without an outcome.
 * The same plan in the same order gives the same calls. Not thread-safe.
 */
public final class SimulatedCalls {
    /**
     * Destinations of twenty calls: number ranges reserved for fiction, as {@link java.util.Formatter} patterns for the last two
     * digits.
     */
    public static final List<String> PLACES = List.of(
            "+121255501%02d",
            "+121255501%02d",
            "+130355501%02d",
            "+130355501%02d",
            "+140455501%02d",
            "+140455501%02d",
            "+141555501%02d",
            "+141555501%02d",
            "+151255501%02d",
            "+151255501%02d",
            "+161755501%02d",
            "+161755501%02d",
            "+170255501%02d",
            "+120255501%02d",
            "+120655501%02d",
            "+141655501%02d",
            "+151455501%02d",
            "+160455501%02d",
            "+4420794609%02d",
            "+4930231251%02d");

    private static final Duration RINGING = Duration.ofSeconds(40);
    private static final double NEVER_PLACED = 0.03;
    private static final double NO_OUTCOME = 0.01;

    private final OrganizationId organization;
    private final CallGate gate;
    private final SimulatedClock schedule;
    private final SeededRandom random;
    private final ToDoubleFunction<E164> answerRate;
    private final Tally tally = new Tally();

    /**
     * Creates an empty plan.
     *
     * @param gate a gate on the same clock, whose policy journals every call of the organization
     * @param places patterns of destinations; a repeated pattern is used more often; see {@link #PLACES}
     * @param answerRate probability that a call from a number is answered, 0 to 1
     */
    public SimulatedCalls(
            OrganizationId organization,
            CallGate gate,
            MovableClock clock,
            List<String> places,
            ToDoubleFunction<E164> answerRate) {
        this.organization = organization;
        this.gate = gate;
        this.schedule = new SimulatedClock(clock);
        this.random = new SeededRandom(places);
        this.answerRate = answerRate;
    }

    /**
     * Plans calls of an agent.
     *
     * @param about approximate number of calls, within a quarter
     * @param from earliest time of a call
     * @param within period in which the calls are made
     */
    public void plan(AgentId agent, int about, Instant from, Duration within) {
        for (int i = random.around(about); i > 0; i--) {
            at(from.plus(random.within(within)), () -> ask(agent));
        }
    }

    /** Plans another action, such as a change by an administrator. */
    public void at(Instant when, Runnable what) {
        schedule.at(when, what);
    }

    /** Runs everything planned up to and including a time. Returns the totals of the calls so far. */
    public Tally playUntil(Instant end) {
        schedule.runUntil(end);
        return tally;
    }

    private void ask(AgentId agent) {
        CallRequest request = CallRequest.by(organization, agent).to(random.callee());
        if (gate.decide(request) instanceof Allowed allowed) {
            tally.add(CallStatistics.ONE_CALL);
            end(Objects.requireNonNull(allowed.callId()), Objects.requireNonNull(allowed.from()));
        } else {
            tally.addRefusal();
        }
    }

    private void end(CallId callId, E164 from) {
        if (random.happens(NEVER_PLACED)) {
            schedule.after(random.within(RINGING), () -> release(callId));
        } else if (!random.happens(NO_OUTCOME)) {
            CallOutcome outcome = random.outcome(answerRate.applyAsDouble(from));
            Duration lasts = random.within(RINGING).plus(outcome.talkTime());
            schedule.after(lasts, () -> complete(callId, outcome));
        }
    }

    private void release(CallId callId) {
        requireKnown(callId, gate.release(organization, callId));
        tally.add(CallStatistics.ONE_RELEASE);
    }

    private void complete(CallId callId, CallOutcome outcome) {
        requireKnown(callId, gate.complete(organization, callId, outcome));
        tally.add(CallStatistics.of(outcome));
    }

    private static void requireKnown(CallId callId, Optional<?> call) {
        if (call.isEmpty()) {
            throw new IllegalStateException("the journal has no call " + callId);
        }
    }
}
