package dev.callgate.examples.console.demo;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.organization.Organization;
import dev.callgate.examples.reports.SimulatedCalls;
import dev.callgate.examples.reports.Tally;
import dev.callgate.host.MovableClock;
import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A month of the demo up to now: its calls, and what its administrator changed in the meantime. */
final class DemoMonth {
    static final int DAYS = 30;

    private static final LocalTime BEFORE_WORK = LocalTime.of(8, 0);
    private static final LocalTime BEGINNING = LocalTime.of(9, 0);
    private static final Duration WORK = Duration.ofHours(8);

    /** Of so many calls of a weekday, one is made on a Saturday. */
    private static final int WEEKDAY_CALLS_PER_SATURDAY_CALL = 5;

    private static final double ANSWER_RATE = 0.35;
    private static final double ANSWER_RATE_OF_WORN = 0.15;

    /** The number that is answered less than the others. */
    private static final E164 DEGRADED = DemoAgent.CARLA.numbers().get(1);

    /** A destination that no agent of the demo may call: a premium-rate number. */
    private static final String PREMIUM_RATE = "+4490987900%02d";

    /** A destination that does not exist. */
    private static final String TOO_SHORT = "+1212555%02d";

    private final Organization organization;
    private final Map<DemoAgent, AgentId> agents;
    private final Instant now;
    private final LocalDate today;
    private final DemoAdministrator administrator;
    private final SimulatedCalls calls;

    /**
     * Plays nothing yet.
     *
     * @param administrator in whose name numbers are administered
     */
    DemoMonth(
            JdbcStorage storage,
            Organization organization,
            Map<DemoAgent, AgentId> agents,
            ActorId administrator,
            Instant now) {
        this.organization = organization;
        this.agents = agents;
        this.now = now;
        this.today = LocalDate.ofInstant(now, organization.zone());
        MovableClock clock = new MovableClock(now);
        this.administrator = new DemoAdministrator(
                organization.id(),
                NumberInventory.over(storage).withClock(clock).withActor(administrator),
                Assignments.over(storage).withClock(clock).withActor(administrator),
                agents);
        CallGate gate = CallGate.over(storage)
                .clock(clock)
                .policy(CallPolicy.in(organization.zone())
                        .region(organization.region())
                        .journalEveryCall())
                .build();
        this.calls = new SimulatedCalls(
                organization.id(),
                gate,
                clock,
                places(),
                from -> from.equals(DEGRADED) ? ANSWER_RATE_OF_WORN : ANSWER_RATE);
    }

    private static List<String> places() {
        List<String> all = new ArrayList<>(SimulatedCalls.PLACES);
        all.addAll(SimulatedCalls.PLACES);
        all.add(PREMIUM_RATE);
        all.add(TOO_SHORT);
        return all;
    }

    /** Plays the month, and returns what was asked and told. */
    Tally play() {
        planChanges();
        for (int daysAgo = DAYS - 1; daysAgo > 0; daysAgo--) {
            planCalls(today.minusDays(daysAgo));
        }
        planCallsOfToday();
        return calls.playUntil(now);
    }

    private void planChanges() {
        planChange(DAYS - 1, () -> DemoAgent.ALL.forEach(administrator::addAndAssignNumbers));
        planChange(20, () -> administrator.handOver(DemoAgent.BEN.numbers().get(4), DemoAgent.GRACE));
        planChange(14, () -> administrator.allow(DemoAgent.HENRY, "US", "CA"));
        planChange(7, administrator::addUnassignedNumbers);
        planChange(5, () -> administrator.deactivate(DemoAgent.KATE.numbers().get(3)));
        planChange(4, () -> administrator.deactivate(DemoAgent.JONAS.numbers().get(2)));
        planChange(1, () -> administrator.quarantine(DemoAgent.GRACE.numbers().get(0), today.plusDays(5)));
    }

    private void planChange(int daysAgo, Runnable change) {
        calls.at(at(today.minusDays(daysAgo), BEFORE_WORK), change);
    }

    private Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(organization.zone()).toInstant();
    }

    private void planCalls(LocalDate day) {
        switch (day.getDayOfWeek()) {
            case SATURDAY -> planCalls(WEEKDAY_CALLS_PER_SATURDAY_CALL, at(day, BEGINNING), WORK);
            case SUNDAY -> {}
            default -> planCalls(1, at(day, BEGINNING), WORK);
        }
    }

    /** Whenever somebody looks, there is something to see: today's work has just been done, as far as it fits into the day. */
    private void planCallsOfToday() {
        Instant midnight = at(today, LocalTime.MIDNIGHT);
        Instant from = now.minus(WORK).isBefore(midnight) ? midnight : now.minus(WORK);
        planCalls(1, from, Duration.between(from, now));
    }

    /** Plans one of so many of the calls of a day. */
    private void planCalls(int oneOf, Instant from, Duration within) {
        agents.forEach((agent, id) -> calls.plan(id, agent.callsADay() / oneOf, from, within));
    }
}
