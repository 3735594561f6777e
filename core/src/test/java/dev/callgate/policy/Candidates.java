package dev.callgate.policy;

import dev.callgate.call.CallFacts;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.Capability;
import dev.callgate.model.E164;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The candidates for the tests of rotations. The lists are immutable, so a rotation that modifies one fails. */
final class Candidates {
    static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    static final OrganizationId ACME = new OrganizationId("acme");
    static final AgentId ANNA = new AgentId("anna");

    private Candidates() {}

    static Assignment candidate(String number, int calls) {
        return candidate(number, calls, DAY);
    }

    static Assignment candidate(String number, int calls, LocalDate day) {
        E164 e164 = E164.of(number);
        PhoneNumber held = new PhoneNumber(
                new UUID(1, e164.toLong()),
                ACME,
                e164,
                null,
                e164.region(),
                Set.of(Capability.VOICE),
                NumberStatus.ACTIVE,
                null,
                ANNA,
                NOW,
                NOW);
        return new Assignment(
                new UUID(2, e164.toLong()), ANNA, held, Terms.dailyLimit(100).anyCountry(), calls, day, NOW, NOW);
    }

    static List<Assignment> unused(String... numbers) {
        return Stream.of(numbers).map(number -> candidate(number, 0)).toList();
    }

    /** Returns a number of candidates in one block, starting with +12025550100. */
    static List<Assignment> block(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> candidate("+1202555%04d".formatted(100 + n), 0))
                .toList();
    }

    static CallFacts callTo(String callee) {
        return callBy(ACME, ANNA, callee);
    }

    static CallFacts callBy(OrganizationId organization, AgentId agent) {
        return callBy(organization, agent, "+12025550199");
    }

    private static CallFacts callBy(OrganizationId organization, AgentId agent, String callee) {
        return new CallFacts(organization, agent, E164.of(callee), NOW, ZoneOffset.UTC);
    }

    static List<String> digits(List<Assignment> assignments) {
        return assignments.stream().map(Candidates::digits).toList();
    }

    static String digits(Assignment assignment) {
        return assignment.number().e164().toString();
    }
}
