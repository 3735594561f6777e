package dev.callgate.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    private static final OrganizationId ORGANIZATION = new OrganizationId("acme");
    private static final AgentId ANNA = new AgentId("anna");
    private static final E164 NUMBER = E164.of("+12025550123");
    private static final Terms TERMS = Terms.dailyLimit(2).countries("US");
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    private static Assignment of(String organization, String agent, String number) {
        return Assignment.of(new OrganizationId(organization), new AgentId(agent), E164.of(number), TERMS);
    }

    @Test
    @DisplayName("seed: a small store makes an assignment of what it keeps, and the rest is neutral")
    void ofASmallStore() {
        Assignment assignment = Assignment.of(ORGANIZATION, ANNA, NUMBER, TERMS);
        PhoneNumber number = assignment.number();
        assertEquals(ORGANIZATION, assignment.organization());
        assertEquals(ANNA, assignment.agent());
        assertEquals(TERMS, assignment.terms());
        assertEquals(2, assignment.remainingOn(MONDAY));
        assertEquals(NUMBER, number.e164());
        assertEquals("US", number.country());
        assertEquals(ANNA, number.assignedTo());
        assertEquals(Set.of(Capability.VOICE), number.capabilities());
        assertTrue(number.isUsableOn(MONDAY));
        assertNull(number.provider());
        assertNull(number.inServiceSince());
    }

    @Test
    @DisplayName("D2 the count of a small store belongs to its day")
    void withCount() {
        Assignment called = Assignment.of(ORGANIZATION, ANNA, NUMBER, TERMS).withCount(2, MONDAY);
        assertEquals(0, called.remainingOn(MONDAY));
        assertEquals(2, called.remainingOn(MONDAY.plusDays(1)));
    }

    @Test
    @DisplayName("K1 the same organization, agent and number have the same ID; any other has another")
    void derivedIds() {
        Assignment assignment = of("acme", "anna", "+12025550123");
        assertEquals(assignment, of("acme", "anna", "+12025550123"));
        assertEquals(
                assignment.number().id(),
                of("acme", "bert", "+12025550123").number().id());
        assertNotEquals(assignment.id(), of("acme", "bert", "+12025550123").id());
        assertNotEquals(assignment.id(), of("other", "anna", "+12025550123").id());
        assertNotEquals(
                assignment.number().id(),
                of("other", "anna", "+12025550123").number().id());
        assertNotEquals(assignment.id(), of("acme", "anna", "+12025550124").id());
        assertNotEquals(
                of("a/b", "c", "+12025550123").id(),
                of("a", "b/c", "+12025550123").id());
    }
}
