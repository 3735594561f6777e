package dev.callgate.admin;

import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A change of many numbers: of all that match a query, or of those on a list.
 *
 * <p>Numbers are changed in batches of {@value BulkRun#BATCH}, in the order of their E.164 text or of the list. Each batch is changed
 * completely or not at all. If a number cannot be changed, the others of its batch still are, and the number is passed to a receiver with
 * the reason. If the store fails, earlier batches stay changed, and the change can be run again: what is done is not done twice. Memory use
 * does not grow with the number of numbers.
 *
 * <p>The audit trail gets the same entries as if each number had been changed alone. All entries of one run have the same actor and the
 * same time, the time at which it began.
 *
 * <p>Immutable and thread-safe; may be run several times.
 */
public final class BulkChange {
    private final BulkStep.Factory what;
    private final boolean dryRun;
    private final Consumer<? super BulkReport> progress;

    private BulkChange(BulkStep.Factory what, boolean dryRun, Consumer<? super BulkReport> progress) {
        this.what = what;
        this.dryRun = dryRun;
        this.progress = progress;
    }

    private static BulkChange of(BulkStep.Factory what) {
        return new BulkChange(what, false, soFar -> {});
    }

    /**
     * Returns a change that assigns available numbers to agents in turn, so that the agents' shares of the numbers that it assigns differ
     * by at most one. Skips numbers that are {@linkplain BulkReport.Reason#ASSIGNED assigned}, to any agent.
     *
     * @param agents one or more, each once
     * @throws IllegalArgumentException if there is no agent, or one is named twice
     */
    public static BulkChange assign(List<AgentId> agents, Terms terms) {
        List<AgentId> all = requireAgents(agents);
        Objects.requireNonNull(terms, "terms");
        return of((inventory, assignments) -> new BulkStep.Assign(assignments, all, terms));
    }

    /**
     * Returns a change that moves assigned numbers to agents in turn, under the same terms. Numbers that already belong to one of these
     * agents are unchanged. Skips numbers that are {@linkplain BulkReport.Reason#NOT_ASSIGNED not assigned}.
     *
     * @param agents one or more, each once
     * @throws IllegalArgumentException if there is no agent, or one is named twice
     */
    public static BulkChange move(List<AgentId> agents) {
        List<AgentId> all = requireAgents(agents);
        return of((inventory, assignments) -> new BulkStep.Move(assignments, all));
    }

    /** Returns a change that unassigns numbers. Numbers that are not assigned are unchanged. */
    public static BulkChange unassign() {
        return of((inventory, assignments) -> new BulkStep.Unassign(assignments));
    }

    /** Returns a change of the properties of numbers. Numbers that have these properties are unchanged. */
    public static BulkChange update(NumberUpdate update) {
        Objects.requireNonNull(update, "update");
        return of((inventory, assignments) -> new BulkStep.Update(inventory, update));
    }

    /** Returns a change that deletes numbers. Skips numbers that are {@linkplain BulkReport.Reason#ASSIGNED assigned}. */
    public static BulkChange delete() {
        return of((inventory, assignments) -> new BulkStep.Delete(inventory));
    }

    private static List<AgentId> requireAgents(List<AgentId> agents) {
        if (agents.isEmpty() || Set.copyOf(agents).size() < agents.size()) {
            throw new IllegalArgumentException(
                    "numbers are assigned to one or more agents in turn: name at least one agent, and each only once, not "
                            + agents);
        }
        return List.copyOf(agents);
    }

    /** Returns a copy that changes nothing, and only reports what would be done. */
    public BulkChange asDryRun() {
        return new BulkChange(what, true, progress);
    }

    /**
     * Returns a copy that passes the report so far to a listener after each batch, on the thread that runs the change. An exception that the
     * listener throws ends the run, and is passed on.
     */
    public BulkChange withProgress(Consumer<? super BulkReport> listener) {
        return new BulkChange(what, dryRun, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Changes all numbers that match the filters of a query. The page of the query is ignored. A number that another administrator adds or
     * changes in the meantime may or may not be included.
     *
     * @param inventory reads the numbers, and changes their properties in the name of its actor
     * @param assignments changes the assignments in the name of its actor; has to be over the same store
     * @param skipped receives each number that is not changed, on the caller's thread; an exception that it throws ends the run, and is
     *     passed on
     * @throws StoreException if the store failed; earlier batches stay changed
     */
    public BulkReport run(
            NumberInventory inventory,
            Assignments assignments,
            NumberQuery query,
            Consumer<? super BulkReport.Skipped> skipped) {
        return runOf(inventory, assignments, query.organization(), skipped).matching(query);
    }

    /**
     * Changes the numbers on a list, each once. Skips numbers that the organization
     * {@linkplain BulkReport.Reason#NOT_IN_INVENTORY does not have}.
     *
     * @see #run(NumberInventory, Assignments, NumberQuery, Consumer)
     */
    public BulkReport run(
            NumberInventory inventory,
            Assignments assignments,
            OrganizationId organization,
            Collection<E164> numbers,
            Consumer<? super BulkReport.Skipped> skipped) {
        return runOf(inventory, assignments, organization, skipped)
                .of(numbers.stream().distinct().toList());
    }

    private BulkRun runOf(
            NumberInventory inventory,
            Assignments assignments,
            OrganizationId organization,
            Consumer<? super BulkReport.Skipped> skipped) {
        Objects.requireNonNull(skipped, "skipped");
        return new BulkRun(
                Objects.requireNonNull(organization, "organization"),
                inventory,
                what.create(inventory, assignments),
                dryRun,
                progress,
                skipped);
    }
}
