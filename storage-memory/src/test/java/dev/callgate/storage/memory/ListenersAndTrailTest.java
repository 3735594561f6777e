package dev.callgate.storage.memory;

import static dev.callgate.contract.Fixture.CHANGE;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.agent;
import static dev.callgate.contract.Fixture.digits;
import static dev.callgate.contract.Fixture.newOrganization;
import static dev.callgate.contract.Fixture.number;
import static dev.callgate.contract.Fixture.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.AdministrationListener;
import dev.callgate.admin.AssignmentRow;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.NumberUpdate;
import dev.callgate.contract.Fixture;
import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditEntry.Action;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.CallDay;
import dev.callgate.model.Capability;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Listeners are told of every change that the audit trail has. */
class ListenersAndTrailTest {
    private static final ActorId BOSS = new ActorId("boss");
    private static final Terms TERMS = Terms.dailyLimit(3).countries("US", "CA");
    private static final Terms OTHER_TERMS = Terms.dailyLimit(7).countries("DE");
    private static final AgentId ANNA = new AgentId("anna");
    private static final AgentId BERT = new AgentId("bert");
    private static final CallDay TODAY = CallDay.at(NOW, ZoneOffset.UTC);
    private static final CallDay YESTERDAY = new CallDay(TODAY.date().minusDays(1), ZoneOffset.UTC);
    private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);

    private final InMemoryStorage storage = InMemoryStorage.create(Fixture.CLOCK);
    private final OrganizationId organization = newOrganization();
    private PhoneNumber number;

    @BeforeEach
    void addTheNumber() {
        number = add(number(organization, 1));
    }

    private PhoneNumber add(PhoneNumber wanted) {
        return storage.addMissing(wanted.organization(), List.of(wanted), CHANGE)
                .get(0);
    }

    /** A change of the boss's, so many seconds after the number was added. */
    private static ChangeContext at(int seconds) {
        return new ChangeContext(BOSS, NOW.plusSeconds(seconds));
    }

    private NumberInventory inventory(ChangeContext by) {
        return NumberInventory.over(storage).withClock(clock(by)).withActor(by.actor());
    }

    private Assignments assignments(ChangeContext by) {
        return Assignments.over(storage).withClock(clock(by)).withActor(by.actor());
    }

    private static Clock clock(ChangeContext by) {
        return Clock.fixed(by.at(), ZoneOffset.UTC);
    }

    /** All entries that a query keeps, page after page, the newest first; ends when there are too many. */
    private List<AuditEntry> pages(AuditQuery query) {
        List<AuditEntry> page = storage.list(query);
        List<AuditEntry> all = new ArrayList<>(page);
        while (!page.isEmpty() && all.size() < 10_000) {
            page = storage.list(query.olderThan(page.get(page.size() - 1)));
            all.addAll(page);
        }
        return all;
    }

    private List<AuditEntry> trail(OrganizationId tenant) {
        return pages(AuditQuery.of(tenant).limit(AuditQuery.MAX_LIMIT));
    }

    private List<AuditEntry> trail() {
        return trail(organization);
    }

    /** Runs a change, and returns the entries that it made, the oldest first; asserts that the older ones stayed. */
    private List<AuditEntry> entriesOf(Executable change) {
        List<AuditEntry> before = trail();
        try {
            change.execute();
        } catch (Throwable e) {
            throw new AssertionError("the change failed", e);
        }
        List<AuditEntry> after = trail();
        int made = after.size() - before.size();
        assertTrue(made >= 0, () -> "entries are missing: " + after);
        assertEquals(before, after.subList(made, after.size()));
        List<AuditEntry> entries = new ArrayList<>(after.subList(0, made));
        Collections.reverse(entries);
        return entries;
    }

    private static List<Action> actions(List<AuditEntry> entries) {
        return entries.stream().map(AuditEntry::action).toList();
    }

    private void count(Assignment on, CallDay day) {
        CountRequest request = new CountRequest(on, E164.of("+12025550199"), day);
        assertInstanceOf(CountResult.Counted.class, storage.count(request));
    }

    /** Writes down what it is told, as the trail should have it, and whether the store had it by then. */
    private final class Told implements AdministrationListener {
        private final List<String> lines = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();

        private void tell(Action action, ActorId actor, UUID id, AgentId agent, boolean stored) {
            String line = "%s by %s, %s, %s".formatted(action, actor, id, agent);
            lines.add(line);
            if (!stored) {
                missing.add(line);
            }
        }

        private boolean isStored(PhoneNumber as) {
            return storage.find(as.organization(), as.id()).equals(Optional.of(as));
        }

        private boolean isStored(Assignment as) {
            return storage.assignmentsOf(as.number().organization(), as.agent()).contains(as);
        }

        private AgentId holder(Assignment of) {
            return storage.find(of.number().organization(), of.number().id())
                    .orElseThrow()
                    .assignedTo();
        }

        @Override
        public void numbersAdded(ActorId actor, List<PhoneNumber> added) {
            added.forEach(each -> tell(Action.NUMBER_ADDED, actor, each.id(), null, isStored(each)));
        }

        @Override
        public void numberChanged(ActorId actor, PhoneNumber after) {
            tell(Action.NUMBER_CHANGED, actor, after.id(), null, isStored(after));
        }

        @Override
        public void numberDeleted(ActorId actor, OrganizationId of, UUID id) {
            tell(Action.NUMBER_DELETED, actor, id, null, storage.find(of, id).isEmpty());
        }

        @Override
        public void assigned(ActorId actor, List<Assignment> made) {
            made.forEach(
                    each -> tell(Action.NUMBER_ASSIGNED, actor, each.number().id(), each.agent(), isStored(each)));
        }

        @Override
        public void termsChanged(ActorId actor, Assignment after) {
            tell(Action.TERMS_CHANGED, actor, after.number().id(), after.agent(), isStored(after));
        }

        @Override
        public void unassigned(ActorId actor, List<Assignment> ended) {
            ended.forEach(each ->
                    tell(Action.NUMBER_UNASSIGNED, actor, each.number().id(), each.agent(), holder(each) == null));
        }

        @Override
        public void moved(ActorId actor, AgentId from, List<Assignment> now) {
            now.forEach(each -> {
                tell(Action.NUMBER_UNASSIGNED, actor, each.number().id(), from, isStored(each));
                tell(Action.NUMBER_ASSIGNED, actor, each.number().id(), each.agent(), isStored(each));
            });
        }

        @Override
        public void countsReset(ActorId actor, OrganizationId of, LocalDate day, int counts) {
            boolean stored = trail(of).get(0).after().equals(resetText(day, counts));
            tell(Action.DAILY_COUNTS_RESET, actor, null, null, stored);
        }
    }

    private static Map<String, String> resetText(LocalDate day, int counts) {
        return Map.of("last_reset_date", day.toString(), "counts", String.valueOf(counts));
    }

    @Test
    @DisplayName("T1 listeners are told of every change that the trail has, by whom, once the store has it")
    void notifiesOfEveryEntry() {
        Told told = new Told();
        NumberInventory numbers = inventory(at(1)).withListener(told);
        Assignments assignments = assignments(at(1)).withListener(told);
        List<AuditEntry> made = entriesOf(() -> administer(numbers, assignments));

        List<String> expected = made.stream()
                .map(each -> "%s by %s, %s, %s".formatted(each.action(), each.actor(), each.numberId(), each.agent()))
                .toList();
        assertEquals(Set.of(Action.values()), Set.copyOf(actions(made)));
        assertEquals(sorted(expected), sorted(told.lines));
        assertEquals(List.of(), told.missing);
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }

    /** Makes every kind of change, and none that changes nothing. */
    private void administer(NumberInventory numbers, Assignments assignments) {
        PhoneNumber second = numbers.add(NewNumber.of(organization, digits(2)));
        List<ImportRow> rows = IntStream.range(0, 5)
                .mapToObj(n -> ImportRow.of(n, "as written", digits(n)))
                .toList();
        numbers.importRows(organization, rows.iterator(), row -> {});
        numbers.deactivate(organization, second.id());
        numbers.activate(organization, second.id());
        numbers.quarantine(organization, second.id(), APRIL);
        numbers.endQuarantine(organization, second.id());
        numbers.update(organization, second.id(), NumberUpdate.create().provider("twilio"));
        numbers.update(organization, second.id(), NumberUpdate.create().capabilities(Set.of(Capability.FAX)));
        numbers.delete(organization, second.id());
        second = numbers.add(NewNumber.of(organization, digits(2)));

        count(assignments.assign(second, ANNA, TERMS), YESTERDAY);
        assignments.resetDailyCallCounts(organization, ZoneOffset.UTC);
        assignments.changeTerms(second, OTHER_TERMS);
        assignments.distribute(
                numbers.findAll(organization, List.of(E164.of(digits(3)), E164.of(digits(4)))),
                List.of(ANNA, BERT),
                TERMS);
        assignments.importRows(
                numbers,
                organization,
                List.of(new AssignmentRow(1, "as written", digits(0), "anna", "3", "US", null, null))
                        .iterator(),
                row -> {},
                ImportOptions.defaults());
        assignments.moveAll(organization, ANNA, BERT);
        assignments.unassign(second);
        assignments.unassignAll(organization, BERT);
    }
}
