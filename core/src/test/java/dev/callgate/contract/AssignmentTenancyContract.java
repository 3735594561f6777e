package dev.callgate.contract;

import static dev.callgate.contract.Fixture.LATER_CHANGE;
import static dev.callgate.contract.Fixture.newId;
import static dev.callgate.contract.Fixture.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.callgate.model.Assignment;
import dev.callgate.model.InventoryException;
import dev.callgate.model.PhoneNumber;
import dev.callgate.spi.CountResult;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Assignments of one organization are not visible to another, and cannot be changed by it. */
@Needs({Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS})
abstract class AssignmentTenancyContract extends AssignmentTests {
    @Test
    @DisplayName("K1 another organization can neither assign, change nor unassign a number")
    void otherOrganizationCannotChangeAssignments() {
        assertRefused(
                InventoryException.NoSuchNumber.class,
                () -> storage().assign(stranger, number.id(), ANNA, TERMS, newId(), LATER_CHANGE),
                number.id(),
                stranger);
        assign(number, ANNA);
        assertRefused(
                InventoryException.NoSuchNumber.class,
                () -> storage().assign(stranger, number.id(), BERT, TERMS, newId(), LATER_CHANGE),
                number.id(),
                stranger);
        assertRefused(
                InventoryException.NoSuchNumber.class,
                () -> storage().changeTerms(stranger, number.id(), OTHER_TERMS, LATER_CHANGE),
                number.id(),
                stranger);
        assertRefused(
                InventoryException.NoSuchNumber.class,
                () -> storage().unassign(stranger, number.id(), LATER_CHANGE),
                number.id(),
                stranger);
        assertRefused(
                InventoryException.NoSuchNumber.class,
                () -> storage().delete(stranger, number.id(), LATER_CHANGE),
                number.id(),
                stranger);
    }

    @Test
    @DisplayName("K1 another organization lists no assignment, not even of an agent with the same ID")
    void otherOrganizationCannotSeeAssignments() {
        Assignment ours = assign(number, ANNA);
        assertEquals(List.of(), assignmentsIn(stranger));
        assertEquals(List.of(), storage().assignmentsOf(stranger, ANNA));
        Assignment theirs = assign(add(number(stranger, 1)), ANNA);
        assertEquals(List.of(ours), storage().assignmentsOf(organization, ANNA));
        assertEquals(List.of(theirs), storage().assignmentsOf(stranger, ANNA));
        assertEquals(List.of(theirs), assignmentsIn(stranger));
    }

    @Test
    @DisplayName("K1 a count request in another organization's name counts nothing")
    void otherOrganizationCannotCount() {
        Assignment ours = assign(number, ANNA);
        PhoneNumber claimed = Fixture.claimedBy(stranger, current(number).number());
        assertInstanceOf(CountResult.Stale.class, count(ours.withNumber(claimed)));
        assertEquals(0, current(number).callsOn(TODAY.date()));
    }

    @Test
    @DisplayName("K1 two organizations assign the same number to the same agent ID and count separately")
    void organizationsCountSeparately() {
        Assignment theirs = assign(add(number(stranger, 1)), ANNA);
        assignAndCountTwice();
        unassign(number);
        assertEquals(List.of(theirs), assignmentsIn(stranger));
    }
}
