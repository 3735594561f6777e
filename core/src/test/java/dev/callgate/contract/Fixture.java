package dev.callgate.contract;

import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.CallDay;
import dev.callgate.model.Capability;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.model.TimeOrderedId;
import dev.callgate.spi.AssignmentAdminStore;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterValue;
import dev.callgate.spi.NumberStore;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Test data of the contracts: a fixed time, numbers, and a separate organization for each test, so that all tests of a suite can share
 * one database.
 */
public final class Fixture {
    /** A day in the past, so that no store rejects a day near it as being in the future. */
    static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    /** Counters of calls a day. */
    static final Counter.Kind A_DAY = Counter.Kind.parse("calls/day");

    static final E164 IN_WASHINGTON = E164.parse("+12025550199");

    /** The current time in the contracts. It is in the past, and has the precision that every store keeps. */
    public static final Instant NOW = Instant.parse("2026-03-02T15:00:00.123456Z");

    /** A clock that is fixed at {@link #NOW}. */
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    /** The actor of changes in the contracts. */
    public static final ActorId ADMIN = new ActorId("admin");

    /** A change at {@link #NOW}. */
    public static final ChangeContext CHANGE = new ChangeContext(ADMIN, NOW);

    /** A minute after {@link #NOW}. */
    public static final Instant LATER = NOW.plusSeconds(60);

    /** A change at {@link #LATER}. */
    public static final ChangeContext LATER_CHANGE = new ChangeContext(ADMIN, LATER);

    final OrganizationId organization;
    final AgentId agent = new AgentId("agent-1");
    private final StoreUnderTest tested;

    Fixture(StoreUnderTest tested) {
        this.tested = tested;
        this.organization = tested.organization();
    }

    /** Returns the n-th number of the organization, from a range that is reserved for fiction. */
    static E164 e164(int n) {
        return E164.parse("+1202555%04d".formatted(100 + n));
    }

    Assignment assign(int n, Terms terms) {
        return assign(agent, n, terms);
    }

    Assignment assign(AgentId to, int n, Terms terms) {
        return tested.assign(organization, to, e164(n), terms);
    }

    CountResult count(Assignment seen, LocalDate day) {
        return tested.store().count(new CountRequest(seen, IN_WASHINGTON, new CallDay(day, ZoneOffset.UTC)));
    }

    /** Returns the current state of the assignment in the store. */
    Assignment stored(Assignment assignment) {
        return tested.store().assignmentsOf(organization, assignment.agent()).stream()
                .filter(each -> each.id().equals(assignment.id()))
                .findFirst()
                .orElseThrow();
    }

    /** Returns what the store has of a counter. */
    CounterValue valueOf(Counter counter, Instant at) {
        return tested.store().countersOf(organization, Set.of(counter), at).of(counter);
    }

    /** Returns how much a counter of days has counted on a day, or on a later one. */
    long counted(Counter counter, LocalDate day) {
        CounterValue value = valueOf(counter, day.atStartOfDay().toInstant(ZoneOffset.UTC));
        return value.period() == null || value.period().isBefore(day.atStartOfDay()) ? 0 : value.amount();
    }

    /** Returns an organization that no other test uses. */
    public static OrganizationId newOrganization() {
        return new OrganizationId("org-" + UUID.randomUUID());
    }

    /** Returns the n-th agent. */
    public static AgentId agent(int n) {
        return new AgentId("agent-" + n);
    }

    /** Returns an ID that no other test uses. */
    public static UUID newId() {
        return TimeOrderedId.at(NOW);
    }

    /** Returns the n-th valid number in E.164 form, in ascending order; {@code n} is 0 to 7,999,999. */
    public static String digits(int n) {
        return "+1202" + (2_000_000 + n);
    }

    /** Returns the n-th number of {@link #digits}, unassigned. */
    public static PhoneNumber number(OrganizationId organization, int n) {
        return number(organization, digits(n));
    }

    /** Returns an active, unassigned number with these digits. */
    public static PhoneNumber number(OrganizationId organization, String digits) {
        E164 e164 = E164.of(digits);
        return new PhoneNumber(
                newId(),
                organization,
                e164,
                "telnyx",
                e164.region(),
                Set.of(Capability.VOICE, Capability.SMS),
                NumberStatus.ACTIVE,
                null,
                null,
                NOW,
                NOW);
    }

    /** Returns a copy of the number that names another organization as its owner. */
    static PhoneNumber claimedBy(OrganizationId other, PhoneNumber number) {
        return new PhoneNumber(
                number.id(),
                other,
                number.e164(),
                number.provider(),
                number.country(),
                number.capabilities(),
                number.status(),
                number.quarantinedUntil(),
                number.assignedTo(),
                number.createdAt(),
                number.updatedAt());
    }

    /** Returns the first {@code count} numbers of {@link #digits}. */
    public static List<PhoneNumber> numbers(OrganizationId organization, int count) {
        return IntStream.range(0, count).mapToObj(n -> number(organization, n)).toList();
    }

    /** Returns a copy of the number with another provider, or none if null, and other capabilities. */
    public static PhoneNumber withProperties(PhoneNumber number, String provider, Set<Capability> capabilities) {
        return number.withProvider(provider, number.updatedAt()).withCapabilities(capabilities, number.updatedAt());
    }

    /** Returns a copy of the number that was created and last changed at other times. */
    public static PhoneNumber withTimes(PhoneNumber number, Instant createdAt, Instant updatedAt) {
        return new PhoneNumber(
                number.id(),
                number.organization(),
                number.e164(),
                number.provider(),
                number.country(),
                number.capabilities(),
                number.status(),
                number.quarantinedUntil(),
                number.assignedTo(),
                createdAt,
                updatedAt);
    }

    /** Returns a query for all numbers, with the largest page size. */
    public static NumberQuery all(OrganizationId organization) {
        return NumberQuery.of(organization).limit(NumberQuery.MAX_LIMIT);
    }

    /**
     * Lists all assignments of an organization, page by page; in a single read if they fit on one page. Stops after 5,000
     * assignments, so that a store that repeats a page fails the test instead of looping forever.
     */
    public static List<Assignment> assignmentsOf(AssignmentAdminStore store, OrganizationId organization) {
        AssignmentQuery query = AssignmentQuery.of(organization).limit(AssignmentQuery.MAX_LIMIT);
        List<Assignment> page = store.list(query);
        List<Assignment> all = new ArrayList<>(page);
        for (int pages = 1; pages < 5 && page.size() == AssignmentQuery.MAX_LIMIT; pages++) {
            page = store.list(query.after(page.get(page.size() - 1)));
            all.addAll(page);
        }
        return all;
    }

    /**
     * Lists all numbers of an organization, page by page. Stops after 5,000 numbers, so that a store that repeats a page fails the
     * test instead of looping forever.
     */
    public static List<PhoneNumber> numbersOf(NumberStore store, OrganizationId organization) {
        List<PhoneNumber> all = new ArrayList<>(store.list(all(organization)));
        for (int page = 2; page <= 5 && !all.isEmpty(); page++) {
            E164 last = all.get(all.size() - 1).e164();
            all.addAll(store.list(all(organization).after(last)));
        }
        return all;
    }

    /** Returns the digits of numbers, in order. */
    public static List<String> digitsOf(List<PhoneNumber> numbers) {
        return numbers.stream().map(each -> each.e164().toString()).toList();
    }
}
