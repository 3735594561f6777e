package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import dev.callgate.model.AuditQuery;
import dev.callgate.model.E164;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenersOverStorageTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final ActorId BOSS = new ActorId("boss");
    private static final AgentId ANNA = new AgentId("anna");
    private static final AgentId BERT = new AgentId("bert");
    private static final Terms TERMS = Terms.dailyLimit(3).countries("US");

    private final InMemoryStorage storage = InMemoryStorage.create(Fixture.CLOCK);
    private final Telling told = new Telling();
    private final NumberInventory inventory = NumberInventory.over(storage)
            .withListener(told)
            .withClock(Fixture.CLOCK)
            .withActor(BOSS);
    private final Assignments assignments = Assignments.over(storage)
            .withListener(told)
            .withClock(Fixture.CLOCK)
            .withActor(BOSS);

    /** Keeps what it is told, and on which threads. */
    private static final class Telling implements AdministrationListener {
        private final List<List<Object>> events = Collections.synchronizedList(new ArrayList<>());
        private final Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());

        private void tell(Object... event) {
            threads.add(Thread.currentThread());
            events.add(List.of(event));
        }

        @Override
        public void numbersAdded(ActorId actor, List<PhoneNumber> added) {
            tell("added", actor, added);
        }

        @Override
        public void numberChanged(ActorId actor, PhoneNumber after) {
            tell("changed", actor, after);
        }

        @Override
        public void numberDeleted(ActorId actor, OrganizationId organization, UUID id) {
            tell("deleted", actor, organization, id);
        }

        @Override
        public void assigned(ActorId actor, List<Assignment> made) {
            tell("assigned", actor, made);
        }

        @Override
        public void termsChanged(ActorId actor, Assignment after) {
            tell("terms", actor, after);
        }

        @Override
        public void unassigned(ActorId actor, List<Assignment> ended) {
            tell("unassigned", actor, ended);
        }

        @Override
        public void moved(ActorId actor, AgentId from, List<Assignment> now) {
            tell("moved", actor, from, now);
        }

        @Override
        public void countsReset(ActorId actor, OrganizationId organization, LocalDate day, int counts) {
            tell("reset", actor, organization, day, counts);
        }
    }

    private void assertNotified(List<?>... events) {
        assertEquals(List.of(events), told.events);
        told.events.clear();
    }

    private static String digits(int n) {
        return "+1202" + (2_000_000 + n);
    }

    private PhoneNumber add(int n) {
        PhoneNumber added = inventory.add(NewNumber.of(ACME, digits(n)));
        assertNotified(List.of("added", BOSS, List.of(added)));
        return added;
    }

    private Assignment assign(PhoneNumber number, AgentId agent) {
        Assignment made = assignments.assign(number, agent, TERMS);
        assertNotified(List.of("assigned", BOSS, List.of(made)));
        return made;
    }

    // What is told

    @Test
    @DisplayName("T1 each change of a number is told with what the method returns, on the thread that asked")
    void notifiesOfNumberChanges() {
        UUID id = add(1).id();
        List<PhoneNumber> changed = List.of(
                inventory.deactivate(ACME, id),
                inventory.activate(ACME, id),
                inventory.quarantine(ACME, id, LocalDate.of(2026, 4, 1)),
                inventory.endQuarantine(ACME, id),
                inventory.update(ACME, id, NumberUpdate.create().provider("twilio")),
                inventory.update(ACME, id, NumberUpdate.create().capabilities(Set.of())));
        assertNotified(
                changed.stream().map(each -> List.of("changed", BOSS, each)).toArray(List<?>[]::new));
        inventory.delete(ACME, id);
        assertNotified(List.of("deleted", BOSS, ACME, id));
        assertEquals(id, add(1).id());
        assertEquals(Set.of(Thread.currentThread()), told.threads);
    }

    @Test
    @DisplayName("T1 each change of an assignment is told with what the method returns; a move is told as a move only")
    void notifiesOfAssignmentChanges() {
        PhoneNumber number = add(1);
        PhoneNumber second = add(2);
        assign(number, ANNA);
        Assignment changed = assignments.changeTerms(number, TERMS.anyCountry());
        assertNotified(List.of("terms", BOSS, changed));
        List<Assignment> distributed = assignments.distribute(List.of(second), List.of(ANNA), TERMS);
        assertNotified(List.of("assigned", BOSS, distributed));
        List<Assignment> moved = assignments.moveAll(ACME, ANNA, BERT);
        assertEquals(2, moved.size());
        assertNotified(List.of("moved", BOSS, ANNA, moved));
        Assignment ended = assignments.unassign(number);
        assertNotified(List.of("unassigned", BOSS, List.of(ended)));
        List<Assignment> all = assignments.unassignAll(ACME, BERT);
        assertEquals(1, all.size());
        assertNotified(List.of("unassigned", BOSS, all));
        assertEquals(Set.of(Thread.currentThread()), told.threads);
    }

    @Test
    @DisplayName("T1 what is refused, and what finds nothing to do, is not told")
    void doesNotNotifyOfRejectedChanges() {
        PhoneNumber number = add(1);
        PhoneNumber free = add(2);
        assign(number, ANNA);
        assertThrows(InventoryException.Duplicate.class, () -> inventory.add(NewNumber.of(ACME, digits(1))));
        assertThrows(InventoryException.Assigned.class, () -> inventory.delete(ACME, number.id()));
        assertThrows(InventoryException.NoSuchNumber.class, () -> inventory.activate(ACME, new UUID(1, 1)));
        assertThrows(InventoryException.Assigned.class, () -> assignments.assign(number, BERT, TERMS));
        assertThrows(
                InventoryException.Assigned.class,
                () -> assignments.distribute(List.of(free, number), List.of(BERT), TERMS));
        assertThrows(InventoryException.NotAssigned.class, () -> assignments.changeTerms(free, TERMS));
        assertThrows(InventoryException.NotAssigned.class, () -> assignments.unassign(free));
        assertEquals(List.of(), assignments.moveAll(ACME, BERT, ANNA));
        assertEquals(List.of(), assignments.unassignAll(ACME, BERT));
        assertEquals(List.of(), assignments.distribute(List.of(), List.of(BERT), TERMS));
        assertEquals(0, assignments.resetDailyCallCounts(ACME, ZoneOffset.UTC));
        assertNotified();
    }

    // Imports

    private static List<ImportRow> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> ImportRow.of(n, "as written", digits(n)))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private List<Integer> batchSizes() {
        return told.events.stream()
                .map(each -> ((List<Object>) each.get(2)).size())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @DisplayName(
            "T1 an import tells each batch that it added, on its writers' threads; run again, or dry, it tells nothing")
    void importNotifiesOfEachBatch(int writers) {
        add(7);
        ImportOptions options = ImportOptions.defaults().withWriters(writers);
        inventory.importRows(ACME, rows(2_500).iterator(), row -> {}, options.asDryRun());
        assertNotified();

        told.threads.clear();
        inventory.importRows(ACME, rows(2_500).iterator(), row -> {}, options);
        assertEquals(List.of(500, 999, 1_000), batchSizes().stream().sorted().toList());
        assertEquals(writers == 1, told.threads.contains(Thread.currentThread()));
        Set<Object> all = told.events.stream()
                .flatMap(each -> ((List<?>) each.get(2)).stream())
                .collect(Collectors.toSet());
        assertEquals(2_499, all.size());
        assertTrue(all.stream()
                .allMatch(each -> storage.find(ACME, ((PhoneNumber) each).id()).equals(Optional.of(each))));
        told.events.clear();

        inventory.importRows(ACME, rows(2_500).iterator(), row -> {}, options);
        assertNotified();
    }

    @Test
    @DisplayName("T1 an import that breaks off has told the batches that stay")
    void interruptedImportNotifiedOfWhatItKept() {
        Iterator<ImportRow> breaking = Stream.concat(
                        rows(1_500).stream(), Stream.of((ImportRow) null).map(row -> {
                            throw new IllegalStateException("the file ends early");
                        }))
                .map(ImportRow.class::cast)
                .iterator();
        assertThrows(IllegalStateException.class, () -> inventory.importRows(ACME, breaking, row -> {}));
        assertEquals(List.of(1_000), batchSizes());
        assertEquals(1_000, storage.count(NumberQuery.of(ACME), 5_000));
    }

    private void importAssignments(List<AssignmentRow> rows, ImportOptions options) {
        assignments.importRows(inventory, ACME, rows.iterator(), row -> {}, options);
    }

    @Test
    @DisplayName("T1 an import of assignments tells each batch that it assigned; run again, or dry, it tells nothing")
    void importOfAssignmentsNotifiesOfEachBatch() {
        inventory.importRows(ACME, rows(1_200).iterator(), row -> {});
        assign(storage.find(ACME, E164.of(digits(3))).orElseThrow(), BERT, true);
        List<AssignmentRow> rows = IntStream.range(0, 1_200)
                .mapToObj(n -> new AssignmentRow(n, "as written", digits(n), "anna", "3", "US", null, null))
                .toList();
        importAssignments(rows, ImportOptions.defaults().asDryRun());
        assertNotified();
        importAssignments(rows, ImportOptions.defaults());
        assertEquals(List.of(499, 500, 200), batchSizes());
        told.events.clear();
        importAssignments(rows, ImportOptions.defaults());
        assertNotified();
    }

    private void assign(PhoneNumber number, AgentId agent, boolean forgetting) {
        assignments.assign(number, agent, TERMS);
        if (forgetting) {
            told.events.clear();
        }
    }

    // Who is told

    @Test
    @DisplayName("T1 a listener more is told after the others, and by the new object only")
    void notifiesAddedListenersLast() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        NumberInventory both = NumberInventory.over(storage)
                .withListener(writing(order, "first"))
                .withListener(writing(order, "second"));
        both.withListener(writing(order, "third")).withActor(BOSS).withClock(Fixture.CLOCK);
        both.add(NewNumber.of(ACME, digits(1)));
        assertEquals(List.of("first", "second"), order);
    }

    private static AdministrationListener writing(List<String> order, String name) {
        return new AdministrationListener() {
            @Override
            public void numbersAdded(ActorId actor, List<PhoneNumber> added) {
                order.add(name);
            }
        };
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("cannot index +12025550123"),
                new StackOverflowError("deep"),
                new AssertionError("no"));
    }

    /** Throws whatever it is told. */
    private static Object throwing(Class<?> type, Throwable failure) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            throw failure;
        });
    }

    @ParameterizedTest
    @MethodSource("failures")
    @DisplayName(
            "T1 an observer that throws changes nothing: the change is made, noted, returned, and told to the others")
    void failingListenerChangesNothing(Throwable failure) {
        NumberInventory numbers = NumberInventory.over(storage)
                .withListener((AdministrationListener) throwing(AdministrationListener.class, failure))
                .withListener(told);
        Assignments pairs = Assignments.over(storage)
                .withListener((AdministrationListener) throwing(AdministrationListener.class, failure))
                .withListener(told);

        PhoneNumber number = numbers.add(NewNumber.of(ACME, digits(1)));
        numbers.importRows(
                ACME, rows(3).iterator(), row -> {}, ImportOptions.defaults().withWriters(2));
        assertEquals(
                NumberStatus.INACTIVE, numbers.deactivate(ACME, number.id()).status());
        pairs.assign(number, ANNA, TERMS);
        assertEquals(
                TERMS.anyCountry(),
                pairs.changeTerms(number, TERMS.anyCountry()).terms());
        assertEquals(1, pairs.moveAll(ACME, ANNA, BERT).size());
        assertSame(BERT, pairs.unassign(number).agent());
        numbers.delete(ACME, number.id());

        assertEquals(
                List.of("added", "added", "changed", "assigned", "terms", "moved", "unassigned", "deleted"),
                told.events.stream().map(each -> each.get(0)).toList());
        assertTrue(storage.find(ACME, number.id()).isEmpty());
        // The number's eight, a move being two, and two more numbers.
        assertEquals(
                10,
                storage.list(AuditQuery.of(ACME)).stream()
                        .map(AuditEntry::id)
                        .distinct()
                        .count());
    }

    @Test
    @DisplayName("T1 listeners need implement nothing")
    void methodsAreOptional() {
        NumberInventory numbers = NumberInventory.over(storage).withListener(new AdministrationListener() {});
        Assignments pairs = Assignments.over(storage).withListener(new AdministrationListener() {});
        PhoneNumber number = numbers.add(NewNumber.of(ACME, digits(1)));
        pairs.assign(number, ANNA, TERMS);
        pairs.changeTerms(number, TERMS.anyCountry());
        pairs.moveAll(ACME, ANNA, BERT);
        pairs.unassign(number);
        numbers.deactivate(ACME, number.id());
        numbers.delete(ACME, number.id());
        assertThrows(NullPointerException.class, () -> numbers.withListener(null));
        assertThrows(NullPointerException.class, () -> pairs.withListener(null));
    }
}
