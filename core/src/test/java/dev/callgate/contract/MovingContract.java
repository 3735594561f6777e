package dev.callgate.contract;

import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.agent;
import static dev.callgate.contract.Fixture.all;
import static dev.callgate.contract.Fixture.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.InventoryException;
import dev.callgate.model.PhoneNumber;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Several numbers are distributed, moved and unassigned in one step. */
@Needs({Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS})
abstract class MovingContract extends AssignmentTests {
    @Test
    @DisplayName("K2 numbers are distributed evenly")
    void distributesEvenly() {
        List<AgentId> agents = IntStream.range(0, 3).mapToObj(Fixture::agent).toList();

        List<Assignment> made = administration().distribute(addMany(11), agents, TERMS);

        assertEquals(11, made.size());
        assertEquals(Set.copyOf(made), Set.copyOf(assignmentsIn(organization)));
        List<Integer> each = agents.stream()
                .map(agent -> storage().assignmentsOf(organization, agent).size())
                .toList();
        assertEquals(List.of(4, 4, 3), each);
        assertTrue(made.stream().allMatch(assignment -> assignment.terms().equals(TERMS)));
        assertEquals(List.of(), administration().distribute(List.of(), agents, TERMS));
    }

    @Test
    @DisplayName("K2 either all numbers are distributed or none")
    void distributesAllOrNothing() {
        List<PhoneNumber> many = addMany(5);
        List<AgentId> agents = List.of(ANNA, BERT);
        assign(many.get(3), BERT);
        assertRefused(
                InventoryException.Assigned.class,
                () -> administration().distribute(many, agents, TERMS),
                many.get(3).e164(),
                BERT);
        assertRefused(
                InventoryException.Assigned.class,
                () -> administration().distribute(List.of(many.get(0), many.get(1), many.get(0)), agents, TERMS),
                many.get(0).e164());
        PhoneNumber unknown = number(organization, 4_711);
        assertRefused(
                InventoryException.NoSuchNumber.class,
                () -> administration().distribute(List.of(many.get(0), unknown), agents, TERMS),
                unknown.id());
        PhoneNumber theirs = add(number(stranger, 1));
        assertRefused(
                IllegalArgumentException.class,
                () -> administration().distribute(List.of(many.get(0), theirs), agents, TERMS),
                theirs.e164(),
                stranger);
        for (List<AgentId> wrong : List.of(List.<AgentId>of(), List.of(ANNA, ANNA))) {
            assertRefused(IllegalArgumentException.class, () -> administration().distribute(many, wrong, TERMS), wrong);
        }
    }

    @Test
    @DisplayName("D12 all numbers of an agent move with their terms, and the new agent's earlier counts continue")
    void movesAllNumbers() {
        PhoneNumber second = add(number(organization, 2));
        count(assign(number, BERT));
        Assignment berts = unassign(number);
        count(assign(number, ANNA, OTHER_TERMS.countries("US"), NOW));
        assign(second, ANNA);
        Assignment other = assign(add(number(organization, 3)), BERT);

        List<Assignment> moved = administration().moveAll(organization, ANNA, BERT);

        assertEquals(2, moved.size());
        assertEquals(List.of(), storage().assignmentsOf(organization, ANNA));
        assertEquals(3, storage().assignmentsOf(organization, BERT).size());
        assertTrue(storage().assignmentsOf(organization, BERT).contains(other));
        Assignment again = current(number);
        assertEquals(berts.id(), again.id());
        assertEquals(1, again.callsMadeToday());
        assertEquals(OTHER_TERMS.countries("US"), again.terms());
        assertEquals(TERMS, current(second).terms());
        assertEquals(Set.of(again, current(second)), Set.copyOf(moved));
    }

    @Test
    @DisplayName("K2 all numbers of an agent are unassigned in one step")
    void unassignsAllNumbersOfAnAgent() {
        PhoneNumber second = add(number(organization, 2));
        count(assign(number, ANNA));
        assign(second, ANNA);

        List<Assignment> ended = administration().unassignAll(organization, ANNA);

        assertEquals(Set.of(number.e164(), second.e164()), digitsOf(ended));
        assertEquals(List.of(), assignmentsIn(organization));
        assertEquals(2, storage().count(all(organization).assigned(false), Long.MAX_VALUE));
        assertEquals(1, assign(number, ANNA).callsMadeToday());
        assertEquals(List.of(), administration().unassignAll(organization, BERT));
        assertEquals(List.of(), administration().moveAll(stranger, ANNA, BERT));
        assertRefused(IllegalArgumentException.class, () -> administration().moveAll(organization, ANNA, ANNA), ANNA);
    }

    @Test
    @DisplayName(
            "K2 while all numbers move back and forth, no reader sees a partial move, and each number has one agent")
    void movesAreAtomic() throws Exception {
        administration().distribute(addMany(5), List.of(ANNA), TERMS);
        try (Together race = new Together(4)) {
            for (int round = 0; round < 20; round++) {
                Together.Outcome<Integer> outcome = race.run(runner -> switch (runner) {
                    case 0 ->
                        () -> administration().moveAll(organization, ANNA, BERT).size();
                    case 1 ->
                        () -> administration().moveAll(organization, BERT, ANNA).size();
                    default -> this::largestShare;
                });
                assertEquals(List.of(), outcome.failures());
                assertEquals(5, largestShare());
                outcome.results().forEach(result -> assertTrue(result == 0 || result == 5, outcome::toString));
            }
        }
    }

    /** Returns the larger of the two agents' shares of the five numbers, from a single read. */
    private int largestShare() {
        List<Assignment> seen = assignmentsIn(organization);
        long annas = seen.stream().filter(each -> each.agent().equals(ANNA)).count();
        return (int) Math.max(annas, seen.size() - annas);
    }
}
