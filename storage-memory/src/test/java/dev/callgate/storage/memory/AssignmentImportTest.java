package dev.callgate.storage.memory;

import static dev.callgate.contract.Fixture.ADMIN;
import static dev.callgate.contract.Fixture.CHANGE;
import static dev.callgate.contract.Fixture.CLOCK;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.agent;
import static dev.callgate.contract.Fixture.all;
import static dev.callgate.contract.Fixture.digits;
import static dev.callgate.contract.Fixture.newId;
import static dev.callgate.contract.Fixture.newOrganization;
import static dev.callgate.contract.Fixture.number;
import static dev.callgate.contract.Fixture.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.AssignmentRow;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportReport;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.RejectedRow;
import dev.callgate.admin.RejectedRow.Reason;
import dev.callgate.contract.Fixture;
import dev.callgate.contract.Interceptor;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.spi.AssignmentAdminStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An import of assignments reports each row, and yields to who is quicker. */
class AssignmentImportTest {
    private static final Terms TERMS = Terms.dailyLimit(3).countries("US", "CA");
    private static final AgentId ANNA = new AgentId("anna");
    private static final AgentId BERT = new AgentId("bert");

    /** Line, reason, and what the message names, of the bad ones among {@link #rowsOfEveryKind}. */
    private static final List<String> EXPECTED_REJECTIONS = List.of(
            "12 MALFORMED no number",
            "13 INVALID_FOR_COUNTRY +11115550123",
            "14 NOT_IN_INVENTORY +12022000007",
            "15 DUPLICATE_IN_FILE +12022000001",
            "16 ASSIGNED bert",
            "17 NOT_IN_INVENTORY +12022000005",
            "18 MALFORMED agent",
            "19 MALFORMED " + "a".repeat(65),
            "20 MALFORMED many",
            "21 MALFORMED -1",
            "22 MALFORMED 1000001",
            "23 MALFORMED Narnia",
            "24 MALFORMED a quote is not closed");

    private final InMemoryStorage storage = InMemoryStorage.create(Fixture.CLOCK);
    private final OrganizationId organization = newOrganization();
    private final OrganizationId stranger = newOrganization();
    private PhoneNumber number;

    @BeforeEach
    void addTheNumber() {
        number = add(number(organization, 1));
    }

    private PhoneNumber add(PhoneNumber wanted) {
        return storage.addMissing(wanted.organization(), List.of(wanted), CHANGE)
                .get(0);
    }

    private Assignment assign(PhoneNumber to, AgentId agent) {
        return assign(to, agent, TERMS, NOW);
    }

    private Assignment assign(PhoneNumber to, AgentId agent, Terms terms, Instant now) {
        return storage.assign(to.organization(), to.id(), agent, terms, newId(), new ChangeContext(ADMIN, now));
    }

    private PhoneNumber stored(PhoneNumber as) {
        return storage.find(as.organization(), as.id()).orElseThrow();
    }

    private Assignment current(PhoneNumber of) {
        AgentId holder = stored(of).assignedTo();
        return storage.assignmentsOf(of.organization(), holder).stream()
                .filter(each -> each.number().id().equals(of.id()))
                .findFirst()
                .orElseThrow();
    }

    private List<Assignment> assignmentsIn(OrganizationId tenant) {
        return Fixture.assignmentsOf(storage, tenant);
    }

    private List<Object> allData() {
        return Stream.of(organization, stranger)
                .<Object>map(each -> List.of(storage.list(all(each)), assignmentsIn(each)))
                .toList();
    }

    private List<PhoneNumber> addMany(int count) {
        return storage.addMissing(organization, numbers(organization, count + 2).subList(2, count + 2), CHANGE);
    }

    private Assignments administration() {
        return Assignments.over(storage).withClock(CLOCK);
    }

    private static Set<E164> digitsOf(List<Assignment> assignments) {
        return assignments.stream().map(each -> each.number().e164()).collect(Collectors.toSet());
    }

    private static AssignmentRow row(long line, String number, String agent) {
        return row(line, number, agent, null, null);
    }

    private static AssignmentRow row(long line, String number, String agent, String limit, String countries) {
        return new AssignmentRow(line, "row " + line + " as written", number, agent, limit, countries, null, null);
    }

    private ImportReport importRows(List<AssignmentRow> rows, List<RejectedRow> rejected) {
        return importRows(rows, rejected, ImportOptions.defaults().withDefaultCountry("US"));
    }

    private ImportReport importRows(List<AssignmentRow> rows, List<RejectedRow> rejected, ImportOptions options) {
        return administration()
                .importRows(NumberInventory.over(storage), organization, rows.iterator(), rejected::add, options);
    }

    private static void assertReport(long rows, List<RejectedRow> rejected, ImportReport report) {
        Map<Reason, Long> counts = new TreeMap<>();
        rejected.forEach(each -> counts.merge(each.reason(), 1L, Long::sum));
        assertEquals(new ImportReport(rows, rows - rejected.size(), counts, Duration.ZERO), report);
    }

    /** Rows of every sort, over the numbers 1 to 6 of which 4 is Bert's and 5 is deleted; 1, 2, 3 and 6 are good. */
    private List<AssignmentRow> rowsOfEveryKind() {
        for (int n = 2; n <= 6; n++) {
            add(number(organization, n));
        }
        assign(find(4), BERT);
        storage.delete(organization, find(5).id(), CHANGE);
        add(number(stranger, 7));
        return List.of(
                row(10, digits(1), "anna", "25", "US;ca"),
                row(11, " (202) 200-0002", " bert ", " ", ""),
                row(12, "no number", "anna"),
                row(13, "+11115550123", "anna"),
                row(14, digits(7), "anna"),
                row(15, "+1 202 200 0001", "bert"),
                row(16, digits(4), "anna"),
                row(17, digits(5), "anna"),
                row(18, digits(3), ""),
                row(19, digits(3), "a".repeat(65)),
                row(20, digits(3), "anna", "many", null),
                row(21, digits(3), "anna", "-1", null),
                row(22, digits(3), "anna", "1000001", null),
                row(23, digits(3), "anna", "5", "US Narnia"),
                new AssignmentRow(
                        24, "row 24 as written", digits(3), "anna", null, null, null, "a quote is not closed"),
                row(25, digits(3), "anna", null, "*, 001"),
                row(26, digits(6), "漢字 o'B\\%", "0", null));
    }

    private PhoneNumber find(int n) {
        return storage.find(organization, E164.of(digits(n))).orElseThrow();
    }

    @Test
    @DisplayName("K3 good rows are assigned; each bad row is reported with its line, its text and its reason, in order")
    void reportsEachInvalidRow() {
        List<AssignmentRow> rows = rowsOfEveryKind();
        List<RejectedRow> rejected = new ArrayList<>();

        assertReport(17, rejected, importRows(rows, rejected));

        assertEquals(EXPECTED_REJECTIONS.size(), rejected.size(), rejected::toString);
        for (int i = 0; i < EXPECTED_REJECTIONS.size(); i++) {
            String[] fault = EXPECTED_REJECTIONS.get(i).split(" ", 3);
            RejectedRow each = rejected.get(i);
            assertEquals(fault[0] + " " + fault[1], each.line() + " " + each.reason());
            assertTrue(each.message().contains(fault[2]), each::toString);
            assertEquals("row " + each.line() + " as written", each.text());
        }
        assertAssigned(1, "anna", Terms.dailyLimit(25).countries("CA", "US"));
        assertAssigned(2, "bert", Terms.dailyLimit(100));
        assertAssigned(3, "anna", Terms.dailyLimit(100).countries("*", "001"));
        assertAssigned(4, "bert", TERMS);
        assertAssigned(6, "漢字 o'B\\%", Terms.dailyLimit(0));
        assertEquals(5, assignmentsIn(organization).size());
    }

    private void assertAssigned(int n, String agent, Terms terms) {
        Assignment found = current(find(n));
        assertEquals(new AgentId(agent), found.agent());
        assertEquals(terms, found.terms());
        assertEquals(NOW, found.createdAt());
    }

    @Test
    @DisplayName("K3 a dry run of assignments says what the import will say, and changes nothing")
    void dryRunChangesNothing() {
        List<AssignmentRow> rows = rowsOfEveryKind();
        List<Object> before = allData();
        List<RejectedRow> foreseen = new ArrayList<>();
        ImportReport dry = importRows(
                rows,
                foreseen,
                ImportOptions.defaults().withDefaultCountry("US").asDryRun());
        assertEquals(before, allData());

        List<RejectedRow> rejected = new ArrayList<>();
        assertEquals(importRows(rows, rejected), dry);
        assertEquals(4, dry.added());
        assertEquals(rejected, foreseen);
    }

    @Test
    @DisplayName("K3 assignments that are imported again are reported as assigned, and stay as they are")
    void canBeRunAgain() {
        List<AssignmentRow> rows = rowsOfEveryKind();
        importRows(rows, new ArrayList<>());
        List<Object> before = allData();
        List<RejectedRow> rejected = new ArrayList<>();
        assertReport(17, rejected, importRows(rows, rejected));
        assertEquals(17, rejected.size());
        assertEquals(
                List.of(10L, 11L, 16L, 25L, 26L),
                rejected.stream()
                        .filter(each -> each.reason() == Reason.ASSIGNED)
                        .map(RejectedRow::line)
                        .toList());
        assertEquals(before, allData());
    }

    @Test
    @DisplayName("K2 K3 where somebody is quicker with some numbers of a batch, the other rows are assigned still")
    void yieldsToConcurrentAssignments() {
        addMany(5);
        AtomicBoolean meddled = new AtomicBoolean();
        AssignmentAdminStore meddledWith =
                Interceptor.before("assignAll", AssignmentAdminStore.class, storage, arguments -> {
                    if (!meddled.getAndSet(true)) {
                        assign(find(3), BERT);
                        storage.delete(organization, find(5).id(), CHANGE);
                    }
                });
        List<RejectedRow> rejected = new ArrayList<>();
        ImportReport report = Assignments.over(meddledWith)
                .withClock(CLOCK)
                .importRows(
                        NumberInventory.over(storage),
                        organization,
                        IntStream.rangeClosed(2, 6)
                                .mapToObj(n -> row(n, digits(n), "anna"))
                                .iterator(),
                        rejected::add,
                        ImportOptions.defaults());

        assertReport(5, rejected, report);
        assertEquals(
                List.of("3 ASSIGNED", "5 NOT_IN_INVENTORY"),
                rejected.stream().map(each -> each.line() + " " + each.reason()).toList());
        assertTrue(rejected.get(0).message().contains("bert"), rejected::toString);
        assertEquals(
                Set.of(E164.of(digits(2)), E164.of(digits(4)), E164.of(digits(6))),
                digitsOf(storage.assignmentsOf(organization, ANNA)));
        assertEquals(BERT, find(3).assignedTo());
    }

    @Test
    @DisplayName("K3 an import of no assignment reports nothing")
    void emptyImportReportsNothing() {
        List<RejectedRow> rejected = new ArrayList<>();
        assertReport(0, rejected, importRows(List.of(), rejected));
        assertReport(1, rejected, importRows(List.of(row(1, "none", "anna")), rejected));
        assertEquals(1, rejected.size());
        assertEquals(List.of(), assignmentsIn(organization));
    }
}
