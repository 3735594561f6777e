package dev.callgate.storage.memory;

import dev.callgate.assignment.Assignment;
import dev.callgate.assignment.AssignmentAdministration;
import dev.callgate.assignment.CallDay;
import dev.callgate.assignment.Charge;
import dev.callgate.assignment.ChargeResult;
import dev.callgate.assignment.Terms;
import dev.callgate.id.AgentId;
import dev.callgate.id.OrganizationId;
import dev.callgate.number.E164;
import dev.callgate.number.NumberAssignedException;
import dev.callgate.number.NumberNotAssignedException;
import dev.callgate.number.NumberQuery;
import dev.callgate.number.NumberStore;
import dev.callgate.number.PhoneNumber;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A store in memory, exact among the threads of one JVM and gone when it ends: for tests, and for hosts that need no
 * more. It is also the readable reference of what every store does.
 *
 * <p>Safe for use by many threads; lock-free: a number's whole state is replaced at once, by compare-and-set.
 */
public final class InMemoryStorage implements NumberStore, AssignmentAdministration {
    private static final Comparator<Assignment> BY_AGENT_AND_NUMBER = Comparator.comparing(
                    (Assignment each) -> each.agent().value())
            .thenComparing(each -> each.number().e164());

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
     *     {@link dev.callgate.assignment.CallDay#plausibleFrom}
     */
    public static InMemoryStorage create(Clock clock) {
        return new InMemoryStorage(Objects.requireNonNull(clock, "clock"));
    }

    private Tenant tenant(OrganizationId organization) {
        return tenants.computeIfAbsent(organization, Tenant::new);
    }

    @Override
    public List<PhoneNumber> addMissing(OrganizationId organization, List<PhoneNumber> numbers) {
        Tenant tenant = tenant(organization);
        return numbers.stream()
                .map(tenant::addIfMissing)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Set<E164> existing(OrganizationId organization, Collection<E164> numbers) {
        Tenant tenant = tenant(organization);
        return numbers.stream()
                .filter(number -> tenant.find(number).isPresent())
                .collect(Collectors.toSet());
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
    public long count(NumberQuery query) {
        return tenant(query.organization())
                .lines(null)
                .map(Line::number)
                .filter(query::keeps)
                .count();
    }

    @Override
    public PhoneNumber update(OrganizationId organization, UUID id, UnaryOperator<PhoneNumber> change) {
        return tenant(organization)
                .change(id, line -> line.withNumber(change.apply(line.number())))
                .after()
                .number();
    }

    @Override
    public void delete(OrganizationId organization, UUID id, Instant now) {
        tenant(organization).change(id, line -> {
            AgentId holder = line.number().assignedTo();
            if (holder != null) {
                throw new NumberAssignedException(id, holder);
            }
            return line.asDeleted();
        });
    }

    @Override
    public Assignment assign(
            OrganizationId organization, UUID numberId, AgentId agent, Terms terms, UUID newId, Instant now) {
        Tenant tenant = tenant(organization);
        tenant.remember(agent, numberId);
        return current(tenant.change(numberId, line -> line.withCurrent(assigned(line, agent, terms, newId, now)))
                .after());
    }

    private static Assignment assigned(Line line, AgentId agent, Terms terms, UUID newId, Instant now) {
        AgentId holder = line.number().assignedTo();
        if (holder != null) {
            throw new NumberAssignedException(line.number().e164(), holder);
        }
        PhoneNumber number = line.number().withAssignee(agent, now);
        Assignment former = line.former().get(agent);
        return former == null
                ? new Assignment(newId, agent, number, terms, 0, null, now, now)
                : former.withNumber(number).withTerms(terms, now);
    }

    @Override
    public Assignment changeTerms(OrganizationId organization, UUID numberId, Terms terms, Instant now) {
        return current(tenant(organization)
                .change(numberId, line -> line.withCurrent(current(line).withTerms(terms, now)))
                .after());
    }

    @Override
    public Assignment unassign(OrganizationId organization, UUID numberId, Instant now) {
        return current(tenant(organization)
                .change(numberId, line -> line.unassigned(line.number().withAssignee(null, now), current(line)))
                .before());
    }

    private static Assignment current(Line line) {
        Assignment current = line.current();
        if (current == null) {
            throw new NumberNotAssignedException(line.number().e164());
        }
        return current;
    }

    @Override
    public List<Assignment> assignmentsOf(OrganizationId organization) {
        return tenant(organization)
                .lines(null)
                .map(Line::current)
                .filter(Objects::nonNull)
                .sorted(BY_AGENT_AND_NUMBER)
                .toList();
    }

    @Override
    public List<Assignment> assignmentsOf(OrganizationId organization, AgentId agent) {
        return tenant(organization).assignmentsOf(agent).toList();
    }

    @Override
    public ChargeResult charge(Charge charge) {
        return tenant(charge.seen().organization()).charge(charge, clock.instant());
    }

    @Override
    public int resetDailyCallCounts(OrganizationId organization, CallDay today) {
        today.requirePlausible(clock.instant());
        return tenant(organization).rollOver(today.date());
    }
}
