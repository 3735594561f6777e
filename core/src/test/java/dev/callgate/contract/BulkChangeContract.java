package dev.callgate.contract;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.contract.Fixture.ADMIN;
import static dev.callgate.contract.Fixture.CLOCK;
import static dev.callgate.contract.Fixture.LATER_CHANGE;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.agent;
import static dev.callgate.contract.Fixture.all;
import static dev.callgate.contract.Fixture.newId;
import static dev.callgate.contract.Fixture.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.AdministrationListener;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.BulkChange;
import dev.callgate.admin.BulkReport;
import dev.callgate.admin.BulkReport.Reason;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.NumberUpdate;
import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditEntry.Action;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.E164;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.PhoneNumber;
import dev.callgate.spi.AssignmentAdminStore.NumberMove;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many numbers are changed in batches, and what could not be changed is reported. */
@Needs({Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS, Ability.IMPORT, Ability.AUDIT})
abstract class BulkChangeContract extends AssignmentTests {
    private static final int MANY = 1_200;

    private static final NumberUpdate RESTING =
            NumberUpdate.create().status(NumberStatus.INACTIVE).quarantineUntil(LocalDate.of(2026, 4, 1));

    private final List<BulkReport.Skipped> skipped = new ArrayList<>();

    private BulkReport run(BulkChange change, NumberQuery query) {
        return change.run(NumberInventory.over(storage()).withClock(CLOCK), administration(), query, skipped::add);
    }

    private BulkReport run(BulkChange change, List<PhoneNumber> numbers) {
        return change.run(
                NumberInventory.over(storage()).withClock(CLOCK),
                administration(),
                organization,
                numbers.stream().map(PhoneNumber::e164).toList(),
                skipped::add);
    }

    private static BulkReport report(long total, long changed, long unchanged, Map<Reason, Long> skipped) {
        return new BulkReport(total, changed, unchanged, skipped, Duration.ZERO);
    }

    private NumberQuery available() {
        return all(organization).assigned(false);
    }

    private List<Integer> shares(int agents) {
        return IntStream.range(0, agents)
                .mapToObj(n -> storage().assignmentsOf(organization, agent(n)).size())
                .toList();
    }

    @Test
    @DisplayName("K2 all available numbers are distributed evenly, over several batches, with progress")
    void distributesByQuery() {
        List<PhoneNumber> many = addMany(MANY);
        assign(many.get(3), BERT);
        List<AgentId> agents = IntStream.range(0, 7).mapToObj(Fixture::agent).toList();
        List<BulkReport> progress = new ArrayList<>();

        BulkReport report = run(BulkChange.assign(agents, TERMS).withProgress(progress::add), all(organization));

        assertEquals(report(MANY + 1, MANY, 0, Map.of(Reason.ASSIGNED, 1L)), report);
        assertEquals(
                List.of(new BulkReport.Skipped(
                        many.get(3).e164(),
                        Reason.ASSIGNED,
                        "%s is assigned to agent bert: unassign it first"
                                .formatted(many.get(3).e164()))),
                skipped);
        assertEquals(List.of(172, 172, 172, 171, 171, 171, 171), shares(7));
        assertEquals(
                List.of(500L, 1_000L, 1_201L),
                progress.stream().map(BulkReport::finished).toList());
        assertTrue(assignmentsIn(organization).stream()
                .allMatch(each -> each.terms().equals(TERMS)));
        assertEquals(report(0, 0, 0, Map.of()), run(BulkChange.assign(agents, TERMS), available()));
    }

    @Test
    @DisplayName("K3 an interrupted bulk change keeps its earlier batches, and another run does the rest, once")
    void interruptedChangeIsCompleted() {
        addMany(MANY - 1);
        BulkChange change = BulkChange.assign(List.of(ANNA, BERT), TERMS);
        BulkChange broken = change.withProgress(soFar -> {
            throw new IllegalStateException("the client is gone after " + soFar.finished());
        });
        assertThrowsNaming(IllegalStateException.class, () -> run(broken, available()), "after 500");
        assertEquals(500, assignmentsIn(organization).size());

        assertEquals(report(700, 700, 0, Map.of()), run(change, available()));
        assertEquals(MANY, assignmentsIn(organization).size());
        List<AuditEntry> assigned = entries(Action.NUMBER_ASSIGNED);
        assertEquals(MANY, assigned.size());
        assertEquals(
                MANY, assigned.stream().map(AuditEntry::numberId).distinct().count());
    }

    private List<AuditEntry> entries(Action action) {
        List<AuditEntry> all = new ArrayList<>();
        AuditQuery query = AuditQuery.of(organization).limit(AuditQuery.MAX_LIMIT);
        List<AuditEntry> page = storage().list(query);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = storage().list(query.olderThan(page.get(page.size() - 1)));
        }
        return all.stream().filter(each -> each.action() == action).toList();
    }

    @Test
    @DisplayName("D12 chosen numbers move under the same terms, and earlier counts continue")
    void moves() {
        List<PhoneNumber> many = addMany(4);
        count(assign(many.get(0), BERT));
        Assignment berts = unassign(many.get(0));
        assign(many.get(0), ANNA, OTHER_TERMS, NOW);
        assign(many.get(1), ANNA);
        Assignment kept = assign(many.get(2), BERT);
        List<Object> moved = new ArrayList<>();
        Assignments listened = administration().withListener(new AdministrationListener() {
            @Override
            public void moved(ActorId actor, AgentId from, List<Assignment> now) {
                moved.add(List.of(from, digitsOf(now)));
            }
        });

        BulkReport report = BulkChange.move(List.of(BERT))
                .run(
                        NumberInventory.over(storage()),
                        listened,
                        organization,
                        many.stream().map(PhoneNumber::e164).toList(),
                        skipped::add);

        assertEquals(report(4, 2, 1, Map.of(Reason.NOT_ASSIGNED, 1L)), report);
        assertEquals(many.get(3).e164(), skipped.get(0).number());
        assertEquals(berts.id(), current(many.get(0)).id());
        assertEquals(1, current(many.get(0)).callsMadeToday());
        assertEquals(OTHER_TERMS, current(many.get(0)).terms());
        assertEquals(BERT, current(many.get(1)).agent());
        assertEquals(kept, current(many.get(2)));
        assertEquals(
                List.of(List.of(ANNA, Set.of(many.get(0).e164(), many.get(1).e164()))), moved);
        assertEquals(report(4, 0, 3, Map.of(Reason.NOT_ASSIGNED, 1L)), run(BulkChange.move(List.of(BERT)), many));
    }

    @Test
    @DisplayName("K2 chosen numbers are unassigned; those of nobody are unchanged")
    void unassigns() {
        List<PhoneNumber> many = addMany(3);
        assign(many.get(0), ANNA);
        assign(many.get(1), BERT);
        assign(number, BERT);
        assertEquals(report(3, 2, 1, Map.of()), run(BulkChange.unassign(), many));
        assertEquals(Set.of(number.e164()), digitsOf(assignmentsIn(organization)));
        assertEquals(report(3, 0, 3, Map.of()), run(BulkChange.unassign(), many));
    }

    @Test
    @DisplayName("D10 many numbers get a status and a quarantine; those that have them are unchanged")
    void updates() {
        List<PhoneNumber> many = addMany(MANY - 1);
        assign(many.get(0), ANNA);
        BulkChange change = BulkChange.update(RESTING);
        assertEquals(report(MANY, MANY, 0, Map.of()), run(change, all(organization)));
        List<PhoneNumber> after = storage().list(all(organization));
        after.forEach(each -> assertEquals(NumberStatus.INACTIVE, each.status()));
        after.forEach(each -> assertEquals(LocalDate.of(2026, 4, 1), each.quarantinedUntil()));
        assertEquals(ANNA, stored(many.get(0)).assignedTo());
        assertEquals(report(MANY, 0, MANY, Map.of()), run(change, all(organization)));
        List<AuditEntry> entries = entries(Action.NUMBER_CHANGED);
        assertEquals(MANY, entries.size());
        assertEquals(Set.of(NOW), entries.stream().map(AuditEntry::at).collect(Collectors.toSet()));
    }

    @Test
    @DisplayName("K2 available numbers are deleted, assigned ones are reported")
    void deletes() {
        List<PhoneNumber> many = addMany(3);
        assign(many.get(0), ANNA);
        assertEquals(report(3, 2, 0, Map.of(Reason.ASSIGNED, 1L)), run(BulkChange.delete(), many));
        assertEquals(
                Set.of(number.e164(), many.get(0).e164()),
                storage().list(all(organization)).stream()
                        .map(PhoneNumber::e164)
                        .collect(Collectors.toSet()));
        assertEquals(
                report(3, 0, 0, Map.of(Reason.ASSIGNED, 1L, Reason.NOT_IN_INVENTORY, 2L)),
                run(BulkChange.delete(), many));
    }

    @Test
    @DisplayName("K3 a dry run reports the same, and changes nothing")
    void dryRun() {
        List<PhoneNumber> many = addMany(5);
        assign(many.get(0), ANNA);
        List<Object> before = everything();
        for (BulkChange change : List.of(
                BulkChange.assign(List.of(ANNA, BERT), TERMS),
                BulkChange.move(List.of(BERT)),
                BulkChange.unassign(),
                BulkChange.update(RESTING),
                BulkChange.delete())) {
            BulkReport dry = run(change.asDryRun(), all(organization));
            assertEquals(before, everything());
            assertEquals(6, dry.finished());
            assertTrue(dry.changed() > 0);
        }
        assertEquals(
                report(6, 5, 0, Map.of(Reason.ASSIGNED, 1L)),
                run(BulkChange.assign(List.of(BERT), TERMS), all(organization)));
    }

    @Test
    @DisplayName("K1 a bulk change of another organization's numbers finds none of them")
    void changesNoForeignNumbers() {
        PhoneNumber theirs = add(number(stranger, 1));
        PhoneNumber theirsOnly = add(number(stranger, 50));
        assign(theirs, ANNA);
        List<Object> before = List.of(storage().list(all(stranger)), assignmentsIn(stranger));
        for (BulkChange change : List.of(
                BulkChange.assign(List.of(ANNA), TERMS),
                BulkChange.move(List.of(BERT)),
                BulkChange.unassign(),
                BulkChange.update(RESTING),
                BulkChange.delete())) {
            assertEquals(report(1, 0, 0, Map.of(Reason.NOT_IN_INVENTORY, 1L)), run(change, List.of(theirsOnly)));
            run(change, all(organization));
            assertEquals(before, List.of(storage().list(all(stranger)), assignmentsIn(stranger)));
        }
    }

    @Test
    @DisplayName("K2 if two administrators distribute the same numbers at once, each number has one agent")
    void concurrentDistributions() throws Exception {
        addMany(600);
        try (Together race = new Together(2)) {
            List<BulkReport> reports = race.run(runner -> () -> BulkChange.assign(List.of(agent(runner)), TERMS)
                            .run(NumberInventory.over(storage()), administration(), available(), each -> {}))
                    .results();
            assertEquals(601, reports.stream().mapToLong(BulkReport::changed).sum(), reports::toString);
        }
        List<Assignment> all = assignmentsIn(organization);
        assertEquals(601, all.size());
        assertEquals(
                601, all.stream().map(each -> each.number().id()).distinct().count());
    }

    @Test
    @DisplayName("K2 a store changes all numbers of a batch, or none")
    void storesChangeAllOrNone() {
        List<PhoneNumber> many = addMany(3);
        assign(many.get(0), ANNA);
        Set<UUID> ids = many.stream().map(PhoneNumber::id).collect(Collectors.toSet());
        List<NumberMove> moves = many.stream()
                .map(each -> new NumberMove(newId(), each.id(), BERT))
                .toList();
        UUID unknown = newId();
        Set<UUID> withUnknown = Set.of(many.get(0).id(), unknown);
        assertRefused(
                InventoryException.NotAssigned.class, () -> storage().unassignNumbers(organization, ids, LATER_CHANGE));
        assertRefused(
                InventoryException.NotAssigned.class, () -> storage().moveNumbers(organization, moves, LATER_CHANGE));
        assertRefused(
                InventoryException.Assigned.class,
                () -> storage().deleteAll(organization, ids, LATER_CHANGE),
                many.get(0).id());
        assertRefused(
                InventoryException.NoSuchNumber.class,
                () -> storage()
                        .updateAll(
                                organization,
                                withUnknown,
                                each -> each.withStatus(NumberStatus.INACTIVE, NOW),
                                LATER_CHANGE),
                unknown);
        assertRefused(
                InventoryException.NoSuchNumber.class,
                () -> storage().unassignNumbers(organization, withUnknown, LATER_CHANGE),
                unknown);
        assertRefused(
                InventoryException.NoSuchNumber.class,
                () -> storage().deleteAll(stranger, Set.of(many.get(1).id()), LATER_CHANGE),
                many.get(1).id());
        assertEquals(4, entries(Action.NUMBER_ADDED).size());
        assertEquals(1, entries(Action.NUMBER_ASSIGNED).size());
        assertEquals(List.of(), entries(Action.NUMBER_DELETED));
        assertEquals(List.of(), entries(Action.NUMBER_UNASSIGNED));
    }

    @Test
    @DisplayName("K2 a bulk change needs agents, each once")
    void requiresAgents() {
        for (List<AgentId> wrong : List.of(List.<AgentId>of(), List.of(ANNA, ANNA))) {
            assertThrowsNaming(IllegalArgumentException.class, () -> BulkChange.assign(wrong, TERMS), wrong);
            assertThrowsNaming(IllegalArgumentException.class, () -> BulkChange.move(wrong), wrong);
        }
        E164 twice = number.e164();
        assertEquals(
                report(1, 1, 0, Map.of()),
                BulkChange.assign(List.of(ANNA), TERMS)
                        .run(
                                NumberInventory.over(storage()).withActor(ADMIN).withClock(CLOCK),
                                administration(),
                                organization,
                                List.of(twice, twice),
                                skipped::add));
    }
}
