package dev.callgate.assignment;

import dev.callgate.id.AgentId;
import dev.callgate.id.OrganizationId;
import dev.callgate.id.TimeOrderedId;
import dev.callgate.number.NoSuchNumberException;
import dev.callgate.number.NumberAssignedException;
import dev.callgate.number.NumberNotAssignedException;
import dev.callgate.number.PhoneNumber;
import dev.callgate.store.StoreException;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which agent may call from which number, how often a day and where to.
 *
 * <p>Immutable and safe for use by many threads. A change that has returned holds for the next decision on every node.
 * Any method may throw a {@link StoreException}; whatever is thrown, nothing is half done.
 */
public final class Assignments {
    private final AssignmentAdministration store;
    private final Clock clock;

    private Assignments(AssignmentAdministration store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Administers the assignments of a store, by the system's clock. */
    public static Assignments over(AssignmentAdministration store) {
        return new Assignments(Objects.requireNonNull(store, "store"), Clock.systemUTC());
    }

    /** Returns the same administration that takes the time of its changes from another clock. */
    public Assignments withClock(Clock other) {
        return new Assignments(store, Objects.requireNonNull(other, "clock"));
    }

    /**
     * Gives a number to an agent. The calls that this agent already made from it today still count.
     *
     * @throws NoSuchNumberException if the number was deleted
     * @throws NumberAssignedException if somebody has it already, this agent included
     */
    public Assignment assign(PhoneNumber number, AgentId agent, Terms terms) {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(terms, "terms");
        Instant now = clock.instant();
        return store.assign(number.organization(), number.id(), agent, terms, TimeOrderedId.at(now), now);
    }

    /**
     * Gives numbers to agents in turn, so that no agent gets two more than another; all of them, or none.
     *
     * @param numbers all of one organization
     * @param agents each once
     * @throws IllegalArgumentException if there is no agent, one is named twice, or the numbers are of several organizations
     * @throws NoSuchNumberException if one was deleted
     * @throws NumberAssignedException if somebody has one of them already, or it is listed twice
     */
    public List<Assignment> distribute(List<PhoneNumber> numbers, List<AgentId> agents, Terms terms) {
        Objects.requireNonNull(terms, "terms");
        requireAgents(agents);
        if (numbers.isEmpty()) {
            return List.of();
        }
        OrganizationId organization = numbers.get(0).organization();
        Instant now = clock.instant();
        List<NewAssignment> wishes = new ArrayList<>();
        for (PhoneNumber number : numbers) {
            if (!number.organization().equals(organization)) {
                throw new IllegalArgumentException("number %s belongs to organization %s, the first one to %s"
                        .formatted(number.e164(), number.organization(), organization));
            }
            AgentId agent = agents.get(wishes.size() % agents.size());
            wishes.add(new NewAssignment(TimeOrderedId.at(now), number.id(), agent, terms));
        }
        return store.assignAll(organization, wishes, now);
    }

    private static void requireAgents(List<AgentId> agents) {
        if (agents.isEmpty() || Set.copyOf(agents).size() < agents.size()) {
            throw new IllegalArgumentException(
                    "numbers are distributed over one agent or more, each named once, not over " + agents);
        }
    }

    /**
     * Gives all numbers of an agent who leaves to another, under the same terms, in one step. The other's calls from these
     * numbers today, if any, still count.
     *
     * @return the assignments of the new agent; empty if the old one had no number
     * @throws IllegalArgumentException if both are the same
     */
    public List<Assignment> moveAll(OrganizationId organization, AgentId from, AgentId to) {
        if (from.equals(to)) {
            throw new IllegalArgumentException(
                    "the numbers of agent %s are to be moved to the same agent".formatted(from));
        }
        return move(organization, from, Objects.requireNonNull(to, "to"));
    }

    /**
     * Takes all numbers of an agent back, in one step.
     *
     * @return the assignments as they were; empty if the agent had no number
     */
    public List<Assignment> unassignAll(OrganizationId organization, AgentId from) {
        return move(organization, from, null);
    }

    private List<Assignment> move(OrganizationId organization, AgentId from, @Nullable AgentId to) {
        Instant now = clock.instant();
        return store.moveAll(
                Objects.requireNonNull(organization, "organization"),
                Objects.requireNonNull(from, "from"),
                to,
                () -> TimeOrderedId.at(now),
                now);
    }

    /**
     * Changes the limit and the countries of a number's assignment. Calls already made count against the new limit.
     *
     * @throws NoSuchNumberException if the number was deleted
     * @throws NumberNotAssignedException if nobody has it
     */
    public Assignment changeTerms(PhoneNumber number, Terms terms) {
        Objects.requireNonNull(terms, "terms");
        return store.changeTerms(number.organization(), number.id(), terms, clock.instant());
    }

    /**
     * Takes a number back from its agent.
     *
     * @return the assignment as it was
     * @throws NoSuchNumberException if the number was deleted
     * @throws NumberNotAssignedException if nobody has it
     */
    public Assignment unassign(PhoneNumber number) {
        return store.unassign(number.organization(), number.id(), clock.instant());
    }

    /** Lists an organization's assignments, in the order of agent and then number. */
    public List<Assignment> list(OrganizationId organization) {
        return store.assignmentsOf(Objects.requireNonNull(organization, "organization"));
    }

    /** Lists the numbers that an agent may call from. */
    public List<Assignment> list(OrganizationId organization, AgentId agent) {
        return store.assignmentsOf(
                Objects.requireNonNull(organization, "organization"), Objects.requireNonNull(agent, "agent"));
    }

    /**
     * Writes the roll-over of today into the stored counts. The gate needs no such thing: it is for hosts whose own SQL
     * reads {@code calls_made_today}. Counts of today are left alone.
     *
     * @param zone the organization's, as the gate has it
     * @return how many counts were rolled over
     */
    public int resetDailyCallCounts(OrganizationId organization, ZoneId zone) {
        return store.resetDailyCallCounts(
                Objects.requireNonNull(organization, "organization"), CallDay.at(clock.instant(), zone));
    }
}
