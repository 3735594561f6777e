package dev.callgate.storage.memory;

import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.AssignmentQuery.Cursor;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.CallDay;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.CalleeErasure;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.InventoryException;
import dev.callgate.model.LiveCall;
import dev.callgate.model.NumberClass;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.report.AttributeUsage;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageRow;
import dev.callgate.report.Utilization;
import dev.callgate.spi.AssignmentAdminStore;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.JournalStore;
import dev.callgate.spi.Storage;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A store in memory, for tests and for hosts that run in a single JVM and do not need persistence. Limits are exact
 * across all threads of the JVM, and all data is lost when the JVM ends. This store is also the readable reference for
 * the behavior of all stores.
 *
 * <p>Thread-safe. The state of a number is replaced atomically by compare-and-set, so calls need no lock unless the
 * policy has limits or calls have IDs. Changes by the administrators of one organization are serialized.
 */
public final class InMemoryStorage implements Storage {
    private final Map<OrganizationId, Tenant> tenants = new ConcurrentHashMap<>();
    private final Clock clock;

    private InMemoryStorage(Clock clock) {
        this.clock = clock;
    }

    /** Creates an empty store that uses the system clock. */
    public static InMemoryStorage create() {
        return create(Clock.systemUTC());
    }

    /**
     * Creates an empty store.
     *
     * @param clock the store's own clock, which checks the days on which calls are counted; see {@link
     *     dev.callgate.model.CallDay#plausibleFrom}
     */
    public static InMemoryStorage create(Clock clock) {
        return new InMemoryStorage(Objects.requireNonNull(clock, "clock"));
    }

    /**
     * Returns the data of an organization. Does not store an organization without data, because requests may name any
     * number of organizations.
     */
    private Tenant tenant(OrganizationId organization) {
        Tenant known = tenants.get(organization);
        return known == null ? new Tenant(organization) : known;
    }

    /**
     * Returns the data of an organization to add the first entry to it, and stores the organization. All other changes
     * apply to numbers that were added before.
     */
    private Tenant createdTenant(OrganizationId organization) {
        return tenants.computeIfAbsent(organization, Tenant::new);
    }

    @Override
    public List<PhoneNumber> addMissing(OrganizationId organization, List<PhoneNumber> numbers, ChangeContext by) {
        Tenant tenant = createdTenant(organization);
        return tenant.exclusively(() -> {
            List<PhoneNumber> added = numbers.stream()
                    .map(tenant::addIfMissing)
                    .flatMap(Optional::stream)
                    .toList();
            added.forEach(number -> tenant.record(AuditEntry.added(by, number)));
            return added;
        });
    }

    @Override
    public List<PhoneNumber> findAll(OrganizationId organization, Collection<E164> numbers) {
        Tenant tenant = tenant(organization);
        return numbers.stream()
                .distinct()
                .map(tenant::find)
                .flatMap(Optional::stream)
                .map(NumberState::number)
                .toList();
    }

    @Override
    public Optional<PhoneNumber> find(OrganizationId organization, UUID id) {
        return tenant(organization).find(id).map(NumberState::number);
    }

    @Override
    public Optional<PhoneNumber> find(OrganizationId organization, E164 e164) {
        return tenant(organization).find(e164).map(NumberState::number);
    }

    @Override
    public List<PhoneNumber> list(NumberQuery query) {
        return tenant(query.organization())
                .states(query.after())
                .map(NumberState::number)
                .filter(query::keeps)
                .limit(query.limit())
                .toList();
    }

    @Override
    public long count(NumberQuery query, long most) {
        return tenant(query.organization())
                .states(null)
                .map(NumberState::number)
                .filter(query::keeps)
                .limit(most)
                .count();
    }

    @Override
    public List<PhoneNumber> updateAll(
            OrganizationId organization, Set<UUID> ids, UnaryOperator<PhoneNumber> change, ChangeContext by) {
        Tenant tenant = tenant(organization);
        return tenant.exclusively(() -> {
            List<PhoneNumber> wanted = ids.stream()
                    .map(id -> change.apply(tenant.require(id).number()))
                    .toList();
            return wanted.stream().map(number -> replace(tenant, number, by)).toList();
        });
    }

    private static PhoneNumber replace(Tenant tenant, PhoneNumber wanted, ChangeContext by) {
        NumberSlot.Change step = tenant.change(wanted.id(), state -> state.withNumber(wanted));
        PhoneNumber after = step.after().number();
        AuditEntry.changed(by, step.before().number(), after).ifPresent(tenant::record);
        return after;
    }

    @Override
    public void deleteAll(OrganizationId organization, Set<UUID> ids, ChangeContext by) {
        Tenant tenant = tenant(organization);
        tenant.exclusively(() -> {
            for (UUID id : ids) {
                AgentId holder = tenant.require(id).number().assignedTo();
                if (holder != null) {
                    throw new InventoryException.Assigned(id, holder);
                }
            }
            for (UUID id : ids) {
                NumberSlot.Change step = tenant.change(id, NumberState::asDeleted);
                tenant.record(AuditEntry.deleted(by, step.before().number()));
            }
            return ids;
        });
    }

    @Override
    public List<Assignment> assignAll(
            OrganizationId organization, List<AssignmentAdminStore.NewAssignment> requested, ChangeContext by) {
        Tenant tenant = tenant(organization);
        return tenant.exclusively(() -> {
            requireAvailable(tenant, requested);
            return requested.stream()
                    .map(assignment -> assign(tenant, assignment, by))
                    .toList();
        });
    }

    /** Requires that all numbers are available. They stay available during this administrator's change. */
    private static void requireAvailable(Tenant tenant, List<AssignmentAdminStore.NewAssignment> requested) {
        Map<UUID, AgentId> holders = new HashMap<>();
        for (AssignmentAdminStore.NewAssignment assignment : requested) {
            NumberState state = tenant.require(assignment.numberId());
            AgentId holder = state.number().assignedTo();
            holder = holder == null ? holders.putIfAbsent(assignment.numberId(), assignment.agent()) : holder;
            if (holder != null) {
                throw new InventoryException.Assigned(state.number().e164(), holder);
            }
        }
    }

    private static Assignment assign(Tenant tenant, AssignmentAdminStore.NewAssignment assignment, ChangeContext by) {
        AgentId agent = tenant.indexAssignment(assignment.agent(), assignment.numberId());
        AssignmentAdminStore.NewAssignment shared = new AssignmentAdminStore.NewAssignment(
                assignment.id(), assignment.numberId(), agent, tenant.shared(assignment.terms()));
        Assignment made = current(
                tenant.change(assignment.numberId(), state -> state.withCurrent(assigned(state, shared, by.at())))
                        .after());
        tenant.record(AuditEntry.assigned(by, made));
        return made;
    }

    private static Assignment assigned(NumberState state, AssignmentAdminStore.NewAssignment assignment, Instant now) {
        PhoneNumber number = state.number().withAssignee(assignment.agent(), now);
        Assignment former = state.former().get(assignment.agent());
        return former == null
                ? new Assignment(assignment.id(), assignment.agent(), number, assignment.terms(), 0, null, now, now)
                : former.withNumber(number).withTerms(assignment.terms(), now);
    }

    @Override
    public List<Assignment> moveAll(
            OrganizationId organization, AgentId from, @Nullable AgentId to, Supplier<UUID> newIds, ChangeContext by) {
        Tenant tenant = tenant(organization);
        return tenant.exclusively(() -> tenant.assignmentsOf(from).stream()
                .map(each -> {
                    UUID numberId = each.number().id();
                    Assignment ended = unassign(tenant, numberId, by);
                    return to == null
                            ? ended
                            : assign(
                                    tenant,
                                    new AssignmentAdminStore.NewAssignment(newIds.get(), numberId, to, ended.terms()),
                                    by);
                })
                .toList());
    }

    @Override
    public Optional<Assignment> findAssignment(OrganizationId organization, UUID numberId) {
        return tenant(organization).find(numberId).map(NumberState::current);
    }

    @Override
    public Assignment changeTerms(OrganizationId organization, UUID numberId, Terms terms, ChangeContext by) {
        Tenant tenant = tenant(organization);
        return tenant.exclusively(() -> {
            NumberSlot.Change step = tenant.change(
                    numberId, state -> state.withCurrent(current(state).withTerms(tenant.shared(terms), by.at())));
            Assignment after = current(step.after());
            AuditEntry.termsChanged(by, current(step.before()), after).ifPresent(tenant::record);
            return after;
        });
    }

    @Override
    public List<Moved> moveNumbers(OrganizationId organization, List<NumberMove> moves, ChangeContext by) {
        Tenant tenant = tenant(organization);
        return tenant.exclusively(() -> {
            moves.forEach(each -> current(tenant.require(each.numberId())));
            return moves.stream()
                    .filter(each ->
                            !current(tenant.require(each.numberId())).agent().equals(each.to()))
                    .map(each -> {
                        Assignment ended = unassign(tenant, each.numberId(), by);
                        AssignmentAdminStore.NewAssignment next = new AssignmentAdminStore.NewAssignment(
                                each.newId(), each.numberId(), each.to(), ended.terms());
                        return new Moved(ended, assign(tenant, next, by));
                    })
                    .toList();
        });
    }

    @Override
    public List<Assignment> unassignNumbers(OrganizationId organization, Set<UUID> numberIds, ChangeContext by) {
        Tenant tenant = tenant(organization);
        return tenant.exclusively(() -> {
            numberIds.forEach(id -> current(tenant.require(id)));
            return numberIds.stream().map(id -> unassign(tenant, id, by)).toList();
        });
    }

    private static Assignment unassign(Tenant tenant, UUID numberId, ChangeContext by) {
        Assignment ended = current(tenant.change(
                        numberId, state -> state.unassigned(state.number().withAssignee(null, by.at()), current(state)))
                .before());
        tenant.record(AuditEntry.unassigned(by, ended));
        return ended;
    }

    private static Assignment current(NumberState state) {
        Assignment current = state.current();
        if (current == null) {
            throw new InventoryException.NotAssigned(state.number().e164());
        }
        return current;
    }

    @Override
    public List<Assignment> list(AssignmentQuery query) {
        Tenant tenant = tenant(query.organization());
        Cursor after = query.after();
        return tenant.consistently(
                () -> tenant.assignmentsFrom(after == null ? "" : after.agent().value())
                        .flatMap(List::stream)
                        .filter(each -> after == null || isAfter(after, each))
                        .limit(query.limit())
                        .toList());
    }

    private static boolean isAfter(Cursor cursor, Assignment assignment) {
        return !assignment.agent().equals(cursor.agent())
                || assignment.number().e164().compareTo(cursor.number()) > 0;
    }

    @Override
    public List<Assignment> assignmentsOfAgents(OrganizationId organization, @Nullable AgentId after, int agents) {
        Tenant tenant = tenant(organization);
        return tenant.consistently(() -> tenant.assignmentsFrom(after == null ? "" : after.value())
                .filter(each -> !each.isEmpty() && !each.get(0).agent().equals(after))
                .limit(agents)
                .flatMap(List::stream)
                .toList());
    }

    @Override
    public List<AuditEntry> list(AuditQuery query) {
        return tenant(query.organization()).trail(query);
    }

    @Override
    public List<Assignment> assignmentsOf(OrganizationId organization, AgentId agent) {
        return tenant(organization).consistentAssignmentsOf(agent);
    }

    @Override
    public CountResult count(CountRequest request) {
        return tenant(request.seen().organization()).count(request, clock);
    }

    @Override
    @Nullable
    public Assignment countOnOnlyAssignment(
            OrganizationId organization, AgentId agent, E164 to, @Nullable NumberClass requiredClass, CallDay day) {
        Tenant tenant = tenants.get(organization);
        return tenant != null && day.isPlausible(clock)
                ? tenant.countOnOnlyAssignment(agent, to, requiredClass, day.date())
                : null;
    }

    @Override
    public Optional<AllowedCall> allowedCall(OrganizationId organization, CallId callId) {
        return findCall(organization, callId).map(CallRecord::call);
    }

    @Override
    public Optional<CallRecord> findCall(OrganizationId organization, CallId callId) {
        return tenant(organization).ledger().inJournal(journal -> journal.find(callId));
    }

    @Override
    public List<LatestOutcome> latestOutcomes(
            OrganizationId organization, CalleeKey callee, Map<String, String> attributes, Instant since) {
        return tenant(organization).ledger().inJournal(journal -> journal.latestOutcomes(callee, attributes, since));
    }

    @Override
    public List<CallRecord> list(CallQuery query) {
        return tenant(query.organization()).ledger().inJournal(journal -> journal.list(query));
    }

    @Override
    public List<LiveCall> liveCalls(
            OrganizationId organization, Instant now, @Nullable LiveCall.Cursor after, int limit) {
        return tenant(organization).ledger().liveCalls(now, after, limit);
    }

    @Override
    public Map<CallId, Instant> liveUntil(OrganizationId organization, Collection<AllowedCall> calls, Instant now) {
        return tenant(organization).ledger().liveUntil(calls, now);
    }

    @Override
    public Optional<JournalStore.Update> release(OrganizationId organization, CallId callId, Instant now) {
        return tenant(organization).release(callId, now);
    }

    @Override
    public Optional<JournalStore.Update> complete(
            OrganizationId organization, CallId callId, CallOutcome outcome, Instant now) {
        return tenant(organization).ledger().complete(callId, outcome, now);
    }

    @Override
    public boolean renew(OrganizationId organization, CallId callId, Instant now, Instant ends) {
        return tenant(organization).ledger().renew(callId, now, ends);
    }

    @Override
    public void countRefusal(OrganizationId organization, @Nullable AgentId agent, LocalDate day, String reason) {
        createdTenant(organization).ledger().inJournal(journal -> {
            journal.countRefusal(agent, day, reason);
            return true;
        });
    }

    @Override
    public int eraseCallee(CalleeErasure erasure) {
        return tenant(erasure.organization()).ledger().erase(erasure);
    }

    @Override
    public void requirePlausible(OrganizationId organization, CallDay today) {
        today.requirePlausible(clock.instant());
    }

    @Override
    public int forgetCallsBefore(OrganizationId organization, LocalDate day) {
        return tenant(organization).ledger().inJournal(journal -> journal.forgetBefore(day));
    }

    @Override
    public int forgetCountersBefore(OrganizationId organization, Instant time) {
        return tenant(organization).ledger().forgetCountersBefore(time);
    }

    @Override
    public int forgetUsageBefore(OrganizationId organization, LocalDate day) {
        return tenant(organization).ledger().inJournal(journal -> journal.forgetUsageBefore(day));
    }

    @Override
    public int forgetEntriesBefore(OrganizationId organization, Instant time) {
        return tenant(organization).forgetEntriesBefore(time);
    }

    @Override
    public List<UsageRow> usage(UsageQuery query) {
        return tenant(query.organization()).ledger().inJournal(journal -> journal.usage(query));
    }

    @Override
    public List<AttributeUsage> usageByAttribute(
            OrganizationId organization, String attribute, LocalDate from, LocalDate to) {
        return tenant(organization).ledger().inJournal(journal -> journal.usageByAttribute(attribute, from, to));
    }

    @Override
    public List<RefusalRow> refusals(UsageQuery query) {
        return tenant(query.organization()).ledger().inJournal(journal -> journal.refusals(query));
    }

    @Override
    public List<Utilization> utilization(OrganizationId organization, LocalDate today, double leastShare, int most) {
        return tenant(organization)
                .assignments()
                .map(each -> new Utilization(
                        each.agent(),
                        each.number().e164(),
                        each.callsOn(today),
                        each.terms().dailyLimit()))
                .filter(each -> each.share() >= leastShare)
                .sorted(Comparator.comparingDouble(Utilization::share)
                        .reversed()
                        .thenComparing(each -> each.agent().value())
                        .thenComparing(Utilization::number))
                .limit(most)
                .toList();
    }

    @Override
    public List<UsedCounter> mostUsedCounters(
            OrganizationId organization, CountersOfLimit ofLimit, double leastShare, int most) {
        return tenant(organization).ledger().mostUsed(ofLimit, leastShare, most);
    }

    @Override
    public CounterSnapshot countersOf(OrganizationId organization, Set<Counter> counters, Instant at) {
        return tenant(organization).ledger().countersOf(counters);
    }

    @Override
    public int resetDailyCallCounts(OrganizationId organization, CallDay today, ChangeContext by) {
        today.requirePlausible(clock.instant());
        Tenant tenant = tenant(organization);
        return tenant.exclusively(() -> {
            int counts = tenant.rollOver(today.date());
            if (counts > 0) {
                tenant.record(AuditEntry.countsReset(by, organization, today.date(), counts));
            }
            return counts;
        });
    }
}
