package dev.callgate.contract;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.contract.Fixture.LATER;
import static dev.callgate.contract.Fixture.LATER_CHANGE;
import static dev.callgate.contract.Fixture.all;
import static dev.callgate.contract.Fixture.number;
import static dev.callgate.contract.Fixture.withProperties;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Numbers of one organization are not visible to another, and cannot be changed by it. */
@Needs({Ability.NUMBERS, Ability.ORGANIZATIONS})
abstract class NumberTenancyContract extends NumberTests {
    @Test
    @DisplayName("K1 another organization does not find or list a number")
    void otherOrganizationCannotSeeNumbers() {
        PhoneNumber number = add(number(organization, 1));
        assertTrue(storage().find(stranger, number.id()).isEmpty());
        assertTrue(storage().find(stranger, number.e164()).isEmpty());
        assertEquals(List.of(), storage().list(all(stranger)));
    }

    @Test
    @DisplayName("K1 another organization can neither change nor delete a number")
    void otherOrganizationCannotChangeNumbers() {
        PhoneNumber number = add(number(organization, 1));
        assertThrowsNaming(
                InventoryException.NoSuchNumber.class,
                () -> storage()
                        .update(
                                stranger,
                                number.id(),
                                any -> any.withStatus(NumberStatus.INACTIVE, LATER),
                                LATER_CHANGE),
                stranger,
                number.id());
        assertThrowsNaming(
                InventoryException.NoSuchNumber.class,
                () -> storage().delete(stranger, number.id(), LATER_CHANGE),
                stranger,
                number.id());
        assertEquals(List.of(number), listAll());
    }

    @Test
    @DisplayName("K1 two organizations have the same number, independently of each other")
    void organizationsMayHaveTheSameNumber() {
        PhoneNumber ours = add(number(organization, 1));
        PhoneNumber theirs = add(withProperties(number(stranger, 1), "twilio", Set.of()));
        PhoneNumber changed = deactivate(ours);
        assertEquals(List.of(changed), listAll());
        assertEquals(List.of(theirs), storage().list(all(stranger)));
        deleted(ours);
        assertEquals(List.of(theirs), storage().list(all(stranger)));
        assertEquals(theirs, storage().find(stranger, theirs.e164()).orElseThrow());
        storage().delete(stranger, theirs.id(), LATER_CHANGE);
        assertEquals(ours.id(), add(number(organization, 1)).id());
        assertEquals(List.of(), storage().list(all(stranger)));
    }

    @Test
    @DisplayName("K1 organizations whose IDs differ only in case or in spaces are different")
    void idsAreComparedExactly() {
        PhoneNumber number = add(number(organization, 1));
        String id = organization.value();
        OrganizationId near = new OrganizationId(id.toUpperCase(Locale.ROOT));
        assertTrue(storage().find(near, number.id()).isEmpty());
        assertEquals(List.of(), storage().list(all(near)));
        add(number(near, 1));
        assertEquals(List.of(number), listAll());
    }
}
