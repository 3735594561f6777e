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
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
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
 * A store in memory, exact among the threads of one JVM and gone when it ends: for tests, and for hosts that need no
 * more. It is also the readable reference of what every store does.
 *
 * <p>Safe for use by many threads. Calls need no lock, unless there are caps besides the assignments' limits, or call ids: a number's whole
 * state is replaced at once, by compare-and-set.
 * Administrators of one organization wait for each other.
 */
public final class InMemoryStorage implements Storage {
    private final Map<OrganizationId, Tenant> tenants = new ConcurrentHashMap<>();
    private final Clock clock;

    private InMemoryStorage(Clock clock) {
        this.clock = clock;
    }

    /** Creates an empty store that trusts the system's clock. */
    public static InMemoryStorage create() {
        return create(Clock.systemUTC());
    }

    /**
     * Creates an empty store.
     *
     * @param clock the store's own, which a day to count on is held against: see
     *     {@link dev.callgate.model.CallDay#plausibleFrom}
     */
    public static InMemoryStorage create(Clock clock) {
        return new InMemoryStorage(Objects.requireNonNull(clock, "clock"));
    }

    /** Returns what an organization has. One that has nothing yet is not kept: requests may name any number of them. */
    private Tenant tenant(OrganizationId organization) {
        Tenant known = tenants.get(organization);
        return known == null ? new Tenant(organization) : known;
    }

    /** Returns what an organization has, to add the first thing to it; all other changes are of numbers that were added before. */
    private Tenant keptTenant(OrganizationId organization) {
        return tenants.computeIfAbsent(organization, Tenant::new);
    }

    @Override
    public List<PhoneNumber> addMissing(OrganizationId organization, List<PhoneNumber> numbers, ChangeContext by) {
        Tenant tenant = keptTenant(organization);
        return tenant.alone(() -> {
            List<PhoneNumber> added = numbers.stream()
                    .map(tenant::addIfMissing)
                    .flatMap(Optional::stream)
                    .toList();
            added.forEach(number -> tenant.note(AuditEntry.added(by, number)));
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
                .map(Line::number)
                .toList();
    }

    @Override
    public Optional<PhoneNumber> find(OrganizationId organization, UUID id) {
        return tenant(organization).find(id).map(Line::number);
    }

    @Override
    public Optional<PhoneNumber> find(OrganizationId organization, E164 e164) {
        return tenant(organization).find(e164).map(Line::number);
    }

    @Override
    public List<PhoneNumber> list(NumberQuery query) {
        return tenant(query.organization())
                .lines(query.after())
                .map(Line::number)
                .filter(query::keeps)
                .limit(query.limit())
                .toList();
    }

    @Override
    public long count(NumberQuery query, long most) {
        return tenant(query.organization())
                .lines(null)
                .map(Line::number)
                .filter(query::keeps)
                .limit(most)
                .count();
    }

    @Override
    public PhoneNumber update(
            OrganizationId organization, UUID id, UnaryOperator<PhoneNumber> change, ChangeContext by) {
        Tenant tenant = tenant(organization);
        return tenant.alone(() -> {
            Cell.Change step = tenant.change(id, line -> line.withNumber(change.apply(line.number())));
            PhoneNumber after = step.after().number();
            AuditEntry.changed(by, step.before().number(), after).ifPresent(tenant::note);
            return after;
        });
    }

    @Override
    public void delete(OrganizationId organization, UUID id, ChangeContext by) {
        Tenant tenant = tenant(organization);
        tenant.alone(() -> {
            Cell.Change step = tenant.change(id, line -> {
                AgentId holder = line.number().assignedTo();
                if (holder != null) {
                    throw new InventoryException.Assigned(id, holder);
                }
                return line.asDeleted();
            });
            tenant.note(AuditEntry.deleted(by, step.before().number()));
            return step;
        });
    }

    @Override
    public List<Assignment> assignAll(
            OrganizationId organization, List<AssignmentAdminStore.NewAssignment> wishes, ChangeContext by) {
        Tenant tenant = tenant(organization);
        return tenant.alone(() -> {
            requireAvailable(tenant, organization, wishes);
            return wishes.stream().map(wish -> assign(tenant, wish, by)).toList();
        });
    }

    /** What is available stays so until this administrator is done. */
    private static void requireAvailable(
            Tenant tenant, OrganizationId organization, List<AssignmentAdminStore.NewAssignment> wishes) {
        Map<UUID, AgentId> holders = new HashMap<>();
        for (AssignmentAdminStore.NewAssignment wish : wishes) {
            Line line = tenant.find(wish.numberId())
                    .orElseThrow(() -> new InventoryException.NoSuchNumber(organization, wish.numberId()));
            AgentId holder = line.number().assignedTo();
            holder = holder == null ? holders.putIfAbsent(wish.numberId(), wish.agent()) : holder;
            if (holder != null) {
                throw new InventoryException.Assigned(line.number().e164(), holder);
            }
        }
    }

    private static Assignment assign(Tenant tenant, AssignmentAdminStore.NewAssignment wish, ChangeContext by) {
        AgentId agent = tenant.remember(wish.agent(), wish.numberId());
        AssignmentAdminStore.NewAssignment shared =
                new AssignmentAdminStore.NewAssignment(wish.id(), wish.numberId(), agent, tenant.shared(wish.terms()));
        Assignment made =
                current(tenant.change(wish.numberId(), line -> line.withCurrent(assigned(line, shared, by.at())))
                        .after());
        tenant.note(AuditEntry.assigned(by, made));
        return made;
    }

    private static Assignment assigned(Line line, AssignmentAdminStore.NewAssignment wish, Instant now) {
        PhoneNumber number = line.number().withAssignee(wish.agent(), now);
        Assignment former = line.former().get(wish.agent());
        return former == null
                ? new Assignment(wish.id(), wish.agent(), number, wish.terms(), 0, null, now, now)
                : former.withNumber(number).withTerms(wish.terms(), now);
    }

    @Override
    public List<Assignment> moveAll(
            OrganizationId organization, AgentId from, @Nullable AgentId to, Supplier<UUID> newIds, ChangeContext by) {
        Tenant tenant = tenant(organization);
        return tenant.alone(() -> tenant.assignmentsOf(from).stream()
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
        return tenant(organization).find(numberId).map(Line::current);
    }

    @Override
    public Assignment changeTerms(OrganizationId organization, UUID numberId, Terms terms, ChangeContext by) {
        Tenant tenant = tenant(organization);
        return tenant.alone(() -> {
            Cell.Change step = tenant.change(
                    numberId, line -> line.withCurrent(current(line).withTerms(tenant.shared(terms), by.at())));
            Assignment after = current(step.after());
            AuditEntry.termsChanged(by, current(step.before()), after).ifPresent(tenant::note);
            return after;
        });
    }

    @Override
    public Assignment unassign(OrganizationId organization, UUID numberId, ChangeContext by) {
        Tenant tenant = tenant(organization);
        return tenant.alone(() -> unassign(tenant, numberId, by));
    }

    private static Assignment unassign(Tenant tenant, UUID numberId, ChangeContext by) {
        Assignment ended = current(tenant.change(
                        numberId, line -> line.unassigned(line.number().withAssignee(null, by.at()), current(line)))
                .before());
        tenant.note(AuditEntry.unassigned(by, ended));
        return ended;
    }

    private static Assignment current(Line line) {
        Assignment current = line.current();
        if (current == null) {
            throw new InventoryException.NotAssigned(line.number().e164());
        }
        return current;
    }

    @Override
    public List<Assignment> list(AssignmentQuery query) {
        Tenant tenant = tenant(query.organization());
        Cursor after = query.after();
        return tenant.whole(
                () -> tenant.assignmentsFrom(after == null ? "" : after.agent().value())
                        .flatMap(List::stream)
                        .filter(each -> after == null || isBehind(after, each))
                        .limit(query.limit())
                        .toList());
    }

    private static boolean isBehind(Cursor place, Assignment assignment) {
        return !assignment.agent().equals(place.agent())
                || assignment.number().e164().compareTo(place.number()) > 0;
    }

    @Override
    public List<Assignment> assignmentsOfAgents(OrganizationId organization, @Nullable AgentId after, int agents) {
        Tenant tenant = tenant(organization);
        return tenant.whole(() -> tenant.assignmentsFrom(after == null ? "" : after.value())
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
        return tenant(organization).wholeAssignmentsOf(agent);
    }

    @Override
    public CountResult count(CountRequest request) {
        return tenant(request.seen().organization()).count(request, clock);
    }

    @Override
    public Optional<AllowedCall> allowedCall(OrganizationId organization, CallId callId) {
        return findCall(organization, callId).map(CallRecord::call);
    }

    @Override
    public Optional<CallRecord> findCall(OrganizationId organization, CallId callId) {
        return tenant(organization).inJournal(journal -> journal.find(callId));
    }

    @Override
    public List<CallRecord> list(CallQuery query) {
        return tenant(query.organization()).inJournal(journal -> journal.list(query));
    }

    @Override
    public Optional<JournalStore.Update> release(OrganizationId organization, CallId callId, Instant now) {
        return tenant(organization).release(callId, now);
    }

    @Override
    public Optional<JournalStore.Update> complete(
            OrganizationId organization, CallId callId, CallOutcome outcome, Instant now) {
        return tenant(organization).inJournal(journal -> journal.complete(callId, outcome, now));
    }

    @Override
    public void countRefusal(OrganizationId organization, @Nullable AgentId agent, LocalDate day, String reason) {
        keptTenant(organization).inJournal(journal -> {
            journal.countRefusal(agent, day, reason);
            return true;
        });
    }

    @Override
    public int eraseCallee(CalleeErasure erasure) {
        return tenant(erasure.organization()).eraseCallee(erasure);
    }

    @Override
    public int forgetCallsBefore(OrganizationId organization, LocalDate day) {
        return tenant(organization).inJournal(journal -> journal.forgetBefore(day));
    }

    @Override
    public List<UsageRow> usage(UsageQuery query) {
        return tenant(query.organization()).inJournal(journal -> journal.usage(query));
    }

    @Override
    public List<RefusalRow> refusals(UsageQuery query) {
        return tenant(query.organization()).inJournal(journal -> journal.refusals(query));
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
    public CounterSnapshot countersOf(OrganizationId organization, Set<Counter> counters, @Nullable CalleeKey callee) {
        return tenant(organization).countersOf(counters, callee);
    }

    @Override
    public int resetDailyCallCounts(OrganizationId organization, CallDay today, ChangeContext by) {
        today.requirePlausible(clock.instant());
        Tenant tenant = tenant(organization);
        return tenant.alone(() -> {
            int counts = tenant.rollOver(today.date());
            if (counts > 0) {
                tenant.note(AuditEntry.countsReset(by, organization, today.date(), counts));
            }
            return counts;
        });
    }
}
