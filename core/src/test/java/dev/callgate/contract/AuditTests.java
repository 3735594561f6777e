package dev.callgate.contract;

import static dev.callgate.contract.Fixture.ADMIN;
import static dev.callgate.contract.Fixture.CHANGE;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.agent;
import static dev.callgate.contract.Fixture.newId;
import static dev.callgate.contract.Fixture.newOrganization;
import static dev.callgate.contract.Fixture.number;
import static dev.callgate.contract.Fixture.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.NumberInventory;
import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditEntry.Action;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.CallDay;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Test data of the contracts of the audit trail: the actors, and the entries that a change makes. */
@Timeout(600)
abstract class AuditTests extends ContractTests {
    static final ActorId BOSS = new ActorId("boss");
    static final Terms TERMS = Terms.dailyLimit(3).countries("US", "CA");
    static final Terms OTHER_TERMS = Terms.dailyLimit(7).countries("DE");
    static final Map<String, String> TERMS_TEXT = Map.of("daily_limit", "3", "allowed_countries", "CA US");
    static final AgentId ANNA = new AgentId("anna");
    static final AgentId BERT = new AgentId("bert");
    static final CallDay TODAY = CallDay.at(NOW, ZoneOffset.UTC);
    static final CallDay YESTERDAY = new CallDay(TODAY.date().minusDays(1), ZoneOffset.UTC);
    static final LocalDate APRIL = LocalDate.of(2026, 4, 1);

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

    List<PhoneNumber> addMany(int count) {
        return storage()
                .addMissing(organization, numbers(organization, count + 2).subList(2, count + 2), CHANGE);
    }

    /** A change by the boss, the given number of seconds after the number was added. */
    static ChangeContext at(int seconds) {
        return new ChangeContext(BOSS, NOW.plusSeconds(seconds));
    }

    Assignment assign(PhoneNumber to, AgentId agent, ChangeContext by) {
        return storage().assign(to.organization(), to.id(), agent, TERMS, newId(), by);
    }

    NumberInventory inventory(ChangeContext by) {
        return NumberInventory.over(storage()).withClock(clock(by)).withActor(by.actor());
    }

    Assignments assignments(ChangeContext by) {
        return Assignments.over(storage()).withClock(clock(by)).withActor(by.actor());
    }

    static Clock clock(ChangeContext by) {
        return Clock.fixed(by.at(), ZoneOffset.UTC);
    }

    /** Returns all entries that match a query, page by page, newest first; stops if there are too many. */
    List<AuditEntry> pages(AuditQuery query) {
        List<AuditEntry> page = storage().list(query);
        List<AuditEntry> all = new ArrayList<>(page);
        while (!page.isEmpty() && all.size() < 10_000) {
            page = storage().list(query.olderThan(page.get(page.size() - 1)));
            all.addAll(page);
        }
        return all;
    }

    List<AuditEntry> trail(OrganizationId tenant) {
        return pages(AuditQuery.of(tenant).limit(AuditQuery.MAX_LIMIT));
    }

    List<AuditEntry> trail() {
        return trail(organization);
    }

    /** Runs a change and returns the entries that it made, oldest first; asserts that the earlier entries are unchanged. */
    List<AuditEntry> entriesOf(Executable change) {
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

    AuditEntry onlyEntryOf(Executable change) {
        List<AuditEntry> made = entriesOf(change);
        assertEquals(1, made.size(), made::toString);
        return made.get(0);
    }

    /** Asserts that a change of {@link #number} made exactly this entry. */
    void assertRecords(
            ChangeContext by,
            Action action,
            AgentId agent,
            Map<String, String> before,
            Map<String, String> after,
            Executable change) {
        assertEntry(by, action, number, agent, before, after, onlyEntryOf(change));
    }

    void assertEntry(
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

    void assertRecordsNothing(Executable change) {
        assertEquals(List.of(), entriesOf(change));
    }

    /** Asserts that an operation fails, and that it leaves no entry in either organization. */
    void assertRefused(Class<? extends Exception> type, Executable operation) {
        List<AuditEntry> others = trail(stranger);
        assertRecordsNothing(() -> assertThrows(type, operation));
        assertEquals(others, trail(stranger));
    }

    static List<Action> actions(List<AuditEntry> entries) {
        return entries.stream().map(AuditEntry::action).toList();
    }

    static List<AuditEntry> of(PhoneNumber of, List<AuditEntry> entries) {
        return entries.stream().filter(each -> each.numberId().equals(of.id())).toList();
    }

    Assignment unassign(PhoneNumber from) {
        return storage().unassign(from.organization(), from.id(), at(2));
    }

    void count(Assignment on, CallDay day) {
        CountRequest request = new CountRequest(on, E164.of("+12025550199"), day);
        assertInstanceOf(CountResult.Counted.class, storage().count(request));
    }

    /** Returns the action, actor, agent and time of an entry as text. */
    static String line(Action action, ActorId actor, AgentId agent, Instant at) {
        return "%s by %s, %s at %s".formatted(action, actor, agent, at);
    }

    /** Returns the entries of a number after the one that added it, oldest first. */
    List<String> lines(PhoneNumber of) {
        List<String> lines = new ArrayList<>(
                pages(AuditQuery.of(of.organization()).numberId(of.id()).limit(AuditQuery.MAX_LIMIT)).stream()
                        .map(each -> line(each.action(), each.actor(), each.agent(), each.at()))
                        .toList());
        Collections.reverse(lines);
        assertEquals(line(Action.NUMBER_ADDED, ADMIN, null, NOW), lines.remove(0));
        return lines;
    }

    static ActorId actor(int runner) {
        return new ActorId("actor-" + runner);
    }

    int fewRounds() {
        return Math.max(1, suite.rounds() / 5);
    }
}
