package dev.callgate.admin;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.AssignmentQuery.Cursor;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentQueryTest {
    private static final OrganizationId ORGANIZATION = new OrganizationId("acme");
    private static final AssignmentQuery QUERY = AssignmentQuery.of(ORGANIZATION);
    private static final AgentId ANNA = new AgentId("anna");
    private static final E164 NUMBER = E164.of("+12025550123");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1_000})
    void acceptsLimitsInRange(int limit) {
        assertEquals(limit, QUERY.limit(limit).limit());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_001, Integer.MAX_VALUE})
    void rejectsLimitsOutOfRange(int limit) {
        assertThrowsNaming(IllegalArgumentException.class, () -> QUERY.limit(limit), limit, 1_000);
    }

    @Test
    void limitIs100ByDefault() {
        assertEquals(ORGANIZATION, QUERY.organization());
        assertEquals(100, QUERY.limit());
        assertNull(QUERY.after());
    }

    @Test
    void changingOneFilterKeepsTheOthers() {
        Assignment last = AgentNumbersTest.assignment(NUMBER, Terms.dailyLimit(3), 0, null);
        AssignmentQuery changed = new AssignmentQuery(ORGANIZATION, new Cursor(ANNA, NUMBER), 5);
        assertEquals(changed, QUERY.limit(5).after(last));
        assertEquals(changed, QUERY.after(last).limit(5));
    }

    @Test
    void rejectsNull() {
        assertThrowsNaming(NullPointerException.class, () -> AssignmentQuery.of(null), "organization");
        assertThrowsNaming(NullPointerException.class, () -> new Cursor(null, NUMBER), "agent");
        assertThrowsNaming(NullPointerException.class, () -> new Cursor(ANNA, null), "number");
    }
}
