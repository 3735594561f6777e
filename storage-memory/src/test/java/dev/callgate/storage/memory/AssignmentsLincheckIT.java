package dev.callgate.storage.memory;

import dev.callgate.contract.Fixture;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.E164;
import dev.callgate.model.InventoryException;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.spi.AssignmentAdminStore.NewAssignment;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Counts on two numbers, one of which is its agent's only one, while administrators change them. */
@Param(name = "number", gen = IntGen.class, conf = "0:1")
public class AssignmentsLincheckIT {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final AgentId[] AGENTS = {new AgentId("one"), new AgentId("two")};
    private static final List<PhoneNumber> NUMBERS = Fixture.numbers(ACME, 2);
    private static final E164 TO = E164.of("+12125550100");
    private static final CallDay TODAY = new CallDay(LocalDate.of(2026, 3, 2), ZoneOffset.UTC);
    private static final Terms TERMS = Terms.dailyLimit(2).countries("US");
    private static final Terms LOWER_LIMIT = Terms.dailyLimit(1).countries("US");

    private final InMemoryStorage store = InMemoryStorage.create(Fixture.CLOCK);
    private final List<Assignment> seen;

    public AssignmentsLincheckIT() {
        store.addMissing(ACME, NUMBERS, Fixture.CHANGE);
        seen = List.of(assigned(0), assigned(1));
    }

    private Assignment assigned(int number) {
        NewAssignment wanted =
                new NewAssignment(new UUID(0, number), NUMBERS.get(number).id(), AGENTS[number], TERMS);
        return store.assignAll(ACME, List.of(wanted), Fixture.CHANGE).get(0);
    }

    @Operation
    public String count(@Param(name = "number") int number) {
        CountResult result = store.count(new CountRequest(seen.get(number), TO, TODAY));
        return result instanceof CountResult.Counted counted
                ? "call " + counted.after().callsMadeToday()
                : result.getClass().getSimpleName();
    }

    @Operation
    public String countInOneStep(@Param(name = "number") int number) {
        Assignment after = store.countOnOnlyAssignment(ACME, AGENTS[number], TO, null, TODAY);
        return after == null ? "not counted" : "call " + after.callsMadeToday();
    }

    @Operation
    public String assign(@Param(name = "number") int number) {
        try {
            return "assigned, after calls: " + assigned(number).callsMadeToday();
        } catch (InventoryException.Assigned e) {
            return "is assigned";
        }
    }

    @Operation
    public String unassign(@Param(name = "number") int number) {
        try {
            return "unassigned, after calls: "
                    + store.unassignNumbers(ACME, Set.of(NUMBERS.get(number).id()), Fixture.CHANGE)
                            .get(0)
                            .callsMadeToday();
        } catch (InventoryException.NotAssigned e) {
            return "is not assigned";
        }
    }

    @Operation
    public String lowerLimit(@Param(name = "number") int number) {
        try {
            return "lowered, after calls: "
                    + store.changeTerms(ACME, NUMBERS.get(number).id(), LOWER_LIMIT, Fixture.CHANGE)
                            .callsMadeToday();
        } catch (InventoryException.NotAssigned e) {
            return "is not assigned";
        }
    }

    @Operation
    public List<Integer> read(@Param(name = "number") int number) {
        return store.assignmentsOf(ACME, AGENTS[number]).stream()
                .map(each -> 10 * each.terms().dailyLimit() + each.callsMadeToday())
                .toList();
    }

    @Test
    @DisplayName("D2 D10 D12 K2 in every interleaving, counts and changes have the results of some order of them")
    void linearizable() {
        Linearizability.modelCheck(getClass(), 3);
    }

    @Test
    @DisplayName("D2 D10 D12 K2 under stress, counts and changes have the results of some order of them")
    void linearizableUnderStress() {
        Linearizability.stress(getClass(), 3);
    }
}
