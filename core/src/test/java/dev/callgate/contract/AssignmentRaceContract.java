package dev.callgate.contract;

import static dev.callgate.contract.Fixture.CHANGE;
import static dev.callgate.contract.Fixture.LATER;
import static dev.callgate.contract.Fixture.LATER_CHANGE;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.agent;
import static dev.callgate.contract.Fixture.all;
import static dev.callgate.contract.Fixture.number;
import static dev.callgate.contract.Fixture.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.InventoryException;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.spi.CountResult;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If several administrators change the same number at the same time, exactly one succeeds. */
@Needs({Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS})
abstract class AssignmentRaceContract extends AssignmentTests {
    private static final int ROUNDS = 200;

    @ParameterizedTest
    @ValueSource(ints = {2, 16})
    @DisplayName("K2 if several administrators assign one number at once, one succeeds")
    void concurrentAssignmentsToSeveralAgentsSucceedOnce(int administrators) throws Exception {
        List<PhoneNumber> numbers = storage().addMissing(stranger, numbers(stranger, ROUNDS), CHANGE);
        try (Together race = new Together(administrators)) {
            for (PhoneNumber each : numbers) {
                Assignment winner = race.run(runner -> () -> assign(each, agent(runner)))
                        .onlyResult(InventoryException.Assigned.class);
                assertEquals(winner.number(), stored(each));
                assertEquals(winner, current(each));
            }
        }
        assertEquals(ROUNDS, assignmentsIn(stranger).size());
    }

    @Test
    @DisplayName("K2 if 16 administrators assign one number to one agent at once, one succeeds; also a second time")
    void concurrentAssignmentsToOneAgentSucceedOnce() throws Exception {
        try (Together race = new Together(16)) {
            Assignment first =
                    race.run(runner -> () -> assign(number, ANNA)).onlyResult(InventoryException.Assigned.class);
            unassign(number);
            Assignment second =
                    race.run(runner -> () -> assign(number, ANNA)).onlyResult(InventoryException.Assigned.class);
            assertEquals(first.id(), second.id());
            assertEquals(List.of(second), assignmentsIn(organization));
        }
    }

    @Test
    @DisplayName("K2 if one assigns a number while another deletes it, it is deleted or assigned, never both")
    void eitherAssignsOrDeletes() throws Exception {
        List<PhoneNumber> numbers = storage().addMissing(stranger, numbers(stranger, ROUNDS), CHANGE);
        try (Together race = new Together(2)) {
            for (PhoneNumber each : numbers) {
                Together.Outcome<Boolean> outcome = race.run(runner -> () -> {
                    if (runner == 0) {
                        return assign(each, ANNA) == null;
                    }
                    storage().delete(stranger, each.id(), LATER_CHANGE);
                    return true;
                });
                assertDeletedOrAssigned(each, outcome);
            }
        }
        assertEquals(
                storage().list(all(stranger)),
                assignmentsIn(stranger).stream().map(Assignment::number).toList());
    }

    private void assertDeletedOrAssigned(PhoneNumber each, Together.Outcome<Boolean> outcome) {
        boolean deleted = storage().find(stranger, each.id()).isEmpty();
        assertEquals(
                deleted,
                outcome.onlyResult(
                        deleted ? InventoryException.NoSuchNumber.class : InventoryException.Assigned.class));
        assertEquals(!deleted, storage().assignmentsOf(stranger, ANNA).stream().anyMatch(found -> found.number()
                .id()
                .equals(each.id())));
    }

    @Test
    @DisplayName("K2 if two administrators unassign one number at once, one succeeds")
    void concurrentUnassignmentsSucceedOnce() throws Exception {
        try (Together race = new Together(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                Assignment assigned = assign(number, ANNA);
                Assignment ended =
                        race.run(runner -> () -> unassign(number)).onlyResult(InventoryException.NotAssigned.class);
                assertEquals(assigned, ended);
                assertNull(stored(number).assignedTo());
            }
        }
    }

    @Test
    @DisplayName("K2 if one unassigns a number while another assigns it, both see a consistent state")
    void concurrentAssignAndUnassignStayConsistent() throws Exception {
        assign(number, ANNA);
        try (Together race = new Together(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                AgentId next = agent(round % 2);
                Together.Outcome<Assignment> outcome =
                        race.run(runner -> () -> runner == 0 ? unassign(number) : assign(number, next));
                outcome.failures().forEach(each -> assertInstanceOf(InventoryException.Assigned.class, each));
                assertTrue(!outcome.results().isEmpty(), outcome::toString);
                if (stored(number).assignedTo() == null) {
                    assign(number, next);
                }
                assertEquals(List.of(current(number)), assignmentsIn(organization));
            }
        }
    }

    @Test
    @DisplayName("D12 calls that are counted while their number is unassigned and assigned again all count")
    void countsEachCallDuringAReassignment() throws Exception {
        Terms generous = Terms.dailyLimit(ROUNDS).countries("US");
        assign(number, ANNA, generous, NOW);
        int counted = 0;
        try (Together race = new Together(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                Assignment seen = current(number);
                List<Boolean> results = race.<Boolean>run(runner -> () -> {
                            if (runner == 0) {
                                return count(seen) instanceof CountResult.Counted;
                            }
                            unassign(number);
                            assign(number, ANNA, generous, LATER);
                            return false;
                        })
                        .results();
                assertEquals(2, results.size(), "both should succeed");
                counted += results.contains(true) ? 1 : 0;
            }
        }
        assertEquals(counted, current(number).callsOn(TODAY.date()));
    }
}
