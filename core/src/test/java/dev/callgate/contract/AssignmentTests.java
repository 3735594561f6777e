package dev.callgate.contract;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.contract.Fixture.ADMIN;
import static dev.callgate.contract.Fixture.CHANGE;
import static dev.callgate.contract.Fixture.CLOCK;
import static dev.callgate.contract.Fixture.LATER_CHANGE;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.agent;
import static dev.callgate.contract.Fixture.all;
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
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.CallDay;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.Countries;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Regions;
import dev.callgate.model.Terms;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Test data of the contracts of assignments: an organization with a number, and another organization. */
@Timeout(600)
abstract class AssignmentTests extends ContractTests {
    static final CallDay TODAY = CallDay.at(NOW, ZoneOffset.UTC);
    static final E164 IN_WASHINGTON = E164.of("+12025550199");
    static final Terms TERMS = Terms.dailyLimit(3).countries("US", "CA");
    static final Terms OTHER_TERMS = Terms.dailyLimit(7).countries("DE");
    static final AgentId ANNA = new AgentId("anna");
    static final AgentId BERT = new AgentId("bert");

    final OrganizationId organization = newOrganization();
    final OrganizationId stranger = newOrganization();
    PhoneNumber number;

    @BeforeEach
    void addTheNumber() {
        number = add(number(organization, 1));
    }

    PhoneNumber add(PhoneNumber wanted) {
        return storage()
                .addMissing(wanted.organization(), List.of(wanted), CHANGE)
                .get(0);
    }

    Assignment assign(PhoneNumber to, AgentId agent) {
        return assign(to, agent, TERMS, NOW);
    }

    Assignment assign(PhoneNumber to, AgentId agent, Terms terms, Instant now) {
        return storage().assign(to.organization(), to.id(), agent, terms, newId(), new ChangeContext(ADMIN, now));
    }

    Assignment unassign(PhoneNumber from) {
        return storage().unassign(from.organization(), from.id(), LATER_CHANGE);
    }

    PhoneNumber stored(PhoneNumber as) {
        return storage().find(as.organization(), as.id()).orElseThrow();
    }

    Assignment current(PhoneNumber of) {
        AgentId holder = stored(of).assignedTo();
        return storage().assignmentsOf(of.organization(), holder).stream()
                .filter(each -> each.number().id().equals(of.id()))
                .findFirst()
                .orElseThrow();
    }

    CountResult count(Assignment seen) {
        return storage().count(new CountRequest(seen, IN_WASHINGTON, TODAY));
    }

    List<Assignment> assignmentsIn(OrganizationId tenant) {
        return Fixture.assignmentsOf(storage(), tenant);
    }

    /** Asserts that an operation fails, that its message names the cause, and that nothing has changed. */
    void assertRefused(Class<? extends Exception> type, Executable operation, Object... named) {
        List<Object> before = everything();
        assertThrowsNaming(type, operation, named);
        assertEquals(before, everything());
    }

    List<Object> everything() {
        return Stream.of(organization, stranger)
                .<Object>map(each -> List.of(storage().list(all(each)), assignmentsIn(each)))
                .toList();
    }

    static Stream<Terms> terms() {
        return Stream.of(
                Terms.dailyLimit(0),
                Terms.dailyLimit(1).anyCountry(),
                Terms.dailyLimit(Terms.MAX_DAILY_LIMIT).countries("001"),
                Terms.forCountries("US"),
                Terms.forCountries("*", "001"),
                new Terms(100, Countries.of(Regions.known())));
    }

    List<PhoneNumber> addMany(int count) {
        return storage()
                .addMissing(organization, numbers(organization, count + 2).subList(2, count + 2), CHANGE);
    }

    Assignments administration() {
        return Assignments.over(storage()).withClock(CLOCK);
    }

    static Set<E164> digitsOf(List<Assignment> assignments) {
        return assignments.stream().map(each -> each.number().e164()).collect(Collectors.toSet());
    }

    /** Returns all assignments of the other organization, page by page; stops if there are too many. */
    List<Assignment> pages(int limit) {
        AssignmentQuery query = AssignmentQuery.of(stranger).limit(limit);
        List<Assignment> all = new ArrayList<>();
        List<Assignment> page = storage().list(query);
        while (!page.isEmpty() && all.size() < 1_000) {
            assertTrue(page.size() <= limit, page::toString);
            all.addAll(page);
            page = storage().list(query.after(page.get(page.size() - 1)));
        }
        return all;
    }

    static AssignmentRow row(long line, String number, String agent) {
        return row(line, number, agent, null, null);
    }

    static AssignmentRow row(long line, String number, String agent, String limit, String countries) {
        return new AssignmentRow(line, "row " + line + " as written", number, agent, limit, countries, null, null);
    }

    ImportReport importRows(List<AssignmentRow> rows, List<RejectedRow> rejected) {
        return importRows(rows, rejected, ImportOptions.defaults().withDefaultCountry("US"));
    }

    ImportReport importRows(List<AssignmentRow> rows, List<RejectedRow> rejected, ImportOptions options) {
        return administration()
                .importRows(NumberInventory.over(storage()), organization, rows.iterator(), rejected::add, options);
    }

    static void assertReport(long rows, List<RejectedRow> rejected, ImportReport report) {
        Map<Reason, Long> counts = new TreeMap<>();
        rejected.forEach(each -> counts.merge(each.reason(), 1L, Long::sum));
        assertEquals(new ImportReport(rows, rows - rejected.size(), counts, Duration.ZERO), report);
    }

    Assignment assignAndCountTwice() {
        count(assign(number, ANNA));
        count(current(number));
        Assignment twice = current(number);
        assertEquals(2, twice.callsOn(TODAY.date()));
        return twice;
    }
}
