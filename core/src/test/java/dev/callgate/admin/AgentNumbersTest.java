package dev.callgate.admin;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AgentNumbersTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final AgentId ANNA = new AgentId("anna");
    private static final E164 FIRST = E164.of("+12025550123");
    private static final E164 SECOND = E164.of("+12025550124");

    static Assignment assignment(E164 number, Terms terms, int calls, LocalDate day) {
        PhoneNumber held = new PhoneNumber(
                new UUID(1, number.toLong()),
                new OrganizationId("acme"),
                number,
                null,
                "US",
                Set.of(Capability.VOICE),
                NumberStatus.ACTIVE,
                null,
                ANNA,
                NOW,
                NOW);
        return new Assignment(new UUID(2, number.toLong()), ANNA, held, terms, calls, day, NOW, NOW);
    }

    @Test
    @DisplayName("D3 an agent's calls of a day are those of all its numbers that count on the day")
    void sumsCallsOfTheDay() {
        AgentNumbers numbers = new AgentNumbers(
                ANNA,
                List.of(
                        assignment(FIRST, Terms.dailyLimit(3), 2, DAY),
                        assignment(SECOND, Terms.dailyLimit(4), 4, DAY.minusDays(1)),
                        assignment(SECOND, Terms.dailyLimit(5), 0, null)));
        assertEquals(2, numbers.callsOn(DAY));
        assertEquals(6, numbers.callsOn(DAY.minusDays(1)));
        assertEquals(0, numbers.callsOn(DAY.plusDays(1)));
        assertEquals(12, numbers.dailyLimit());
    }

    @Test
    void sumOfLimitsMayExceedAnInteger() {
        Assignment highest = assignment(FIRST, Terms.dailyLimit(Terms.MAX_DAILY_LIMIT), Terms.MAX_DAILY_LIMIT, DAY);
        AgentNumbers numbers = new AgentNumbers(ANNA, Collections.nCopies(3_000, highest));
        assertEquals(3_000_000_000L, numbers.dailyLimit());
        assertEquals(3_000_000_000L, numbers.callsOn(DAY));
    }

    @Test
    void isImmutable() {
        List<Assignment> some = new ArrayList<>(List.of(assignment(FIRST, Terms.dailyLimit(3), 0, null)));
        AgentNumbers numbers = new AgentNumbers(ANNA, some);
        some.clear();
        assertEquals(1, numbers.assignments().size());
    }

    @Test
    void rejectsNull() {
        assertThrowsNaming(NullPointerException.class, () -> new AgentNumbers(null, List.of()), "agent");
    }
}
