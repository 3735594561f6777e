package dev.callgate.contract;

import static dev.callgate.contract.Fixture.LATER;
import static dev.callgate.contract.Fixture.digits;
import static dev.callgate.contract.Fixture.newId;
import static dev.callgate.contract.Fixture.number;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.admin.NewNumber;
import dev.callgate.model.Assignment;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.PhoneNumber;
import dev.callgate.spi.AssignmentAdminStore;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A change that is refused leaves no entry in the audit trail. */
@Needs({Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS, Ability.AUDIT})
abstract class RefusedChangeAuditContract extends AuditTests {
    @Test
    @DisplayName("T1 refused changes are not recorded")
    void doesNotRecordRejectedChanges() {
        UUID unknown = newId();
        PhoneNumber assigned = assign(add(number(organization, 2)), ANNA, at(1)).number();
        PhoneNumber deleted = add(number(organization, 3));
        storage().delete(organization, deleted.id(), at(1));
        UnaryOperator<PhoneNumber> deactivation = any -> any.withStatus(NumberStatus.INACTIVE, LATER);

        assertRefused(
                InventoryException.Duplicate.class, () -> inventory(at(2)).add(NewNumber.of(organization, digits(1))));
        assertRefused(InventoryException.Assigned.class, () -> storage().delete(organization, assigned.id(), at(2)));
        assertRefused(InventoryException.Assigned.class, () -> assign(assigned, BERT, at(2)));
        assertRefused(InventoryException.Assigned.class, () -> assign(assigned, ANNA, at(2)));
        assertRefused(InventoryException.NotAssigned.class, () -> changeTerms(number));
        assertRefused(InventoryException.NotAssigned.class, () -> unassign(number));
        for (UUID id : List.of(unknown, deleted.id())) {
            PhoneNumber missing = deleted.withId(id);
            assertRefused(InventoryException.NoSuchNumber.class, () -> storage().delete(organization, id, at(2)));
            assertRefused(InventoryException.NoSuchNumber.class, () -> storage()
                    .update(organization, id, deactivation, at(2)));
            assertRefused(InventoryException.NoSuchNumber.class, () -> assign(missing, ANNA, at(2)));
            assertRefused(InventoryException.NoSuchNumber.class, () -> changeTerms(missing));
            assertRefused(InventoryException.NoSuchNumber.class, () -> unassign(missing));
        }
        assertRefused(IllegalStateException.class, () -> storage()
                .update(
                        organization,
                        number.id(),
                        any -> {
                            throw new IllegalStateException("the change fails");
                        },
                        at(2)));
    }

    private Assignment changeTerms(PhoneNumber of) {
        return storage().changeTerms(of.organization(), of.id(), OTHER_TERMS, at(2));
    }

    @Test
    @DisplayName("K2 if numbers are assigned all or none and one cannot be, none is recorded")
    void recordsNothingIfOneOfSeveralIsRejected() {
        List<PhoneNumber> many = addMany(4);
        PhoneNumber last = many.get(3);
        assign(last, BERT, at(1));
        assertRefused(
                InventoryException.Assigned.class, () -> assignments(at(2)).distribute(many, List.of(ANNA), TERMS));
        assertRefused(InventoryException.Assigned.class, () -> assignments(at(2))
                .distribute(List.of(number, many.get(0), number), List.of(ANNA), TERMS));
        List<AssignmentAdminStore.NewAssignment> oneUnknown = Stream.of(
                        number.id(), many.get(0).id(), newId())
                .map(id -> new AssignmentAdminStore.NewAssignment(newId(), id, ANNA, TERMS))
                .toList();
        assertRefused(
                InventoryException.NoSuchNumber.class, () -> storage().assignAll(organization, oneUnknown, at(2)));
    }

    @Test
    @DisplayName("K1 a change that another organization is refused is recorded in neither")
    void doesNotRecordAttemptsOfOtherOrganizations() {
        PhoneNumber claimed = Fixture.claimedBy(stranger, number);
        assertRefused(InventoryException.NoSuchNumber.class, () -> storage().delete(stranger, number.id(), at(1)));
        assertRefused(InventoryException.NoSuchNumber.class, () -> storage()
                .update(stranger, number.id(), any -> any.withStatus(NumberStatus.INACTIVE, LATER), at(1)));
        assertRefused(InventoryException.NoSuchNumber.class, () -> assign(claimed, ANNA, at(1)));
        assign(number, ANNA, at(1));
        assertRefused(InventoryException.NoSuchNumber.class, () -> changeTerms(claimed));
        assertRefused(InventoryException.NoSuchNumber.class, () -> unassign(claimed));
        assertRecordsNothing(() -> assignments(at(1)).unassignAll(stranger, ANNA));
        assertEquals(List.of(), trail(stranger));
    }

    @Test
    @DisplayName("T1 calls are not recorded")
    void doesNotRecordCalls() {
        Assignment assigned = assign(number, ANNA, at(1));
        assertRecordsNothing(() -> count(assigned, TODAY));
    }
}
