package dev.callgate.storage.jdbc.count;

import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.CallDay;
import dev.callgate.model.CallId;
import dev.callgate.model.CallRecord;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.Counter;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.spi.AssignmentAdminStore;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.storage.jdbc.table.AssignmentTable;
import dev.callgate.storage.jdbc.table.CounterTable;
import dev.callgate.storage.jdbc.table.JournalTable;
import dev.callgate.storage.jdbc.table.StateQuery;
import dev.callgate.storage.jdbc.table.Tables;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Reads, changes and counts on assignments, and updates the cache with the results of this node. */
public final class CachedAssignments implements AssignmentAdminStore {
    private final AssignmentTable table;
    private final AssignmentCache cache;
    private final CountPath path;
    private final RecentStates recent;
    private final CounterTable counters;
    private final StateQuery states;
    private final JournalTable journal;

    public CachedAssignments(Tables tables, AssignmentCache cache, RecentStates recent, CountPath path) {
        this.table = tables.assignments();
        this.counters = tables.counters();
        this.states = tables.state();
        this.journal = tables.journal();
        this.cache = cache;
        this.recent = recent;
        this.path = path;
    }

    @Override
    public CountResult count(CountRequest request) {
        CountResult result = path.count(request);
        if (result instanceof CountResult.Counted counted) {
            update(counted.after());
        } else if (result instanceof CountResult.LimitReached limitReached) {
            cache.update(limitReached.found());
        } else if (result instanceof CountResult.Stale) {
            cache.invalidate(request.seen());
        }
        return result;
    }

    @Override
    public CountResult countIfRoom(CountRequest request) {
        CountResult result = path.countIfRoom(request);
        if (result instanceof CountResult.Counted counted) {
            update(counted.after());
        }
        return result;
    }

    private void update(Assignment counted) {
        cache.update(counted);
        recent.remove(counted.organization(), counted.agent());
    }

    @Override
    public Optional<AllowedCall> allowedCall(OrganizationId organization, CallId callId) {
        return journal.find(organization, callId).map(CallRecord::call);
    }

    @Override
    public State stateOf(
            OrganizationId organization, AgentId agent, Set<Counter> named, Instant at, @Nullable CallId callId) {
        State state = states.isAvailable()
                ? states.read(organization, agent, named, at, callId)
                : AssignmentAdminStore.super.stateOf(organization, agent, named, at, callId);
        cache.put(organization, agent, state.assignments());
        recent.put(organization, agent, state, named);
        return state;
    }

    @Override
    public Optional<State> recentStateOf(OrganizationId organization, AgentId agent, Set<Counter> named) {
        return recent.find(organization, agent, named);
    }

    /** Forgets what this node remembers of refused calls, because something may allow more calls than before. */
    public void forgetRecent() {
        recent.clear();
    }

    @Override
    public CounterSnapshot countersOf(OrganizationId organization, Set<Counter> named, Instant at) {
        return counters.read(organization, named, at);
    }

    @Override
    public List<UsedCounter> mostUsedCounters(
            OrganizationId organization, CountersOfLimit ofLimit, double leastShare, int most) {
        return counters.mostUsed(organization, ofLimit, leastShare, most);
    }

    @Override
    public List<Assignment> assignmentsOf(OrganizationId organization, AgentId agent) {
        List<Assignment> read = table.assignmentsOf(organization, agent);
        cache.put(organization, agent, read);
        return read;
    }

    @Override
    public Optional<List<Assignment>> cachedAssignmentsOf(OrganizationId organization, AgentId agent) {
        return cache.of(organization, agent);
    }

    @Override
    public List<Assignment> list(AssignmentQuery query) {
        return table.list(query);
    }

    @Override
    public List<Assignment> assignmentsOfAgents(OrganizationId organization, @Nullable AgentId after, int agents) {
        return table.assignmentsOfAgents(organization, after, agents);
    }

    @Override
    public List<Assignment> assignAll(OrganizationId organization, List<NewAssignment> requested, ChangeContext by) {
        return forgotten(table.assignAll(organization, requested, by));
    }

    @Override
    public List<Assignment> moveAll(
            OrganizationId organization, AgentId from, @Nullable AgentId to, Supplier<UUID> newIds, ChangeContext by) {
        return to == null
                ? forgotten(table.unassignAllOf(organization, from, by))
                : forgottenMoves(table.moveAll(organization, from, to, newIds, by)).stream()
                        .map(Moved::now)
                        .toList();
    }

    @Override
    public List<Moved> moveNumbers(OrganizationId organization, List<NumberMove> moves, ChangeContext by) {
        return forgottenMoves(table.moveNumbers(organization, moves, by));
    }

    private List<Moved> forgottenMoves(List<Moved> moves) {
        moves.forEach(each -> {
            forget(each.ended());
            forget(each.now());
        });
        return moves;
    }

    @Override
    public Optional<Assignment> findAssignment(OrganizationId organization, UUID numberId) {
        return table.find(organization, numberId);
    }

    @Override
    public Assignment changeTerms(OrganizationId organization, UUID numberId, Terms terms, ChangeContext by) {
        return forgotten(List.of(table.changeTerms(organization, numberId, terms, by)))
                .get(0);
    }

    @Override
    public List<Assignment> unassignNumbers(OrganizationId organization, Set<UUID> numberIds, ChangeContext by) {
        return forgotten(table.unassignNumbers(organization, numberIds, by));
    }

    /** Removes changed assignments from the cache, so that this node's decisions see the change at once. */
    private List<Assignment> forgotten(List<Assignment> changed) {
        changed.forEach(this::forget);
        return changed;
    }

    private void forget(Assignment changed) {
        cache.invalidate(changed);
        recent.clear();
    }

    @Override
    public int resetDailyCallCounts(OrganizationId organization, CallDay today, ChangeContext by) {
        recent.clear();
        return table.resetDailyCallCounts(organization, today, by);
    }
}
