package dev.callgate.contract;

import static dev.callgate.contract.Fixture.ADMIN;
import static dev.callgate.contract.Fixture.CHANGE;
import static dev.callgate.contract.Fixture.LATER;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.agent;
import static dev.callgate.contract.Fixture.number;
import static dev.callgate.contract.Fixture.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AuditEntry.Action;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.InventoryException;
import dev.callgate.model.PhoneNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** If administrators race, the audit trail names the one that succeeded. */
@Needs({Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS, Ability.AUDIT})
abstract class AuditRaceContract extends AuditTests {
    @Test
    @DisplayName("K2 if two administrators assign one number at once, one succeeds each time, and one entry names it")
    void recordsEachConcurrentAssignmentOnce() throws Exception {
        List<String> expected = new ArrayList<>();
        try (Together race = new Together(2)) {
            for (int round = 0; round < suite.rounds(); round++) {
                Instant at = NOW.plusSeconds(2L * round);
                Assignment won = race.run(
                                runner -> () -> assign(number, agent(runner), new ChangeContext(actor(runner), at)))
                        .onlyResult(InventoryException.Assigned.class);
                AgentId owner =
                        storage().find(organization, number.id()).orElseThrow().assignedTo();
                assertEquals(won.agent(), owner);
                ActorId winner = owner.equals(agent(0)) ? actor(0) : actor(1);
                expected.add(line(Action.NUMBER_ASSIGNED, winner, owner, at));
                storage().unassign(organization, number.id(), new ChangeContext(BOSS, at.plusSeconds(1)));
                expected.add(line(Action.NUMBER_UNASSIGNED, BOSS, owner, at.plusSeconds(1)));
            }
        }
        assertEquals(expected, lines(number));
        assertEquals(1 + expected.size(), trail().size());
    }

    @Test
    @DisplayName("K2 if one assigns a number while another deletes it, the trail has exactly the change that happened")
    void recordsWhetherANumberWasAssignedOrDeleted() throws Exception {
        List<PhoneNumber> numbers = storage().addMissing(stranger, numbers(stranger, fewRounds()), CHANGE);
        try (Together race = new Together(2)) {
            for (PhoneNumber each : numbers) {
                Together.Outcome<Boolean> outcome = race.run(runner -> () -> {
                    ChangeContext by = new ChangeContext(actor(runner), LATER);
                    if (runner == 0) {
                        return assign(each, ANNA, by) == null;
                    }
                    storage().delete(stranger, each.id(), by);
                    return true;
                });
                boolean deleted = storage().find(stranger, each.id()).isEmpty();
                outcome.onlyResult(deleted ? InventoryException.NoSuchNumber.class : InventoryException.Assigned.class);
                assertEquals(
                        List.of(
                                deleted
                                        ? line(Action.NUMBER_DELETED, actor(1), null, LATER)
                                        : line(Action.NUMBER_ASSIGNED, actor(0), ANNA, LATER)),
                        lines(each));
            }
        }
        assertEquals(2 * fewRounds(), trail(stranger).size());
    }

    @Test
    @DisplayName("K2 if two administrators unassign one number at once, the trail names the one that succeeded")
    void recordsEachConcurrentUnassignmentOnce() throws Exception {
        List<String> expected = new ArrayList<>();
        try (Together race = new Together(2)) {
            for (int round = 0; round < fewRounds(); round++) {
                Instant at = NOW.plusSeconds(2L * round);
                assign(number, ANNA, new ChangeContext(BOSS, at));
                expected.add(line(Action.NUMBER_ASSIGNED, BOSS, ANNA, at));
                Instant then = at.plusSeconds(1);
                ActorId winner = race.run(runner -> () -> {
                            storage().unassign(organization, number.id(), new ChangeContext(actor(runner), then));
                            return actor(runner);
                        })
                        .onlyResult(InventoryException.NotAssigned.class);
                expected.add(line(Action.NUMBER_UNASSIGNED, winner, ANNA, then));
            }
        }
        assertEquals(expected, lines(number));
    }

    @Test
    @DisplayName("K2 if two administrators move an agent's numbers at once, the trail has each move once")
    void recordsEachMoveOnce() throws Exception {
        List<PhoneNumber> many = addMany(3);
        assignments(CHANGE).distribute(many, List.of(ANNA), TERMS);
        Map<UUID, List<String>> expected = new LinkedHashMap<>();
        many.forEach(each ->
                expected.put(each.id(), new ArrayList<>(List.of(line(Action.NUMBER_ASSIGNED, ADMIN, ANNA, NOW)))));
        AgentId holder = ANNA;
        try (Together race = new Together(2)) {
            for (int round = 1; round <= Math.max(1, suite.rounds() / 20); round++) {
                AgentId from = holder;
                ChangeContext first = new ChangeContext(actor(0), NOW.plusSeconds(round));
                Together.Outcome<AgentId> outcome = race.run(runner -> () -> {
                    ChangeContext by = new ChangeContext(actor(runner), first.at());
                    AgentId to = new AgentId("to-" + runner);
                    AgentId other = from.equals(to) ? ANNA : to;
                    return assignments(by).moveAll(organization, from, other).isEmpty() ? null : other;
                });
                assertEquals(List.of(), outcome.failures());
                holder = storage()
                        .find(organization, many.get(0).id())
                        .orElseThrow()
                        .assignedTo();
                AgentId now = holder;
                assertEquals(1, outcome.results().stream().filter(now::equals).count(), outcome::toString);
                assertEquals(1, Collections.frequency(outcome.results(), null), outcome::toString);
                ActorId winner = actor(now.equals(outcome.results().get(0)) ? 0 : 1);
                Consumer<List<String>> moved = lines -> lines.addAll(List.of(
                        line(Action.NUMBER_UNASSIGNED, winner, from, first.at()),
                        line(Action.NUMBER_ASSIGNED, winner, now, first.at())));
                expected.values().forEach(moved);
            }
        }
        many.forEach(each -> assertEquals(expected.get(each.id()), lines(each)));
    }
}
