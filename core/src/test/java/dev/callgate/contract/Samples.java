package dev.callgate.contract;

import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.Capability;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.E164;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.TimeOrderedId;
import dev.callgate.spi.AssignmentAdminStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** What the contracts work with: a fixed time, and organizations and numbers that no other test has. */
public final class Samples {
    /** When the contracts happen: a moment long past, with no more precision than every store keeps. */
    public static final Instant NOW = Instant.parse("2026-03-02T15:00:00.123456Z");

    /** A clock that stands at {@link #NOW}. */
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    /** Whoever changes something in the contracts. */
    public static final ActorId ADMIN = new ActorId("admin");

    /** A change at {@link #NOW}. */
    public static final ChangeContext CHANGE = new ChangeContext(ADMIN, NOW);

    static final Instant LATER = NOW.plusSeconds(60);

    static final ChangeContext LATER_CHANGE = new ChangeContext(ADMIN, LATER);

    private Samples() {}

    static OrganizationId newOrganization() {
        return new OrganizationId("org-" + UUID.randomUUID());
    }

    static AgentId agent(int n) {
        return new AgentId("agent-" + n);
    }

    static UUID newId() {
        return TimeOrderedId.at(NOW);
    }

    /** Returns a valid number's digits; another for each n from 0 to 7,999,999, in the same order. */
    static String digits(int n) {
        return "+1202" + (2_000_000 + n);
    }

    static PhoneNumber number(OrganizationId organization, int n) {
        return number(organization, digits(n));
    }

    static PhoneNumber number(OrganizationId organization, String digits) {
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

    /** The same number, as if it were another organization's. */
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

    static List<PhoneNumber> numbers(OrganizationId organization, int count) {
        return IntStream.range(0, count).mapToObj(n -> number(organization, n)).toList();
    }

    static NumberQuery all(OrganizationId organization) {
        return NumberQuery.of(organization).limit(NumberQuery.MAX_LIMIT);
    }

    /**
     * Lists all assignments of an organization, page after page; by one reading where they are less than a page. No
     * more than 5,000, so that a store that repeats a page fails instead of going on for ever.
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

    static List<String> digitsOf(List<PhoneNumber> numbers) {
        return numbers.stream().map(each -> each.e164().toString()).toList();
    }
}
