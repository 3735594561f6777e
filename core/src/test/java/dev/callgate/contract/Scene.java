package dev.callgate.contract;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/** An organization of its own for one test, so that all tests of a suite can share one database. */
final class Scene {
    /** In the past, so that no store takes a day near it for one that is ahead. */
    static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    static final E164 IN_WASHINGTON = E164.parse("+12025550199");

    final OrganizationId organization = new OrganizationId("org-" + UUID.randomUUID());
    final AgentId agent = new AgentId("agent-1");
    private final StoreUnderTest tested;

    Scene(StoreUnderTest tested) {
        this.tested = tested;
    }

    /** The n-th number of the organization, of a range that is kept for fiction. */
    static E164 number(int n) {
        return E164.parse("+1202555%04d".formatted(100 + n));
    }

    Assignment assign(int n, Terms terms) {
        return assign(agent, n, terms);
    }

    Assignment assign(AgentId to, int n, Terms terms) {
        return tested.assign(organization, to, number(n), terms);
    }

    CountResult count(Assignment seen, LocalDate day) {
        return tested.store().count(new CountRequest(seen, IN_WASHINGTON, new CallDay(day, ZoneOffset.UTC)));
    }

    /** The assignment as it is stored now. */
    Assignment stored(Assignment assignment) {
        return tested.store().assignmentsOf(organization, assignment.agent()).stream()
                .filter(each -> each.id().equals(assignment.id()))
                .findFirst()
                .orElseThrow();
    }
}
