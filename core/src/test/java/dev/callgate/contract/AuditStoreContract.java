package dev.callgate.contract;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.contract.Samples.ADMIN;
import static dev.callgate.contract.Samples.CHANGE;
import static dev.callgate.contract.Samples.LATER;
import static dev.callgate.contract.Samples.NOW;
import static dev.callgate.contract.Samples.agent;
import static dev.callgate.contract.Samples.digits;
import static dev.callgate.contract.Samples.newId;
import static dev.callgate.contract.Samples.newOrganization;
import static dev.callgate.contract.Samples.number;
import static dev.callgate.contract.Samples.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.AdministrationListener;
import dev.callgate.admin.AssignmentRow;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.AuditTrail;
import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.NumberUpdate;
import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditEntry.Action;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.CallDay;
import dev.callgate.model.Capability;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.Countries;
import dev.callgate.model.E164;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Regions;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.spi.AssignmentAdminStore;
import dev.callgate.spi.AuditStore;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.NumberStore;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every store has to do that keeps an audit trail of what it administers: one entry for each change, and none for
 * what was not done. To prove it of a store, extend this class in the store's own tests, beside
 * {@link NumberStoreContract} and {@link AssignmentAdministrationContract}:
 *
 * <pre>{@code
 * class MyAuditStoreTest extends AuditStoreContract<MyStorage> {
 *     @Override
 *     protected MyStorage storage() {
 *         return myStorage;
 *     }
 * }
 * }</pre>
 *
 * <p>Each test works in organizations of its own, so that one database may serve all tests, one after the other or at
 * once, and need not be emptied between them. The tests hand in times of 2 March 2026. They need JUnit Jupiter and
 * nothing else.
 *
 * @param <S> the store, which implements all three ports
 */
@Timeout(600)
public abstract class AuditStoreContract<S extends NumberStore & AssignmentAdminStore & AuditStore> {
    private static final ActorId BOSS = new ActorId("boss");
    private static final Terms TERMS = Terms.dailyLimit(3).countries("US", "CA");
    private static final Terms OTHER_TERMS = Terms.dailyLimit(7).countries("DE");
    private static final Map<String, String> TERMS_TEXT = Map.of("daily_limit", "3", "allowed_countries", "CA US");
    private static final Map<String, String> OTHER_TERMS_TEXT = Map.of("daily_limit", "7", "allowed_countries", "DE");
    private static final Map<String, String> NUMBER_TEXT =
            Map.of("provider", "telnyx", "capabilities", "voice sms", "status", "active");
    private static final AgentId ANNA = new AgentId("anna");
    private static final AgentId BERT = new AgentId("bert");
    private static final CallDay TODAY = CallDay.at(NOW, ZoneOffset.UTC);
    private static final CallDay YESTERDAY = new CallDay(TODAY.date().minusDays(1), ZoneOffset.UTC);
    private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);

    private final OrganizationId organization = newOrganization();
    private final OrganizationId stranger = newOrganization();
    private PhoneNumber number;

    /** Returns the store to test. Asked for often: within one test, what it returns has to share its data. */
    protected abstract S storage();

    /** How often two administrators race for one number. */
    protected int rounds() {
        return 1_000;
    }

    @BeforeEach
    void addTheNumber() {
        number = add(number(organization, 1));
    }

    private PhoneNumber add(PhoneNumber wanted) {
        return storage()
                .addMissing(wanted.organization(), List.of(wanted), CHANGE)
                .get(0);
    }

    private List<PhoneNumber> addMany(int count) {
        return storage()
                .addMissing(organization, numbers(organization, count + 2).subList(2, count + 2), CHANGE);
    }

    /** A change of the boss's, so many seconds after the number was added. */
    private static ChangeContext at(int seconds) {
        return new ChangeContext(BOSS, NOW.plusSeconds(seconds));
    }

    private Assignment assign(PhoneNumber to, AgentId agent, ChangeContext by) {
        return storage().assign(to.organization(), to.id(), agent, TERMS, newId(), by);
    }

    private NumberInventory inventory(ChangeContext by) {
        return NumberInventory.over(storage()).withClock(clock(by)).withActor(by.actor());
    }

    private Assignments assignments(ChangeContext by) {
        return Assignments.over(storage()).withClock(clock(by)).withActor(by.actor());
    }

    private static Clock clock(ChangeContext by) {
        return Clock.fixed(by.at(), ZoneOffset.UTC);
    }

    /** All entries that a query keeps, page after page, the newest first; ends when there are too many. */
    private List<AuditEntry> pages(AuditQuery query) {
        List<AuditEntry> page = storage().list(query);
        List<AuditEntry> all = new ArrayList<>(page);
        while (!page.isEmpty() && all.size() < 10_000) {
            page = storage().list(query.olderThan(page.get(page.size() - 1)));
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

    private AuditEntry onlyEntryOf(Executable change) {
        List<AuditEntry> made = entriesOf(change);
        assertEquals(1, made.size(), made::toString);
        return made.get(0);
    }

    /** Asserts that a change of {@link #number} made exactly this entry. */
    private void assertNotes(
            ChangeContext by,
            Action action,
            AgentId agent,
            Map<String, String> before,
            Map<String, String> after,
            Executable change) {
        assertEntry(by, action, number, agent, before, after, onlyEntryOf(change));
    }

    private void assertEntry(
            ChangeContext by,
            Action action,
            PhoneNumber of,
            AgentId agent,
            Map<String, String> before,
            Map<String, String> after,
            AuditEntry made) {
        assertEquals(
                new AuditEntry(
                        made.id(), organization, by.actor(), by.at(), action, of.id(), of.e164(), agent, before, after),
                made);
    }

    private void assertNotesNothing(Executable change) {
        assertEquals(List.of(), entriesOf(change));
    }

    /** Asserts that an operation fails, and that no entry tells of it, in either organization. */
    private void assertRefused(Class<? extends Exception> type, Executable operation) {
        List<AuditEntry> others = trail(stranger);
        assertNotesNothing(() -> assertThrows(type, operation));
        assertEquals(others, trail(stranger));
    }

    // Numbers

    @Test
    void anAddedNumberIsNoted() {
        PhoneNumber second = number(organization, 2).withQuarantine(APRIL, NOW).withProvider(null, NOW);
        AuditEntry made = onlyEntryOf(() -> storage().addMissing(organization, List.of(second), at(1)));
        assertEntry(
                at(1),
                Action.NUMBER_ADDED,
                second,
                null,
                Map.of(),
                Map.of("capabilities", "voice sms", "status", "active", "quarantined_until", "2026-04-01"),
                made);
    }

    @Test
    void ofSeveralNumbersThoseThatAreAddedAreNoted() {
        List<PhoneNumber> wanted = List.of(
                number(organization, 2), number(organization, 1), number(organization, 3), number(organization, 4));
        List<AuditEntry> made = entriesOf(() -> storage().addMissing(organization, wanted, at(1)));
        assertEquals(3, made.size());
        assertEquals(
                Set.of(digits(2), digits(3), digits(4)),
                Set.copyOf(made.stream().map(each -> each.e164().toString()).toList()));
        for (AuditEntry each : made) {
            PhoneNumber added = storage().find(organization, each.e164()).orElseThrow();
            assertEntry(at(1), Action.NUMBER_ADDED, added, null, Map.of(), NUMBER_TEXT, each);
        }
    }

    @Test
    @DisplayName("K3 an import of several batches notes each number that landed; run again, or dry, it notes none")
    void anImportNotesEachNumber() {
        List<ImportRow> rows = IntStream.range(0, 2_500)
                .mapToObj(n -> ImportRow.of(n, "as written", n % 100 == 99 ? "none" : digits(n)))
                .toList();
        assertNotesNothing(() -> inventory(at(1))
                .importRows(
                        organization,
                        rows.iterator(),
                        row -> {},
                        ImportOptions.defaults().asDryRun()));

        List<AuditEntry> made = entriesOf(() -> inventory(at(1)).importRows(organization, rows.iterator(), row -> {}));

        // All but the number that is there already.
        assertEquals(2_474, made.size());
        assertEquals(2_474, made.stream().map(AuditEntry::e164).distinct().count());
        Map<String, String> text = Map.of("capabilities", "voice", "status", "active");
        for (AuditEntry each : made) {
            assertEntry(
                    at(1),
                    Action.NUMBER_ADDED,
                    number(organization, each.e164().toString()).withId(each.numberId()),
                    null,
                    Map.of(),
                    text,
                    each);
        }
        List<UUID> ids = storage()
                .findAll(organization, made.stream().map(AuditEntry::e164).toList())
                .stream()
                .map(PhoneNumber::id)
                .toList();
        assertEquals(
                Set.copyOf(ids),
                Set.copyOf(made.stream().map(AuditEntry::numberId).toList()));
        assertNotesNothing(() -> inventory(at(2)).importRows(organization, rows.iterator(), row -> {}));
    }

    @Test
    @DisplayName("K2 a number that comes back after it was deleted is noted under its old id, with its new properties")
    void aNumberThatComesBackIsNoted() {
        storage().delete(organization, number.id(), at(1));
        PhoneNumber again =
                number(organization, 1).withProvider("twilio", LATER).withStatus(NumberStatus.INACTIVE, LATER);
        assertNotes(
                at(2),
                Action.NUMBER_ADDED,
                null,
                Map.of(),
                Map.of("provider", "twilio", "capabilities", "voice sms", "status", "inactive"),
                () -> storage().addMissing(organization, List.of(again), at(2)));
    }

    @Test
    void aChangeNotesWhatBecameDifferentAndNothingElse() {
        assertChangeNotes(
                Map.of("status", "active"),
                Map.of("status", "inactive"),
                before -> before.withStatus(NumberStatus.INACTIVE, LATER));
        assertChangeNotes(
                Map.of("provider", "telnyx"),
                Map.of("provider", "twilio"),
                before -> before.withProvider("twilio", LATER));
        assertChangeNotes(Map.of("provider", "twilio"), Map.of(), before -> before.withProvider(null, LATER));
        assertChangeNotes(Map.of(), Map.of("provider", "p"), before -> before.withProvider("p", LATER));
        assertChangeNotes(
                Map.of("capabilities", "voice sms"),
                Map.of("capabilities", ""),
                before -> before.withCapabilities(Set.of(), LATER));
        assertChangeNotes(
                Map.of("capabilities", ""),
                Map.of("capabilities", "voice sms mms fax"),
                before -> before.withCapabilities(Set.of(Capability.values()), LATER));
        assertChangeNotes(
                Map.of(), Map.of("quarantined_until", "2026-04-01"), before -> before.withQuarantine(APRIL, LATER));
        assertChangeNotes(
                Map.of("quarantined_until", "2026-04-01"),
                Map.of("quarantined_until", "2026-04-02"),
                before -> before.withQuarantine(APRIL.plusDays(1), LATER));
        assertChangeNotes(
                Map.of("quarantined_until", "2026-04-02", "status", "inactive"),
                Map.of("status", "active"),
                before -> before.withQuarantine(null, LATER).withStatus(NumberStatus.ACTIVE, LATER));
    }

    private void assertChangeNotes(
            Map<String, String> before, Map<String, String> after, UnaryOperator<PhoneNumber> change) {
        assertNotes(at(1), Action.NUMBER_CHANGED, null, before, after, () -> storage()
                .update(organization, number.id(), change, at(1)));
        assertNotesNothing(() -> storage()
                .update(organization, number.id(), any -> change.apply(any).withStatus(any.status(), NOW), at(2)));
    }

    @Test
    void aChangeThatChangesNothingIsNotNoted() {
        UUID id = number.id();
        assertNotesNothing(() -> storage().update(organization, id, any -> any, at(1)));
        assertNotesNothing(() -> inventory(at(1)).activate(organization, id));
        assertNotesNothing(() -> inventory(at(1)).endQuarantine(organization, id));
        assertNotesNothing(() ->
                inventory(at(1)).update(organization, id, NumberUpdate.create().provider("telnyx")));
        assertNotesNothing(() -> inventory(at(1))
                .update(
                        organization,
                        id,
                        NumberUpdate.create().capabilities(Set.of(Capability.SMS, Capability.VOICE))));
    }

    @Test
    @DisplayName("K2 a deleted number's entries stay, also when it comes back")
    void aDeletedNumbersEntriesStay() {
        assertNotes(at(1), Action.NUMBER_DELETED, null, NUMBER_TEXT, Map.of(), () -> storage()
                .delete(organization, number.id(), at(1)));
        AuditQuery query = AuditQuery.of(organization).numberId(number.id());
        assertEquals(
                List.of(Action.NUMBER_DELETED, Action.NUMBER_ADDED),
                actions(storage().list(query)));
        storage().addMissing(organization, List.of(number(organization, 1)), at(2));
        assertEquals(
                List.of(Action.NUMBER_ADDED, Action.NUMBER_DELETED, Action.NUMBER_ADDED),
                actions(storage().list(query)));
    }

    private static List<Action> actions(List<AuditEntry> entries) {
        return entries.stream().map(AuditEntry::action).toList();
    }

    @Test
    void theInventoryNotesWhoActed() {
        NewNumber wanted = NewNumber.of(organization, digits(2)).provider("telnyx");
        AuditEntry added = onlyEntryOf(() -> inventory(at(1)).add(wanted));
        PhoneNumber second = storage().find(organization, added.e164()).orElseThrow();
        assertEntry(
                at(1),
                Action.NUMBER_ADDED,
                second,
                null,
                Map.of(),
                Map.of("provider", "telnyx", "capabilities", "voice", "status", "active"),
                added);
        assertNotes(
                at(2),
                Action.NUMBER_CHANGED,
                null,
                Map.of(),
                Map.of("quarantined_until", "2026-04-01"),
                () -> inventory(at(2)).quarantine(organization, number.id(), APRIL));
        assertNotes(
                at(3),
                Action.NUMBER_DELETED,
                null,
                Map.of(
                        "provider",
                        "telnyx",
                        "capabilities",
                        "voice sms",
                        "status",
                        "active",
                        "quarantined_until",
                        "2026-04-01"),
                Map.of(),
                () -> inventory(at(3)).delete(organization, number.id()));
        AuditEntry nobodys = onlyEntryOf(() -> NumberInventory.over(storage()).deactivate(organization, second.id()));
        assertEquals(ActorId.SYSTEM, nobodys.actor());
    }

    // Assignments

    @Test
    void anAssignmentIsNotedWithItsAgentAndTerms() {
        assertNotes(at(1), Action.NUMBER_ASSIGNED, ANNA, Map.of(), TERMS_TEXT, () -> assign(number, ANNA, at(1)));
    }

    @Test
    void eachStepOfAnAssignmentsLifeIsNoted() {
        assertNotes(at(1), Action.NUMBER_ASSIGNED, ANNA, Map.of(), TERMS_TEXT, () -> assignments(at(1))
                .assign(number, ANNA, TERMS));
        assertNotes(
                at(2),
                Action.TERMS_CHANGED,
                ANNA,
                Map.of("daily_limit", "3"),
                Map.of("daily_limit", "0"),
                () -> assignments(at(2)).changeTerms(number, Terms.dailyLimit(0).countries("US", "CA")));
        assertNotes(
                at(3),
                Action.TERMS_CHANGED,
                ANNA,
                Map.of("allowed_countries", "CA US"),
                Map.of("allowed_countries", ""),
                () -> assignments(at(3)).changeTerms(number, Terms.dailyLimit(0)));
        assertNotes(
                at(4),
                Action.TERMS_CHANGED,
                ANNA,
                Map.of("daily_limit", "0", "allowed_countries", ""),
                OTHER_TERMS_TEXT,
                () -> assignments(at(4)).changeTerms(number, OTHER_TERMS));
        assertNotesNothing(() -> assignments(at(5)).changeTerms(number, OTHER_TERMS));
        assertNotes(at(6), Action.NUMBER_UNASSIGNED, ANNA, OTHER_TERMS_TEXT, Map.of(), () -> assignments(at(6))
                .unassign(number));
        assertNotes(at(7), Action.NUMBER_ASSIGNED, ANNA, Map.of(), TERMS_TEXT, () -> assignments(at(7))
                .assign(number, ANNA, TERMS));
        assertNotes(at(8), Action.NUMBER_UNASSIGNED, ANNA, TERMS_TEXT, Map.of(), () -> storage()
                .unassign(organization, number.id(), at(8)));
        assertNotes(at(9), Action.NUMBER_ASSIGNED, BERT, Map.of(), TERMS_TEXT, () -> assign(number, BERT, at(9)));
        AuditEntry nobodys = onlyEntryOf(() -> Assignments.over(storage()).unassign(number));
        assertEquals(ActorId.SYSTEM, nobodys.actor());
    }

    @Test
    void aChangeOfAnAssignedNumberNamesNoAgent() {
        assign(number, ANNA, at(1));
        assertNotes(
                at(2),
                Action.NUMBER_CHANGED,
                null,
                Map.of("status", "active"),
                Map.of("status", "inactive"),
                () -> inventory(at(2)).deactivate(organization, number.id()));
    }

    @Test
    void numbersThatMoveAreNotedAsTakenAndGiven() {
        List<PhoneNumber> many = addMany(3);
        assignments(at(1)).distribute(many, List.of(ANNA), TERMS);
        storage().changeTerms(organization, many.get(1).id(), OTHER_TERMS, at(2));
        assign(number, BERT, at(2));

        List<AuditEntry> made = entriesOf(() -> assignments(at(3)).moveAll(organization, ANNA, BERT));

        assertEquals(6, made.size());
        for (PhoneNumber each : many) {
            Map<String, String> terms = each.equals(many.get(1)) ? OTHER_TERMS_TEXT : TERMS_TEXT;
            List<AuditEntry> two = of(each, made);
            assertEquals(2, two.size());
            assertEntry(at(3), Action.NUMBER_UNASSIGNED, each, ANNA, terms, Map.of(), two.get(0));
            assertEntry(at(3), Action.NUMBER_ASSIGNED, each, BERT, Map.of(), terms, two.get(1));
        }
        assertNotesNothing(() -> assignments(at(4)).moveAll(organization, ANNA, BERT));
    }

    private static List<AuditEntry> of(PhoneNumber of, List<AuditEntry> entries) {
        return entries.stream().filter(each -> each.numberId().equals(of.id())).toList();
    }

    @Test
    void numbersThatGoBackToThePoolAreNoted() {
        List<PhoneNumber> many = addMany(3);
        assignments(at(1)).distribute(many, List.of(ANNA), TERMS);
        assign(number, BERT, at(2));

        List<AuditEntry> made = entriesOf(() -> assignments(at(3)).unassignAll(organization, ANNA));

        assertEquals(3, made.size());
        for (PhoneNumber each : many) {
            assertEntry(
                    at(3),
                    Action.NUMBER_UNASSIGNED,
                    each,
                    ANNA,
                    TERMS_TEXT,
                    Map.of(),
                    of(each, made).get(0));
        }
        assertNotesNothing(() -> assignments(at(4)).unassignAll(organization, ANNA));
    }

    @Test
    void numbersThatAreDistributedAreNoted() {
        List<PhoneNumber> many = addMany(5);
        List<AuditEntry> made = entriesOf(() -> assignments(at(1)).distribute(many, List.of(ANNA, BERT), TERMS));
        assertEquals(5, made.size());
        for (int n = 0; n < 5; n++) {
            assertEntry(
                    at(1),
                    Action.NUMBER_ASSIGNED,
                    many.get(n),
                    n % 2 == 0 ? ANNA : BERT,
                    Map.of(),
                    TERMS_TEXT,
                    of(many.get(n), made).get(0));
        }
    }

    @Test
    @DisplayName("K3 an import of assignments notes each that was made; run again, or dry, it notes none")
    void anImportOfAssignmentsNotesEach() {
        List<PhoneNumber> many = addMany(600);
        List<AssignmentRow> rows = many.stream()
                .map(each ->
                        new AssignmentRow(1, "as written", each.e164().toString(), "anna", "3", "US CA", null, null))
                .toList();
        assertNotesNothing(
                () -> importAssignments(at(1), rows, ImportOptions.defaults().asDryRun()));
        List<AuditEntry> made = entriesOf(() -> importAssignments(at(1), rows, ImportOptions.defaults()));
        assertEquals(600, made.size());
        for (PhoneNumber each : many) {
            assertEntry(
                    at(1),
                    Action.NUMBER_ASSIGNED,
                    each,
                    ANNA,
                    Map.of(),
                    TERMS_TEXT,
                    of(each, made).get(0));
        }
        assertNotesNothing(() -> importAssignments(at(2), rows, ImportOptions.defaults()));
    }

    private void importAssignments(ChangeContext by, List<AssignmentRow> rows, ImportOptions options) {
        assignments(by).importRows(NumberInventory.over(storage()), organization, rows.iterator(), row -> {}, options);
    }

    // What is not noted

    @Test
    void whatIsRefusedIsNotNoted() {
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

    private Assignment unassign(PhoneNumber from) {
        return storage().unassign(from.organization(), from.id(), at(2));
    }

    @Test
    @DisplayName("K2 of numbers that are assigned all or none, none is noted where one cannot be assigned")
    void nothingIsNotedWhereOneOfSeveralCannotBeAssigned() {
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
    @DisplayName("K1 what another organization is refused is noted in neither")
    void anotherOrganizationsAttemptsAreNotNoted() {
        PhoneNumber claimed = Samples.claimedBy(stranger, number);
        assertRefused(InventoryException.NoSuchNumber.class, () -> storage().delete(stranger, number.id(), at(1)));
        assertRefused(InventoryException.NoSuchNumber.class, () -> storage()
                .update(stranger, number.id(), any -> any.withStatus(NumberStatus.INACTIVE, LATER), at(1)));
        assertRefused(InventoryException.NoSuchNumber.class, () -> assign(claimed, ANNA, at(1)));
        assign(number, ANNA, at(1));
        assertRefused(InventoryException.NoSuchNumber.class, () -> changeTerms(claimed));
        assertRefused(InventoryException.NoSuchNumber.class, () -> unassign(claimed));
        assertNotesNothing(() -> assignments(at(1)).unassignAll(stranger, ANNA));
        assertEquals(List.of(), trail(stranger));
    }

    @Test
    void callsAreNotNoted() {
        Assignment assigned = assign(number, ANNA, at(1));
        assertNotesNothing(() -> count(assigned, TODAY));
    }

    // Counts that are reset

    private void count(Assignment on, CallDay day) {
        CountRequest request = new CountRequest(on, E164.of("+12025550199"), day);
        assertInstanceOf(CountResult.Counted.class, storage().count(request));
    }

    private AuditEntry resetEntry(AuditEntry made, OrganizationId of, ChangeContext by, int counts) {
        Map<String, String> after = Map.of("last_reset_date", "2026-03-02", "counts", String.valueOf(counts));
        return new AuditEntry(
                made.id(), of, by.actor(), by.at(), Action.DAILY_COUNTS_RESET, null, null, null, Map.of(), after);
    }

    @Test
    @DisplayName(
            "T1 a reset of counts of older days leaves one entry: who, when, which day since, and how many they were")
    void aResetIsNotedOnce() {
        List<PhoneNumber> many = addMany(3);
        assignments(at(1)).distribute(many, List.of(ANNA, BERT), TERMS).forEach(each -> count(each, YESTERDAY));
        count(assign(number, ANNA, at(1)), TODAY);
        AuditEntry made =
                onlyEntryOf(() -> assertEquals(3, storage().resetDailyCallCounts(organization, TODAY, at(2))));
        assertEquals(resetEntry(made, organization, at(2), 3), made);
        assertNotesNothing(() -> assertEquals(0, storage().resetDailyCallCounts(organization, TODAY, at(3))));
    }

    @Test
    @DisplayName(
            "T1 a reset that finds nothing older leaves no entry: no assignment, no call yet, calls of today or later")
    void aResetOfNothingIsNotNoted() {
        assertNotesNothing(() -> assertEquals(0, storage().resetDailyCallCounts(organization, TODAY, at(1))));
        Assignment assigned = assign(number, ANNA, at(1));
        assertNotesNothing(() -> assertEquals(0, storage().resetDailyCallCounts(organization, TODAY, at(2))));
        count(assigned, TODAY);
        assertNotesNothing(() -> assertEquals(0, storage().resetDailyCallCounts(organization, TODAY, at(3))));
        assertNotesNothing(() -> assertEquals(0, storage().resetDailyCallCounts(organization, YESTERDAY, at(4))));
    }

    @Test
    @DisplayName("T1 a reset to a day far ahead is refused, and leaves no entry")
    void aResetToADayFarAheadIsNotNoted() {
        count(assign(number, ANNA, at(1)), YESTERDAY);
        CallDay farAhead = new CallDay(LocalDate.of(9000, 1, 1), ZoneOffset.UTC);
        assertRefused(
                StoreException.Permanent.class, () -> storage().resetDailyCallCounts(organization, farAhead, at(2)));
    }

    @Test
    @DisplayName("T1 a reset is found by who did it and when, and is of no number")
    void aResetIsFoundByActorAndTimeAndByNoNumber() {
        count(assign(number, ANNA, CHANGE), YESTERDAY);
        AuditEntry made = onlyEntryOf(() -> assignments(at(5)).resetDailyCallCounts(organization, ZoneOffset.UTC));
        assertEquals(resetEntry(made, organization, at(5), 1), made);
        AuditQuery query = AuditQuery.of(organization);
        assertEquals(List.of(made), storage().list(query.actor(BOSS)));
        assertEquals(List.of(made), storage().list(query.from(at(5).at())));
        assertEquals(
                List.of(made),
                storage().list(query.from(at(4).at()).until(at(6).at()).actor(BOSS)));
        assertEquals(List.of(), storage().list(query.actor(BOSS).until(at(5).at())));
        assertEquals(made, storage().list(query.limit(1)).get(0));
        assertEquals(
                List.of(Action.NUMBER_ASSIGNED, Action.NUMBER_ADDED),
                actions(storage().list(query.numberId(number.id()))));
        assertEquals(
                List.of(Action.NUMBER_ASSIGNED, Action.NUMBER_ADDED),
                actions(pages(query.olderThan(made).limit(1))));
    }

    @Test
    @DisplayName("K1 a reset leaves another organization's counts and trail alone")
    void aResetLeavesAnotherOrganizationAlone() {
        count(assign(number, ANNA, at(1)), YESTERDAY);
        Assignment theirs = assign(add(number(stranger, 1)), ANNA, at(1));
        count(theirs, YESTERDAY);
        List<Assignment> counted = storage().assignmentsOf(stranger, ANNA);
        List<AuditEntry> their = trail(stranger);
        storage().resetDailyCallCounts(organization, TODAY, at(2));
        assertEquals(counted, storage().assignmentsOf(stranger, ANNA));
        assertEquals(their, trail(stranger));

        assertNotesNothing(() -> assertEquals(1, storage().resetDailyCallCounts(stranger, TODAY, at(3))));
        AuditEntry made = trail(stranger).get(0);
        assertEquals(resetEntry(made, stranger, at(3), 1), made);
        assertEquals(
                List.of(made),
                storage().list(AuditQuery.of(stranger).actor(BOSS).from(at(2).at())));
    }

    @Test
    @DisplayName("T1 of two that reset the same counts at once, one finds them, and leaves the one entry")
    void ofTwoResetsOneIsNoted() throws Exception {
        List<PhoneNumber> many = addMany(10);
        List<Assignment> all = assignments(at(1))
                .distribute(many, List.of(ANNA), Terms.dailyLimit(1_000).anyCountry());
        LocalDate first = LocalDate.of(2025, 1, 1);
        int rounds = Math.max(1, fewRounds() / 4);
        List<AuditEntry> made = entriesOf(() -> {
            try (Race race = new Race(2)) {
                for (int round = 0; round < rounds; round++) {
                    CallDay day = new CallDay(first.plusDays(round), ZoneOffset.UTC);
                    CallDay next = new CallDay(day.date().plusDays(1), ZoneOffset.UTC);
                    all.forEach(each -> count(each, day));
                    Race.Outcome<Integer> outcome = race.run(
                            runner -> () -> storage().resetDailyCallCounts(organization, next, at(2 + runner)));
                    assertEquals(Set.of(0, 10), Set.copyOf(outcome.results()), outcome::toString);
                }
            }
        });
        assertEquals(rounds, made.size());
        made.forEach(each -> assertEquals("10", each.after().get("counts")));
    }

    // Listeners

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
            return storage().find(as.organization(), as.id()).equals(Optional.of(as));
        }

        private boolean isStored(Assignment as) {
            return storage()
                    .assignmentsOf(as.number().organization(), as.agent())
                    .contains(as);
        }

        private AgentId holder(Assignment of) {
            return storage()
                    .find(of.number().organization(), of.number().id())
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
            tell(Action.NUMBER_DELETED, actor, id, null, storage().find(of, id).isEmpty());
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
    void listenersAreToldWhatTheTrailHas() {
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

    // Reading

    /** One entry each second: the number's first four are the boss's, the others the admin's. */
    private List<AuditEntry> twelveEntries() {
        assign(number, ANNA, at(1));
        storage().changeTerms(organization, number.id(), OTHER_TERMS, at(2));
        storage().unassign(organization, number.id(), at(3));
        storage().delete(organization, number.id(), at(4));
        for (int n = 5; n <= 8; n++) {
            ChangeContext by = new ChangeContext(ADMIN, NOW.plusSeconds(n));
            storage().addMissing(organization, List.of(number(organization, n)), by);
        }
        assignments(at(9))
                .distribute(
                        IntStream.rangeClosed(5, 7)
                                .mapToObj(n -> storage()
                                        .find(organization, E164.of(digits(n)))
                                        .orElseThrow())
                                .toList(),
                        List.of(ANNA, BERT),
                        TERMS);
        List<AuditEntry> trail = storage().list(AuditQuery.of(organization));
        assertEquals(
                List.of(9L, 9L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L, 0L),
                trail.stream()
                        .map(each -> ChronoUnit.SECONDS.between(NOW, each.at()))
                        .toList());
        return trail;
    }

    static Stream<UnaryOperator<AuditQuery>> filters() {
        return Stream.of(
                query -> query,
                query -> query.actor(BOSS),
                query -> query.actor(ADMIN),
                query -> query.actor(new ActorId("Boss")),
                query -> query.from(NOW.plusSeconds(4)),
                query -> query.from(NOW.plusSeconds(4).plusNanos(1_000)),
                query -> query.until(NOW.plusSeconds(4)),
                query -> query.until(NOW.plusSeconds(4).plusNanos(1_000)),
                query -> query.from(NOW.plusSeconds(3)).until(NOW.plusSeconds(9)),
                query ->
                        query.from(NOW.plusSeconds(3)).until(NOW.plusSeconds(9)).actor(ADMIN),
                query -> query.from(NOW.plusSeconds(9)),
                query -> query.from(NOW.plusSeconds(9)).until(NOW.plusSeconds(9)),
                query -> query.from(NOW.plusSeconds(7)).until(NOW.plusSeconds(3)),
                query -> query.from(Instant.EPOCH).until(Instant.parse("9999-12-31T23:59:59Z")),
                query -> query.from(Instant.MIN).until(Instant.MAX),
                query -> query.until(Instant.EPOCH));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void filtersKeepWhatTheySayOnPagesOfAnySize(UnaryOperator<AuditQuery> filter) {
        List<AuditEntry> trail = twelveEntries();
        add(number(stranger, 1));
        for (AuditQuery query : List.of(
                filter.apply(AuditQuery.of(organization)),
                filter.apply(AuditQuery.of(organization).numberId(number.id())),
                filter.apply(AuditQuery.of(organization)
                        .numberId(storage()
                                .find(organization, E164.of(digits(6)))
                                .orElseThrow()
                                .id())))) {
            List<AuditEntry> expected = trail.stream().filter(query::keeps).toList();
            for (int limit : List.of(1, 2, 3, 5, 12, 1_000)) {
                assertEquals(
                        expected.subList(0, Math.min(limit, expected.size())),
                        storage().list(query.limit(limit)),
                        query::toString);
                assertEquals(expected, pages(query.limit(limit)), query::toString);
            }
        }
    }

    @Test
    void eachFilterKeepsWhatItNames() {
        List<AuditEntry> trail = twelveEntries();
        AuditQuery query = AuditQuery.of(organization);
        assertEquals(trail.subList(7, 12), storage().list(query.numberId(number.id())));
        assertEquals(
                Stream.of(trail.subList(0, 3), trail.subList(7, 11))
                        .flatMap(List::stream)
                        .toList(),
                storage().list(query.actor(BOSS)));
        assertEquals(trail.subList(0, 4), storage().list(query.from(NOW.plusSeconds(8))));
        assertEquals(trail.subList(4, 12), storage().list(query.until(NOW.plusSeconds(8))));
        assertEquals(List.of(), storage().list(query.numberId(newId())));
        assertEquals(List.of(), storage().list(query.actor(new ActorId("nobody"))));
    }

    @Test
    void pagesStayWhereTheyWereWhenSomethingIsNoted() {
        List<AuditEntry> trail = twelveEntries();
        AuditQuery query = AuditQuery.of(organization).limit(5);
        assertEquals(trail.subList(0, 5), storage().list(query));
        storage().addMissing(organization, List.of(number(organization, 20)), at(20));
        assertEquals(trail.subList(5, 10), storage().list(query.olderThan(trail.get(4))));
        assertEquals(trail.subList(10, 12), storage().list(query.olderThan(trail.get(9))));
        assertEquals(List.of(), storage().list(query.olderThan(trail.get(11))));
        assertEquals(at(20).at(), storage().list(query).get(0).at());
    }

    @Test
    void changesOfOneInstantAreListedInTheOrderInWhichTheyWereMade() {
        PhoneNumber second = add(number(organization, 2));
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < 50; round++) {
            assign(number, ANNA, at(1));
            assign(second, BERT, at(1));
            storage().unassign(organization, number.id(), at(1));
            storage().unassign(organization, second.id(), at(1));
            expected.addAll(
                    List.of("NUMBER_ASSIGNED 1", "NUMBER_ASSIGNED 2", "NUMBER_UNASSIGNED 1", "NUMBER_UNASSIGNED 2"));
        }
        Collections.reverse(expected);
        AuditQuery query = AuditQuery.of(organization).from(at(1).at()).limit(7);
        assertEquals(
                expected,
                pages(query).stream()
                        .map(each -> each.action() + " " + (each.numberId().equals(number.id()) ? 1 : 2))
                        .toList());
    }

    @Test
    void changesAreListedByTheirTimeAlsoWhereTheyWereMadeInAnotherOrder() {
        add(number(organization, 2));
        List<Integer> seconds = List.of(30, 10, 20, 40);
        seconds.forEach(each -> storage().addMissing(organization, List.of(number(organization, each)), at(each)));
        assertEquals(
                List.of(40L, 30L, 20L, 10L, 0L, 0L),
                pages(AuditQuery.of(organization).limit(1)).stream()
                        .map(each -> ChronoUnit.SECONDS.between(NOW, each.at()))
                        .toList());
    }

    @Test
    void aQueryLists100EntriesUnlessItSaysOtherwise() {
        addMany(150);
        List<AuditEntry> all = trail();
        assertEquals(151, all.size());
        assertEquals(all.subList(0, 100), storage().list(AuditQuery.of(organization)));
        assertEquals(all, storage().list(AuditQuery.of(organization).limit(1_000)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_001})
    void noOtherCountOfEntriesIsListedThanAPageHolds(int limit) {
        assertThrowsNaming(
                IllegalArgumentException.class,
                () -> storage().list(AuditQuery.of(organization).limit(limit)),
                limit,
                1_000);
    }

    @Test
    void theTrailListsWhatTheStoreKeeps() {
        twelveEntries();
        AuditTrail trail = AuditTrail.over(storage());
        AuditQuery query = AuditQuery.of(organization).actor(BOSS).limit(3);
        List<AuditEntry> first = trail.list(query);
        assertEquals(3, first.size());
        assertEquals(storage().list(query), first);
        assertThrowsNaming(NullPointerException.class, () -> trail.list(null), "query");
        assertThrowsNaming(NullPointerException.class, () -> AuditTrail.over(null), "store");
    }

    @Test
    @DisplayName("K1 another organization's entries are not listed, by whatever filter")
    void anotherOrganizationsEntriesAreNotListed() {
        List<AuditEntry> ours = twelveEntries();
        assertEquals(List.of(), trail(stranger));
        PhoneNumber theirs = add(number(stranger, 1));
        assign(theirs, ANNA, at(30));
        List<AuditEntry> their = trail(stranger);
        assertEquals(List.of(Action.NUMBER_ASSIGNED, Action.NUMBER_ADDED), actions(their));
        assertEquals(ours, trail());
        for (UnaryOperator<AuditQuery> filter : filters().toList()) {
            AuditQuery query = filter.apply(AuditQuery.of(stranger));
            assertEquals(their.stream().filter(query::keeps).toList(), storage().list(query));
        }
        assertEquals(List.of(), storage().list(AuditQuery.of(stranger).numberId(number.id())));
        assertEquals(List.of(), storage().list(AuditQuery.of(organization).numberId(theirs.id())));
        // The place of a page may be any entry's: it tells no more than a time.
        assertEquals(their, storage().list(AuditQuery.of(stranger).olderThan(entryOf(ours.get(0), at(31)))));
    }

    /** An entry that was made elsewhere, at another time. */
    private static AuditEntry entryOf(AuditEntry like, ChangeContext by) {
        return AuditEntry.added(by, number(like.organization(), 1));
    }

    // Values

    static Stream<String> oddTexts() {
        return Stream.of(
                "a\"b\\c ü {\"x\":1}",
                "\\",
                "\"",
                "\\\"\\n\\u0041",
                "'; DROP TABLE audit; --",
                "漢字 🙂 \uD83C\uDFF4 \uFFFD",
                "{}",
                "null",
                "a,b;c=d|e:f",
                "%s %n ? :x $1 ${y}",
                "</script>&amp;",
                "p".repeat(64),
                "ü\"\\".repeat(21));
    }

    @Test
    @DisplayName("T1 a provider is written down as it is stored: without what cannot be seen")
    void valuesAreThoseThatAreStored() {
        assertNotes(
                at(1),
                Action.NUMBER_CHANGED,
                null,
                Map.of("provider", "telnyx"),
                Map.of("provider", "tel nyx"),
                () -> inventory(at(1))
                        .update(organization, number.id(), NumberUpdate.create().provider("\u200Etel\u2028nyx\u00A0")));
    }

    @ParameterizedTest
    @MethodSource("oddTexts")
    void valuesSurviveAsTheyWere(String text) {
        assertNotes(
                at(1),
                Action.NUMBER_CHANGED,
                null,
                Map.of("provider", "telnyx"),
                Map.of("provider", text),
                () -> inventory(at(1))
                        .update(organization, number.id(), NumberUpdate.create().provider(text)));
        assertNotes(
                at(2),
                Action.NUMBER_DELETED,
                null,
                Map.of("provider", text, "capabilities", "voice sms", "status", "active"),
                Map.of(),
                () -> inventory(at(2)).delete(organization, number.id()));
    }

    @ParameterizedTest
    @MethodSource("oddTexts")
    void idsSurviveAsTheyWere(String text) {
        AgentId agent = new AgentId(text);
        ChangeContext by = new ChangeContext(new ActorId(text), LATER);
        assertNotes(by, Action.NUMBER_ASSIGNED, agent, Map.of(), TERMS_TEXT, () -> assign(number, agent, by));
        assertEquals(
                1, storage().list(AuditQuery.of(organization).actor(by.actor())).size());
        ActorId near = new ActorId("x" + text.substring(1));
        assertEquals(List.of(), storage().list(AuditQuery.of(organization).actor(near)));
    }

    @Test
    void longValuesSurvive() {
        Terms everywhere = new Terms(Terms.MAX_DAILY_LIMIT, Countries.of(Regions.known()));
        Map<String, String> text =
                Map.of("daily_limit", "1000000", "allowed_countries", String.join(" ", Regions.known()));
        assertTrue(text.get("allowed_countries").length() > 700);
        assertNotes(at(1), Action.NUMBER_ASSIGNED, ANNA, Map.of(), text, () -> assignments(at(1))
                .assign(number, ANNA, everywhere));
        assertNotes(at(2), Action.NUMBER_UNASSIGNED, ANNA, text, Map.of(), () -> assignments(at(2))
                .unassign(number));
    }

    @Test
    void timesSurviveToTheMicrosecondInAnyYear() {
        List<Instant> times = List.of(
                Instant.parse("2999-12-31T23:59:59.999999Z"),
                Instant.parse("2026-10-25T00:59:59.999999Z"),
                Instant.parse("2026-03-29T02:30:00.000001Z"),
                Instant.parse("1970-01-01T00:00:00Z"));
        for (int n = 0; n < times.size(); n++) {
            ChangeContext by = new ChangeContext(BOSS, times.get(n));
            storage().addMissing(organization, List.of(number(organization, 10 + n)), by);
        }
        assertEquals(
                times,
                storage().list(AuditQuery.of(organization).actor(BOSS)).stream()
                        .map(AuditEntry::at)
                        .toList());
    }

    // Races

    /** What an entry says of who did what for whom, and when. */
    private static String line(Action action, ActorId actor, AgentId agent, Instant at) {
        return "%s by %s, %s at %s".formatted(action, actor, agent, at);
    }

    /** The entries of a number after it was added, the oldest first. */
    private List<String> lines(PhoneNumber of) {
        List<String> lines = new ArrayList<>(
                pages(AuditQuery.of(of.organization()).numberId(of.id()).limit(AuditQuery.MAX_LIMIT)).stream()
                        .map(each -> line(each.action(), each.actor(), each.agent(), each.at()))
                        .toList());
        Collections.reverse(lines);
        assertEquals(line(Action.NUMBER_ADDED, ADMIN, null, NOW), lines.remove(0));
        return lines;
    }

    private static ActorId actor(int runner) {
        return new ActorId("actor-" + runner);
    }

    @Test
    @DisplayName("K2 of two administrators that assign one number at once, one wins each time, and one entry names it")
    void eachAssignmentThatWinsIsNotedOnce() throws Exception {
        List<String> expected = new ArrayList<>();
        try (Race race = new Race(2)) {
            for (int round = 0; round < rounds(); round++) {
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

    private int fewRounds() {
        return Math.max(1, rounds() / 5);
    }

    @Test
    @DisplayName("K2 where one assigns a number while another deletes it, the trail names what happened, and only that")
    void theTrailTellsWhetherANumberWasAssignedOrDeleted() throws Exception {
        List<PhoneNumber> numbers = storage().addMissing(stranger, numbers(stranger, fewRounds()), CHANGE);
        try (Race race = new Race(2)) {
            for (PhoneNumber each : numbers) {
                Race.Outcome<Boolean> outcome = race.run(runner -> () -> {
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
    @DisplayName("K2 of two administrators that unassign one number at once, the trail names the one who did")
    void eachUnassignmentThatWinsIsNotedOnce() throws Exception {
        List<String> expected = new ArrayList<>();
        try (Race race = new Race(2)) {
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
    @DisplayName("K2 of two administrators that move an agent's numbers at once, the trail names each move once")
    void eachMoveIsNotedOnce() throws Exception {
        List<PhoneNumber> many = addMany(3);
        assignments(CHANGE).distribute(many, List.of(ANNA), TERMS);
        Map<UUID, List<String>> expected = new LinkedHashMap<>();
        many.forEach(each ->
                expected.put(each.id(), new ArrayList<>(List.of(line(Action.NUMBER_ASSIGNED, ADMIN, ANNA, NOW)))));
        AgentId holder = ANNA;
        try (Race race = new Race(2)) {
            for (int round = 1; round <= Math.max(1, rounds() / 20); round++) {
                AgentId from = holder;
                ChangeContext first = new ChangeContext(actor(0), NOW.plusSeconds(round));
                Race.Outcome<AgentId> outcome = race.run(runner -> () -> {
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
