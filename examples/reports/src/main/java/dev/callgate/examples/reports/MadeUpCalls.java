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
 * Calls that are made up and played through a gate, on a clock that is moved: every call is asked for, and given back or
 * completed; of a few, nobody ever tells how they went. Planned again in the same order, the same happens. Not safe for use by
 * many threads.
 */
public final class MadeUpCalls {
    /**
     * Of each twenty calls, where they go: the numbers that are kept free for fiction there, but for two digits, as
     * {@link java.util.Formatter} writes them.
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
    private static final double NEVER_TOLD = 0.01;

    private final OrganizationId organization;
    private final CallGate gate;
    private final Timeline timeline;
    private final Chance chance;
    private final ToDoubleFunction<E164> answerRate;
    private final Tally dailyCount = new Tally();

    /**
     * Plays nothing yet.
     *
     * @param gate by the same clock; its policy journals every call of the organization
     * @param places where calls go, each as often as it is listed; see {@link #PLACES}
     * @param answerRate how probable it is that a call from a number is answered, 0 to 1
     */
    public MadeUpCalls(
            OrganizationId organization,
            CallGate gate,
            MovableClock clock,
            List<String> places,
            ToDoubleFunction<E164> answerRate) {
        this.organization = organization;
        this.gate = gate;
        this.timeline = new Timeline(clock);
        this.chance = new Chance(places);
        this.answerRate = answerRate;
    }

    /**
     * Plans calls of an agent.
     *
     * @param about how many, give or take a quarter
     * @param from when the first ones may be made
     * @param within how much later the last ones may be
     */
    public void plan(AgentId agent, int about, Instant from, Duration within) {
        for (int i = chance.around(about); i > 0; i--) {
            at(from.plus(chance.within(within)), () -> ask(agent));
        }
    }

    /** Plans something else, such as a change that an administrator makes in the meantime. */
    public void at(Instant when, Runnable what) {
        timeline.at(when, what);
    }

    /** Lets everything happen that is planned up to a time, this included, and returns what was asked and told by then. */
    public Tally playUntil(Instant end) {
        timeline.runUntil(end);
        return dailyCount;
    }

    private void ask(AgentId agent) {
        CallRequest request = CallRequest.by(organization, agent).to(chance.callee());
        if (gate.decide(request) instanceof Allowed allowed) {
            dailyCount.add(CallStatistics.ONE_CALL);
            end(Objects.requireNonNull(allowed.callId()), Objects.requireNonNull(allowed.from()));
        } else {
            dailyCount.addRefusal();
        }
    }

    private void end(CallId callId, E164 from) {
        if (chance.happens(NEVER_PLACED)) {
            timeline.after(chance.within(RINGING), () -> release(callId));
        } else if (!chance.happens(NEVER_TOLD)) {
            CallOutcome outcome = chance.outcome(answerRate.applyAsDouble(from));
            Duration lasts = chance.within(RINGING).plus(outcome.talkTime());
            timeline.after(lasts, () -> complete(callId, outcome));
        }
    }

    private void release(CallId callId) {
        requireKnown(callId, gate.release(organization, callId));
        dailyCount.add(CallStatistics.ONE_RELEASE);
    }

    private void complete(CallId callId, CallOutcome outcome) {
        requireKnown(callId, gate.complete(organization, callId, outcome));
        dailyCount.add(CallStatistics.of(outcome));
    }

    private static void requireKnown(CallId callId, Optional<?> call) {
        if (call.isEmpty()) {
            throw new IllegalStateException("the store has forgotten call " + callId);
        }
    }
}
