package dev.callgate.examples.reports;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.host.MovableClock;
import dev.callgate.model.AgentId;
import dev.callgate.model.Countries;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.services.CallGateServices;
import dev.callgate.spi.Storage;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** A month of simulated calls, the same in each run. */
final class Month {
    static final OrganizationId ORGANIZATION = new OrganizationId("acme");
    static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 1);
    static final LocalDate LAST_DAY = LocalDate.of(2026, 3, 31);

    /** The number with a lower answer rate. */
    static final E164 DEGRADED = E164.of("+13035550104");

    static final double ANSWER_RATE = 0.35;
    static final double ANSWER_RATE_OF_WORN = 0.15;

    static final List<Agent> AGENTS = List.of(
            new Agent("agent-1", 39, List.of("+12025550101", "+12125550102"), List.of("US", "CA")),
            new Agent("agent-2", 33, List.of("+14045550103", DEGRADED.toString()), List.of("US", "CA")),
            new Agent("agent-3", 29, List.of("+14165550105", "+15145550106"), List.of("US", "CA")),
            new Agent("agent-4", 25, List.of("+15125550107", "+442079460958"), List.of("US", "CA", "GB")),
            new Agent("agent-5", 21, List.of("+16175550109", "+493023125010"), List.of("US", "CA", "GB", "DE")));

    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final LocalTime BEGINNING = LocalTime.of(9, 0);
    private static final Duration WORK = Duration.ofHours(8);
    private static final int DAILY_LIMIT = 16;

    private final NumberInventory inventory;
    private final Assignments assignments;
    private final SimulatedCalls calls;

    private Month(Storage store) {
        MovableClock clock = new MovableClock(startOf(FIRST_DAY));
        CallGateServices services = CallGateServices.over(store).withClock(clock);
        this.inventory = services.inventory();
        this.assignments = services.assignments();
        CallGate gate = services.gate(CallPolicy.in(ZONE).region("US").journalEveryCall());
        this.calls = new SimulatedCalls(
                ORGANIZATION,
                gate,
                clock,
                SimulatedCalls.PLACES,
                from -> from.equals(DEGRADED) ? ANSWER_RATE_OF_WORN : ANSWER_RATE);
    }

    /** An agent, with the approximate number of calls per day, the numbers, and the countries that may be called. */
    record Agent(AgentId id, int callsADay, List<String> numbers, List<String> countries) {
        Agent(String id, int callsADay, List<String> numbers, List<String> countries) {
            this(new AgentId(id), callsADay, numbers, countries);
        }
    }

    /** Plays the month. Returns the program's own totals. */
    static Tally play(Storage store) {
        Month month = new Month(store);
        AGENTS.forEach(month::addAndAssignNumbers);
        FIRST_DAY
                .datesUntil(LAST_DAY.plusDays(1))
                .filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
                .forEach(day -> AGENTS.forEach(agent -> month.plan(agent, day)));
        return month.calls.playUntil(startOf(LAST_DAY.plusDays(1)));
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    private void addAndAssignNumbers(Agent agent) {
        Terms terms = new Terms(DAILY_LIMIT, Countries.of(agent.countries()));
        for (String number : agent.numbers()) {
            assignments.assign(inventory.add(NewNumber.of(ORGANIZATION, number)), agent.id(), terms);
        }
    }

    private void plan(Agent agent, LocalDate day) {
        calls.plan(
                agent.id(),
                agent.callsADay(),
                day.atTime(BEGINNING).atZone(ZONE).toInstant(),
                WORK);
    }
}
