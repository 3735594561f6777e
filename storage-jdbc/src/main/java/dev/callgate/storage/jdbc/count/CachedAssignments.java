package dev.callgate.storage.jdbc.count;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.CallDay;
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
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDateTime;
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
    private final CounterTable counters;

    public CachedAssignments(AssignmentTable table, AssignmentCache cache, CountPath path, CounterTable counters) {
        this.table = table;
        this.cache = cache;
        this.path = path;
        this.counters = counters;
    }

    @Override
    public CountResult count(CountRequest request) {
        CountResult result = path.count(request);
        if (result instanceof CountResult.Counted counted) {
            cache.update(counted.after());
        } else if (result instanceof CountResult.LimitReached limitReached) {
            cache.update(limitReached.found());
        } else if (result instanceof CountResult.Stale) {
            cache.invalidate(request.seen());
        }
        return result;
    }

    @Override
    public CounterSnapshot countersOf(OrganizationId organization, Set<Counter> named, Instant at) {
        return counters.read(organization, named, at);
    }

    @Override
    public List<UsedCounter> mostUsedCounters(
            OrganizationId organization,
            Counter.Scope scope,
            Counter.Kind kind,
            LocalDateTime period,
            double leastShare,
            int most) {
        return counters.mostUsed(organization, scope, kind, period, leastShare, most);
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
        List<Assignment> made = table.assignAll(organization, requested, by);
        made.forEach(cache::invalidate);
        return made;
    }

    @Override
    public List<Assignment> moveAll(
            OrganizationId organization, AgentId from, @Nullable AgentId to, Supplier<UUID> newIds, ChangeContext by) {
        AssignmentTable.Moved moved = table.moveAll(organization, from, to, newIds, by);
        moved.ended().forEach(cache::invalidate);
        moved.made().forEach(cache::invalidate);
        return to == null ? moved.ended() : moved.made();
    }

    @Override
    public Optional<Assignment> findAssignment(OrganizationId organization, UUID numberId) {
        return table.find(organization, numberId);
    }

    @Override
    public Assignment changeTerms(OrganizationId organization, UUID numberId, Terms terms, ChangeContext by) {
        return invalidated(table.changeTerms(organization, numberId, terms, by));
    }

    @Override
    public Assignment unassign(OrganizationId organization, UUID numberId, ChangeContext by) {
        return invalidated(table.unassign(organization, numberId, by));
    }

    /** Removes a changed assignment from the cache, so that this node's decisions see the change at once. */
    private Assignment invalidated(Assignment changed) {
        cache.invalidate(changed);
        return changed;
    }

    @Override
    public int resetDailyCallCounts(OrganizationId organization, CallDay today, ChangeContext by) {
        return table.resetDailyCallCounts(organization, today, by);
    }
}
