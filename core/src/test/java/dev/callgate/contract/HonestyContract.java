package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.Counter;
import dev.callgate.model.NumberClass;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import dev.callgate.report.ReportStore;
import dev.callgate.spi.AssignmentAdminStore;
import dev.callgate.spi.AuditStore;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.JournalStore;
import dev.callgate.spi.NumberStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A store rejects the use of abilities that it does not declare, and has those that it declares. */
abstract class HonestyContract extends ContractTests {
    private static final Map<Ability, Class<?>> PORTS = Map.of(
            Ability.CALL_IDS, JournalStore.class,
            Ability.REPORTS, ReportStore.class,
            Ability.NUMBERS, NumberStore.class,
            Ability.ASSIGNMENTS, AssignmentAdminStore.class,
            Ability.AUDIT, AuditStore.class);

    private static final Terms TERMS = Terms.dailyLimit(5).countries("US");

    private Fixture fixture;
    private Assignment assignment;

    @BeforeEach
    void setUp() {
        fixture = new Fixture(tested);
        assignment = fixture.assign(1, TERMS);
    }

    private CallRequest request() {
        return CallRequest.by(fixture.organization, fixture.agent).to(Fixture.IN_WASHINGTON.toString());
    }

    private CallGate gate(Limit... limits) {
        return CallGate.over(tested.store())
                .clock(Fixture.CLOCK)
                .policy(CallPolicy.inUtc().limits(limits).callees(CalleePrivacy.inFull()))
                .build();
    }

    /** Asserts that the operation is rejected as unsupported, and that the assignment is unchanged. */
    private void assertUnsupported(Executable operation) {
        assertThrows(UnsupportedOperationException.class, operation);
        assertEquals(assignment, fixture.stored(assignment));
    }

    /** Asserts that nothing is decided, and that the messages name the way out and, where the library knows it, the store. */
    private void assertUnlimited(Limit limit) {
        UnsupportedOperationException counting = assertThrows(
                UnsupportedOperationException.class, () -> gate(limit).decide(request()));
        assertTrue(
                counting.getMessage().contains("remove the limits from the policy"),
                () -> counting + " should say what to remove");
        UnsupportedOperationException reading = assertThrows(
                UnsupportedOperationException.class, () -> gate(limit).preview(request()));
        String store = tested.store().getClass().getName();
        assertTrue(reading.getMessage().contains(store), () -> reading + " should name " + store);
        assertEquals(assignment, fixture.stored(assignment));
    }

    @Test
    @DisplayName("D4 a store implements exactly the ports of its abilities")
    void implementsItsPorts() {
        PORTS.forEach((ability, port) -> assertEquals(
                tested.abilities().contains(ability),
                port.isInstance(tested.store()),
                () -> ability + " and " + port.getSimpleName()));
    }

    @Test
    @Lacks(Ability.LIMITS)
    @DisplayName("D4 a store that counts on assignments only allows nothing where there are other limits, and says why")
    void rejectsLimits() {
        List.of(
                        Limit.calls(5).perAgent().aDay(),
                        Limit.calls(5).perNumber().anHour(),
                        Limit.calls(5).perCallee().within(Duration.ofDays(1)),
                        Limit.calls(5).perOrganization().aMonth())
                .forEach(this::assertUnlimited);
        assertUnsupported(() -> tested.store()
                .countersOf(fixture.organization, Set.of(Counter.ofAgent(fixture.agent, Fixture.A_DAY)), Fixture.NOW));
    }

    @Test
    @Lacks(Ability.CALL_IDS)
    @DisplayName("D4 D5 a store without call IDs allows no call that has one, and releases none")
    void rejectsCallIds() {
        CallGate gate = gate();
        CallId id = new CallId("c-1");
        assertUnsupported(() -> gate.decide(request().callId("c-1")));
        assertUnsupported(() -> gate.release(fixture.organization, id));
        assertUnsupported(() -> tested.store().allowedCall(fixture.organization, id));
    }

    @Test
    @Lacks(Ability.NUMBER_STATUS)
    @DisplayName("D4 D10 a store without a status of numbers makes none inactive, and all are active")
    void rejectsDeactivation() {
        assertUnsupported(() -> tested.deactivate(assignment));
        assertEquals(NumberStatus.ACTIVE, assignment.number().status());
    }

    @Test
    @Lacks(Ability.QUARANTINE)
    @DisplayName("D4 D10 a store without quarantine puts no number in it, and none is in it")
    void rejectsQuarantine() {
        assertUnsupported(() -> tested.quarantine(assignment, Fixture.DAY.plusDays(2)));
        assertNull(assignment.number().quarantinedUntil());
    }

    @Test
    @Lacks(Ability.NUMBER_CLASSES)
    @DisplayName("D4 a store without classes of numbers accepts no terms that allow one, and has none")
    void rejectsClasses() {
        Terms premium = TERMS.classes(NumberClass.PREMIUM_RATE);
        assertUnsupported(() -> tested.changeTerms(assignment, premium));
        assertUnsupported(() -> fixture.assign(2, premium));
        assertEquals(Set.of(), assignment.terms().classes());
    }

    @Test
    @Lacks(Ability.ORGANIZATIONS)
    @DisplayName("K1 a store of one organization finds and counts nothing for any other")
    void knowsNoOtherOrganization() {
        PhoneNumber claimed = Fixture.claimedBy(Fixture.newOrganization(), assignment.number());
        assertEquals(List.of(), tested.store().assignmentsOf(claimed.organization(), fixture.agent));
        assertInstanceOf(CountResult.Stale.class, fixture.count(assignment.withNumber(claimed), Fixture.DAY));
        assertEquals(assignment, fixture.stored(assignment));
    }

    @Test
    @Lacks(Ability.IMPORT)
    @DisplayName("K3 a store without imports refuses them, or has no inventory to import into")
    void rejectsImports() {
        if (tested.store() instanceof NumberStore numbers) {
            List<ImportRow> rows = List.of(ImportRow.of(1, "as written", Fixture.digits(1)));
            assertUnsupported(() ->
                    NumberInventory.over(numbers).importRows(fixture.organization, rows.iterator(), rejected -> {}));
        } else {
            assertFalse(tested.abilities().contains(Ability.NUMBERS));
        }
    }

    @Test
    @Lacks(Ability.FAILURE)
    @DisplayName("D4 a store whose operations cannot fail says so")
    void reportsThatItCannotFail() {
        assertUnsupported(() -> tested.failingAt(0));
    }
}
