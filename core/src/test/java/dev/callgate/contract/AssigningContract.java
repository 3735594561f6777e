package dev.callgate.contract;

import static dev.callgate.contract.Fixture.CHANGE;
import static dev.callgate.contract.Fixture.LATER;
import static dev.callgate.contract.Fixture.LATER_CHANGE;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.all;
import static dev.callgate.contract.Fixture.newId;
import static dev.callgate.contract.Fixture.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.spi.CountResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A number is assigned to one agent at a time, under terms that can be changed, until it is unassigned. */
@Needs({Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS})
abstract class AssigningContract extends AssignmentTests {
    @Test
    @DisplayName("K2 an assigned number belongs to its agent")
    void assignsANumber() {
        UUID id = newId();
        Assignment assigned = storage().assign(organization, number.id(), ANNA, TERMS, id, LATER_CHANGE);
        PhoneNumber inHands = number.withAssignee(ANNA, LATER);
        assertEquals(new Assignment(id, ANNA, inHands, TERMS, 0, null, LATER, LATER), assigned);
        assertEquals(inHands, stored(number));
        assertEquals(inHands, storage().find(organization, number.e164()).orElseThrow());
        assertEquals(List.of(assigned), storage().assignmentsOf(organization, ANNA));
        assertEquals(List.of(assigned), assignmentsIn(organization));
    }

    @Test
    @DisplayName(
            "K2 the assignment of a number is found by the number's ID, in its own organization, while it is in force")
    void findsAnAssignment() {
        PhoneNumber second = add(number(organization, 2));
        assertEquals(Optional.empty(), storage().findAssignment(organization, number.id()));
        assign(second, ANNA);
        assign(number, ANNA);
        assertEquals(Optional.of(current(number)), storage().findAssignment(organization, number.id()));
        assertEquals(Optional.empty(), storage().findAssignment(stranger, number.id()));
        assertEquals(Optional.empty(), storage().findAssignment(organization, newId()));
        storage().moveAll(organization, ANNA, BERT, Fixture::newId, LATER_CHANGE);
        assertEquals(
                BERT,
                storage()
                        .findAssignment(organization, number.id())
                        .orElseThrow()
                        .agent());
        unassign(number);
        assertEquals(Optional.empty(), storage().findAssignment(organization, number.id()));
    }

    @Test
    @DisplayName("D10 an inactive number can be assigned")
    void assignsAnInactiveNumber() {
        storage().update(organization, number.id(), any -> any.withStatus(NumberStatus.INACTIVE, NOW), CHANGE);
        assertEquals(NumberStatus.INACTIVE, assign(number, ANNA).number().status());
    }

    @Test
    @DisplayName("K2 several numbers can be assigned to an agent")
    void assignsSeveralNumbersToAnAgent() {
        PhoneNumber second = add(number(organization, 2));
        Set<Assignment> both = Set.of(assign(number, ANNA), assign(second, ANNA));
        assertEquals(both, Set.copyOf(storage().assignmentsOf(organization, ANNA)));
    }

    @Test
    @DisplayName("K2 an assigned number cannot be assigned to another agent")
    void rejectsAssignmentToAnotherAgent() {
        assign(number, ANNA);
        assertRefused(InventoryException.Assigned.class, () -> assign(number, BERT), number.e164(), ANNA);
    }

    @Test
    @DisplayName("K2 an assigned number cannot be assigned to the same agent again")
    void rejectsAssignmentToTheSameAgentAgain() {
        assign(number, ANNA);
        assertRefused(
                InventoryException.Assigned.class, () -> assign(number, ANNA, OTHER_TERMS, LATER), number.e164(), ANNA);
    }

    @Test
    @DisplayName("K2 a number that does not exist cannot be assigned")
    void rejectsAssignmentOfAMissingNumber() {
        PhoneNumber unknown = number(organization, 2);
        assertRefused(InventoryException.NoSuchNumber.class, () -> assign(unknown, ANNA), unknown.id(), organization);
    }

    @Test
    @DisplayName("K2 a deleted number cannot be assigned changed or unassigned")
    void rejectsChangesOfADeletedNumber() {
        storage().delete(organization, number.id(), CHANGE);
        assertRefused(InventoryException.NoSuchNumber.class, () -> assign(number, ANNA), number.id());
        assertRefused(InventoryException.NoSuchNumber.class, () -> changeTerms(OTHER_TERMS), number.id());
        assertRefused(InventoryException.NoSuchNumber.class, () -> unassign(number), number.id());
    }

    @ParameterizedTest
    @MethodSource("terms")
    @DisplayName("D8 limits and countries are stored unchanged")
    void storesTerms(Terms terms) {
        assertEquals(terms, assign(number, ANNA, terms, NOW).terms());
        assertEquals(terms, current(number).terms());
        changeTerms(TERMS);
        assertEquals(terms, changeTerms(terms).terms());
        assertEquals(terms, current(number).terms());
    }

    @Test
    @DisplayName("K2 IDs of agents are stored at full length and compared exactly")
    void storesLongAgentIdsAndComparesThemExactly() {
        AgentId longest = new AgentId("äß漢字🙂'\";--%_\\ Agent-".repeat(4).substring(0, 64));
        Assignment assigned = assign(number, longest);
        assign(add(number(organization, 2)), ANNA);
        assertEquals(List.of(assigned), storage().assignmentsOf(organization, longest));
        for (String near : List.of(longest.value().toLowerCase(Locale.ROOT), "ANNA")) {
            assertEquals(List.of(), storage().assignmentsOf(organization, new AgentId(near)), near);
        }
    }

    private Assignment changeTerms(Terms terms) {
        return storage().changeTerms(organization, number.id(), terms, LATER_CHANGE);
    }

    @Test
    @DisplayName("D10 changed terms are returned and stored and nothing else changes")
    void changesOnlyTheTerms() {
        Assignment assigned = assign(number, ANNA);
        Assignment expected = assigned.withTerms(OTHER_TERMS, LATER);
        assertEquals(expected, changeTerms(OTHER_TERMS));
        assertEquals(List.of(expected), storage().assignmentsOf(organization, ANNA));
    }

    @Test
    @DisplayName("D10 calls already made count against the changed limit")
    void changingTermsKeepsTheCount() {
        count(assign(number, ANNA));
        count(current(number));
        Assignment changed = changeTerms(Terms.dailyLimit(2).countries("US"));
        assertEquals(2, changed.callsOn(TODAY.date()));
        assertInstanceOf(CountResult.LimitReached.class, count(changed));
    }

    @Test
    @DisplayName("D10 terms of an unassigned number cannot be changed")
    void rejectsTermsOfAnUnassignedNumber() {
        assertRefused(InventoryException.NotAssigned.class, () -> changeTerms(OTHER_TERMS), number.e164());
    }

    @Test
    @DisplayName("D10 terms of a number that does not exist cannot be changed")
    void rejectsTermsOfAMissingNumber() {
        UUID unknown = newId();
        assertRefused(
                InventoryException.NoSuchNumber.class,
                () -> storage().changeTerms(organization, unknown, OTHER_TERMS, CHANGE),
                unknown,
                organization);
    }

    @Test
    @DisplayName("K2 an unassigned number is available again")
    void unassignedNumberIsAvailable() {
        Assignment assigned = assign(number, ANNA);
        assertEquals(assigned, unassign(number));
        assertEquals(number.withAssignee(null, LATER), stored(number));
        assertEquals(List.of(), storage().assignmentsOf(organization, ANNA));
        assertEquals(List.of(), assignmentsIn(organization));
    }

    @Test
    @DisplayName("K2 an unassigned number can be assigned to another agent")
    void reassignsAnUnassignedNumber() {
        assign(number, ANNA);
        unassign(number);
        Assignment assigned = assign(number, BERT);
        assertEquals(List.of(assigned), assignmentsIn(organization));
        assertEquals(List.of(), storage().assignmentsOf(organization, ANNA));
    }

    @Test
    @DisplayName("K2 an unassigned number cannot be unassigned")
    void rejectsUnassigningAnUnassignedNumber() {
        assertRefused(InventoryException.NotAssigned.class, () -> unassign(number), number.e164());
        assign(number, ANNA);
        unassign(number);
        assertRefused(InventoryException.NotAssigned.class, () -> unassign(number), number.e164());
    }

    @Test
    @DisplayName("K2 a number that does not exist cannot be unassigned")
    void rejectsUnassigningAMissingNumber() {
        PhoneNumber unknown = number(organization, 2);
        assertRefused(InventoryException.NoSuchNumber.class, () -> unassign(unknown), unknown.id(), organization);
    }

    @Test
    @DisplayName("D10 a count request on an assignment that ended counts nothing")
    void doesNotCountOnAnEndedAssignment() {
        Assignment seen = assign(number, ANNA);
        unassign(number);
        assertInstanceOf(CountResult.Stale.class, count(seen));
        assertEquals(0, assign(number, ANNA).callsOn(TODAY.date()));
    }

    @Test
    @DisplayName("D10 an assignment shows the current state of its number")
    void assignmentShowsTheStatusOfItsNumber() {
        Assignment assigned = assign(number, ANNA);
        PhoneNumber inactive = storage()
                .update(organization, number.id(), any -> any.withStatus(NumberStatus.INACTIVE, LATER), LATER_CHANGE);
        assertEquals(assigned.number().withStatus(NumberStatus.INACTIVE, LATER), inactive);
        assertEquals(List.of(assigned.withNumber(inactive)), storage().assignmentsOf(organization, ANNA));
        assertEquals(List.of(assigned.withNumber(inactive)), assignmentsIn(organization));
    }

    @Test
    @DisplayName("K2 an assigned number cannot be deleted")
    void rejectsDeletingAnAssignedNumber() {
        assign(number, ANNA);
        assertRefused(
                InventoryException.Assigned.class,
                () -> storage().delete(organization, number.id(), LATER_CHANGE),
                ANNA);
        assertEquals(ANNA, stored(number).assignedTo());
    }

    @Test
    @DisplayName("K2 assigned and available numbers are listed separately")
    void listsAssignedAndAvailableNumbersSeparately() {
        PhoneNumber second = add(number(organization, 2));
        PhoneNumber third = add(number(organization, 3));
        storage().update(organization, third.id(), any -> any.withStatus(NumberStatus.INACTIVE, NOW), CHANGE);
        List<PhoneNumber> assigned =
                List.of(assign(number, ANNA).number(), assign(third, BERT).number());
        assertEquals(assigned, storage().list(all(organization).assigned(true)));
        assertEquals(List.of(second), storage().list(all(organization).assigned(false)));
        assertEquals(
                assigned.subList(1, 2),
                storage().list(all(organization).assigned(true).status(NumberStatus.INACTIVE)));
        assertEquals(
                assigned.subList(0, 1),
                storage().list(all(organization).assigned(true).limit(1)));
    }
}
