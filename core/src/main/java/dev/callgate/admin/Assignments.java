package dev.callgate.admin;

import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.CallDay;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.InventoryException;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.model.TimeOrderedId;
import dev.callgate.spi.AssignmentAdminStore;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Administers assignments: which agent may call from which number, how often a day, and to which countries.
 *
 * <p>Immutable and thread-safe. Once a change has returned, it applies to the next decision on every node. Any method may throw a
 * {@link StoreException}. A change is made completely or not at all.
 */
public final class Assignments {
    private final AssignmentAdminStore store;
    private final Administrator administrator;

    Assignments(AssignmentAdminStore store, Administrator administrator) {
        this.store = store;
        this.administrator = administrator;
    }

    /**
     * Returns an administration of a store's assignments that uses the system's clock and acts as {@link ActorId#SYSTEM}, without
     * listeners.
     */
    public static Assignments over(AssignmentAdminStore store) {
        return new Assignments(Objects.requireNonNull(store, "store"), Administrator.SYSTEM);
    }

    /** Returns a copy that takes the time of its changes from another clock. */
    public Assignments withClock(Clock other) {
        return new Assignments(store, administrator.withClock(other));
    }

    /** Returns a copy that makes its changes, and records them in the audit trail, in the name of an actor. */
    public Assignments withActor(ActorId other) {
        return new Assignments(store, administrator.withActor(other));
    }

    /** Returns a copy that reports its changes to one more listener, after the listeners that it has already. */
    public Assignments withListener(AdministrationListener another) {
        return new Assignments(store, administrator.withListener(another));
    }

    Administrator administrator() {
        return administrator;
    }

    /**
     * Assigns a number to an agent. Calls that this agent already made from the number today still count.
     *
     * @throws InventoryException.NoSuchNumber if the organization has no such number
     * @throws InventoryException.Assigned if the number is assigned, even to this agent
     */
    public Assignment assign(OrganizationId organization, UUID numberId, AgentId agent, Terms terms) {
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(numberId, "number ID");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(terms, "terms");
        ChangeContext by = administrator.change();
        Assignment made = store.assign(organization, numberId, agent, terms, TimeOrderedId.at(by.at()), by);
        administrator.notifyListeners(each -> each.assigned(administrator.actor(), List.of(made)));
        return made;
    }

    /** Assigns a number to an agent, as {@link #assign(OrganizationId, UUID, AgentId, Terms)} does. */
    public Assignment assign(PhoneNumber number, AgentId agent, Terms terms) {
        return assign(number.organization(), number.id(), agent, terms);
    }

    /**
     * Assigns numbers to agents in turn, so that the agents' shares differ by at most one. Either all numbers are assigned or none.
     *
     * @param numbers all of one organization
     * @param agents each agent once
     * @throws IllegalArgumentException if there is no agent, one is named twice, or the numbers are of several organizations
     * @throws InventoryException.NoSuchNumber if a number was deleted
     * @throws InventoryException.Assigned if a number is assigned, or is listed twice
     */
    public List<Assignment> distribute(List<PhoneNumber> numbers, List<AgentId> agents, Terms terms) {
        Objects.requireNonNull(terms, "terms");
        requireAgents(agents);
        if (numbers.isEmpty()) {
            return List.of();
        }
        OrganizationId organization = numbers.get(0).organization();
        ChangeContext by = administrator.change();
        List<AssignmentAdminStore.NewAssignment> requests = new ArrayList<>();
        for (PhoneNumber number : numbers) {
            if (!number.organization().equals(organization)) {
                throw new IllegalArgumentException(
                        ("number %s belongs to organization %s, but the first number belongs to %s: "
                                        + "distribute the numbers of one organization at a time")
                                .formatted(number.e164(), number.organization(), organization));
            }
            AgentId agent = agents.get(requests.size() % agents.size());
            requests.add(new AssignmentAdminStore.NewAssignment(TimeOrderedId.at(by.at()), number.id(), agent, terms));
        }
        return assignAll(organization, requests, by);
    }

    List<Assignment> assignAll(
            OrganizationId organization, List<AssignmentAdminStore.NewAssignment> requests, ChangeContext by) {
        List<Assignment> made = List.copyOf(store.assignAll(organization, requests, by));
        if (!made.isEmpty()) {
            administrator.notifyListeners(each -> each.assigned(by.actor(), made));
        }
        return made;
    }

    void moveNumbers(OrganizationId organization, List<AssignmentAdminStore.NumberMove> moves, ChangeContext by) {
        Map<AgentId, List<Assignment>> moved = store.moveNumbers(organization, moves, by).stream()
                .collect(Collectors.groupingBy(
                        each -> each.ended().agent(),
                        LinkedHashMap::new,
                        Collectors.mapping(AssignmentAdminStore.Moved::now, Collectors.toUnmodifiableList())));
        moved.forEach((from, now) -> administrator.notifyListeners(each -> each.moved(by.actor(), from, now)));
    }

    void unassignNumbers(OrganizationId organization, Set<UUID> numberIds, ChangeContext by) {
        List<Assignment> ended = List.copyOf(store.unassignNumbers(organization, numberIds, by));
        administrator.notifyListeners(each -> each.unassigned(by.actor(), ended));
    }

    private static void requireAgents(List<AgentId> agents) {
        if (agents.isEmpty() || Set.copyOf(agents).size() < agents.size()) {
            throw new IllegalArgumentException(
                    "numbers are distributed among one or more agents: name at least one agent, and each only once, not "
                            + agents);
        }
    }

    /**
     * Moves all numbers of an agent to another agent under the same terms, in one step. Calls that the other agent already made
     * from these numbers today still count.
     *
     * @return the new agent's assignments; empty if the old agent had no number
     * @throws IllegalArgumentException if both are the same
     */
    public List<Assignment> moveAll(OrganizationId organization, AgentId from, AgentId to) {
        if (from.equals(to)) {
            throw new IllegalArgumentException(
                    "the numbers of agent %s cannot be moved to the same agent: name another agent".formatted(from));
        }
        List<Assignment> now = move(organization, from, Objects.requireNonNull(to, "to"));
        if (!now.isEmpty()) {
            administrator.notifyListeners(each -> each.moved(administrator.actor(), from, now));
        }
        return now;
    }

    /**
     * Unassigns all numbers of an agent, in one step.
     *
     * @return the assignments as they were; empty if the agent had no number
     */
    public List<Assignment> unassignAll(OrganizationId organization, AgentId from) {
        List<Assignment> ended = move(organization, from, null);
        if (!ended.isEmpty()) {
            administrator.notifyListeners(each -> each.unassigned(administrator.actor(), ended));
        }
        return ended;
    }

    private List<Assignment> move(OrganizationId organization, AgentId from, @Nullable AgentId to) {
        ChangeContext by = administrator.change();
        return List.copyOf(store.moveAll(
                Objects.requireNonNull(organization, "organization"),
                Objects.requireNonNull(from, "from"),
                to,
                () -> TimeOrderedId.at(by.at()),
                by));
    }

    /**
     * Changes the terms of a number's assignment. Calls that were already counted today count against the new limit.
     *
     * @throws InventoryException.NoSuchNumber if the organization has no such number
     * @throws InventoryException.NotAssigned if the number is not assigned
     */
    public Assignment changeTerms(OrganizationId organization, UUID numberId, Terms terms) {
        Assignment after = store.changeTerms(
                Objects.requireNonNull(organization, "organization"),
                Objects.requireNonNull(numberId, "number ID"),
                Objects.requireNonNull(terms, "terms"),
                administrator.change());
        administrator.notifyListeners(each -> each.termsChanged(administrator.actor(), after));
        return after;
    }

    /** Changes the terms of a number's assignment, as {@link #changeTerms(OrganizationId, UUID, Terms)} does. */
    public Assignment changeTerms(PhoneNumber number, Terms terms) {
        return changeTerms(number.organization(), number.id(), terms);
    }

    /**
     * Unassigns a number. Its count is kept, and continues if the number is assigned to the same agent again on the same day.
     *
     * @return the assignment as it was
     * @throws InventoryException.NoSuchNumber if the organization has no such number
     * @throws InventoryException.NotAssigned if the number is not assigned
     */
    public Assignment unassign(OrganizationId organization, UUID numberId) {
        Assignment ended = store.unassign(
                Objects.requireNonNull(organization, "organization"),
                Objects.requireNonNull(numberId, "number ID"),
                administrator.change());
        administrator.notifyListeners(each -> each.unassigned(administrator.actor(), List.of(ended)));
        return ended;
    }

    /** Unassigns a number, as {@link #unassign(OrganizationId, UUID)} does. */
    public Assignment unassign(PhoneNumber number) {
        return unassign(number.organization(), number.id());
    }

    /** Finds the assignment of a number; empty if the number is not assigned, or the organization has no such number. */
    public Optional<Assignment> find(OrganizationId organization, UUID numberId) {
        return store.findAssignment(
                Objects.requireNonNull(organization, "organization"), Objects.requireNonNull(numberId, "number ID"));
    }

    /** Finds the assignment of a number, as {@link #find(OrganizationId, UUID)} does. */
    public Optional<Assignment> find(PhoneNumber number) {
        return find(number.organization(), number.id());
    }

    /**
     * Imports assignments in batches, while it reads the rows. Each valid row is assigned. Each other row is passed to
     * {@code rejections}, in the order of the rows. A number that is already assigned, to any agent, is rejected as
     * {@link RejectedRow.Reason#ASSIGNED}. So an import that failed can be run again.
     *
     * @param inventory finds the numbers; has to be over the same store
     * @param rows read once, on the caller's thread; an exception that it throws ends the import and is passed on
     * @param rejections called on the caller's thread; an exception that it throws ends the import and is passed on
     */
    public ImportReport importRows(
            NumberInventory inventory,
            OrganizationId organization,
            Iterator<AssignmentRow> rows,
            Consumer<? super RejectedRow> rejections,
            ImportOptions options) {
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(inventory, "inventory");
        Objects.requireNonNull(rejections, "rejections");
        Objects.requireNonNull(options, "options");
        return new AssignmentImport(
                        organization,
                        this,
                        inventory,
                        administrator.clock(),
                        administrator.change(),
                        rejections,
                        options)
                .run(rows);
    }

    /** Returns one page of assignments, in the order of their agents and then of their numbers. */
    public List<Assignment> list(AssignmentQuery query) {
        return store.list(Objects.requireNonNull(query, "query"));
    }

    /**
     * Streams all assignments of an organization, in the order of their agents and then of their numbers. Each page is read only
     * when it is needed, so memory use stays constant. A change that is made in the meantime may or may not be seen.
     */
    public Stream<Assignment> stream(OrganizationId organization) {
        AssignmentQuery first = AssignmentQuery.of(organization).limit(AssignmentQuery.MAX_LIMIT);
        return Stream.iterate(
                        list(first), page -> !page.isEmpty(), page -> list(first.after(page.get(page.size() - 1))))
                .flatMap(List::stream);
    }

    /**
     * Returns the next agents that have numbers, in the order of their IDs, each with all its numbers and their counts.
     *
     * @param after the last agent of the previous page, or null for the first page
     * @param limit the largest number of agents to return: 1 to {@value AssignmentQuery#MAX_LIMIT}
     * @throws IllegalArgumentException if the limit is not in that range
     */
    public List<AgentNumbers> agents(OrganizationId organization, @Nullable AgentId after, int limit) {
        if (limit < 1 || limit > AssignmentQuery.MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "the limit of a page must be 1 to %d agents, not %d".formatted(AssignmentQuery.MAX_LIMIT, limit));
        }
        Map<AgentId, List<Assignment>> byAgent =
                store.assignmentsOfAgents(Objects.requireNonNull(organization, "organization"), after, limit).stream()
                        .collect(Collectors.groupingBy(Assignment::agent, LinkedHashMap::new, Collectors.toList()));
        return byAgent.entrySet().stream()
                .map(each -> new AgentNumbers(each.getKey(), each.getValue()))
                .toList();
    }

    /** Returns the numbers that an agent may call from; empty if there are none. */
    public List<Assignment> list(OrganizationId organization, AgentId agent) {
        return store.assignmentsOf(
                Objects.requireNonNull(organization, "organization"), Objects.requireNonNull(agent, "agent"));
    }

    /**
     * Rolls the stored counts of an organization over to today. The gate does not need this. It is for hosts whose own SQL reads
     * {@code calls_made_today}. {@link HousekeepingPlan#resetDailyCallCounts Housekeeping} calls it when a day begins. Counts of today are not changed, so a second
     * call has no effect. The audit trail gets one entry if at least one count was rolled over.
     *
     * @param zone the organization's zone, the same as the gate uses
     * @return how many counts were rolled over
     */
    public int resetDailyCallCounts(OrganizationId organization, ZoneId zone) {
        ChangeContext by = administrator.change();
        CallDay today = CallDay.at(by.at(), zone);
        int counts = store.resetDailyCallCounts(Objects.requireNonNull(organization, "organization"), today, by);
        if (counts > 0) {
            administrator.notifyListeners(
                    each -> each.countsReset(administrator.actor(), organization, today.date(), counts));
        }
        return counts;
    }
}
