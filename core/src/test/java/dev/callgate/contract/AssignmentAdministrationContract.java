package dev.callgate.contract;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.contract.Samples.ADMIN;
import static dev.callgate.contract.Samples.CHANGE;
import static dev.callgate.contract.Samples.CLOCK;
import static dev.callgate.contract.Samples.LATER;
import static dev.callgate.contract.Samples.LATER_CHANGE;
import static dev.callgate.contract.Samples.NOW;
import static dev.callgate.contract.Samples.agent;
import static dev.callgate.contract.Samples.all;
import static dev.callgate.contract.Samples.digits;
import static dev.callgate.contract.Samples.newId;
import static dev.callgate.contract.Samples.newOrganization;
import static dev.callgate.contract.Samples.number;
import static dev.callgate.contract.Samples.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.AgentNumbers;
import dev.callgate.admin.AssignmentRow;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportProgress;
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
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Regions;
import dev.callgate.model.Terms;
import dev.callgate.spi.AssignmentAdminStore;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.NumberStore;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
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
 * What every store has to do that keeps numbers and who has them. To prove it of a store, extend this class in the
 * store's own tests, beside {@link NumberStoreContract}:
 *
 * <pre>{@code
 * class MyAssignmentAdministrationTest extends AssignmentAdministrationContract<MyStorage> {
 *     @Override
 *     protected MyStorage storage() {
 *         return myStorage;
 *     }
 * }
 * }</pre>
 *
 * <p>Each test works in organizations of its own, so that one database may serve all tests, one after the other or at
 * once, and need not be emptied between them. The tests hand in times of 2 March 2026 and count calls on that day; the
 * store's own clock may stand at {@link Samples#NOW} or anywhere later. They need JUnit Jupiter and nothing else; a
 * store should be given at least 16 connections, or threads have to wait for one.
 *
 * @param <S> the store, which implements both ports
 */
@Timeout(600)
public abstract class AssignmentAdministrationContract<S extends NumberStore & AssignmentAdminStore> {
    private static final int ROUNDS = 200;
    private static final CallDay TODAY = CallDay.at(NOW, ZoneOffset.UTC);
    private static final E164 IN_WASHINGTON = E164.of("+12025550199");
    private static final Terms TERMS = Terms.dailyLimit(3).countries("US", "CA");
    private static final Terms OTHER_TERMS = Terms.dailyLimit(7).countries("DE");
    private static final AgentId ANNA = new AgentId("anna");
    private static final AgentId BERT = new AgentId("bert");
    private static final AgentId CARL = new AgentId("carl");

    /** Line, reason, and what the message names, of the bad ones among {@link #rowsOfEverySort}. */
    private static final List<String> FAULTS = List.of(
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

    private final OrganizationId organization = newOrganization();
    private final OrganizationId stranger = newOrganization();
    private PhoneNumber number;

    /** Returns the store to test. Asked for often: within one test, what it returns has to share its data. */
    protected abstract S storage();

    @BeforeEach
    void addTheNumber() {
        number = add(number(organization, 1));
    }

    private PhoneNumber add(PhoneNumber wanted) {
        return storage()
                .addMissing(wanted.organization(), List.of(wanted), CHANGE)
                .get(0);
    }

    private Assignment assign(PhoneNumber to, AgentId agent) {
        return assign(to, agent, TERMS, NOW);
    }

    private Assignment assign(PhoneNumber to, AgentId agent, Terms terms, Instant now) {
        return storage().assign(to.organization(), to.id(), agent, terms, newId(), new ChangeContext(ADMIN, now));
    }

    private Assignment unassign(PhoneNumber from) {
        return storage().unassign(from.organization(), from.id(), LATER_CHANGE);
    }

    private PhoneNumber stored(PhoneNumber as) {
        return storage().find(as.organization(), as.id()).orElseThrow();
    }

    private Assignment current(PhoneNumber of) {
        AgentId holder = stored(of).assignedTo();
        return storage().assignmentsOf(of.organization(), holder).stream()
                .filter(each -> each.number().id().equals(of.id()))
                .findFirst()
                .orElseThrow();
    }

    private CountResult count(Assignment seen) {
        return storage().count(new CountRequest(seen, IN_WASHINGTON, TODAY));
    }

    private List<Assignment> assignmentsIn(OrganizationId tenant) {
        return Samples.assignmentsOf(storage(), tenant);
    }

    /** Asserts that an operation fails, names what it failed on, and leaves everything as it was. */
    private void assertRefused(Class<? extends Exception> type, Executable operation, Object... named) {
        List<Object> before = everything();
        assertThrowsNaming(type, operation, named);
        assertEquals(before, everything());
    }

    private List<Object> everything() {
        return Stream.of(organization, stranger)
                .<Object>map(each -> List.of(storage().list(all(each)), assignmentsIn(each)))
                .toList();
    }

    // Assigning

    @Test
    void anAssignedNumberIsInItsAgentsHands() {
        UUID id = newId();
        Assignment assigned = storage().assign(organization, number.id(), ANNA, TERMS, id, LATER_CHANGE);
        PhoneNumber inHands = number.withAssignee(ANNA, LATER);
        assertEquals(new Assignment(id, ANNA, inHands, TERMS, 0, null, LATER, LATER), assigned);
        assertEquals(inHands, stored(number));
        assertEquals(inHands, storage().find(organization, number.e164()).orElseThrow());
        assertEquals(List.of(assigned), storage().assignmentsOf(organization, ANNA));
        assertEquals(List.of(assigned), assignmentsIn(organization));
    }

    @Test
    void anInactiveNumberCanBeAssigned() {
        storage().update(organization, number.id(), any -> any.withStatus(NumberStatus.INACTIVE, NOW), CHANGE);
        assertEquals(NumberStatus.INACTIVE, assign(number, ANNA).number().status());
    }

    @Test
    void anAgentHasSeveralNumbers() {
        PhoneNumber second = add(number(organization, 2));
        Set<Assignment> both = Set.of(assign(number, ANNA), assign(second, ANNA));
        assertEquals(both, Set.copyOf(storage().assignmentsOf(organization, ANNA)));
    }

    @Test
    @DisplayName("K2 a number that somebody has is not assigned to another")
    void anAssignedNumberIsNotAssignedToAnother() {
        assign(number, ANNA);
        assertRefused(InventoryException.Assigned.class, () -> assign(number, BERT), number.e164(), ANNA);
    }

    @Test
    @DisplayName("K2 a number that an agent has is not assigned to the same agent again")
    void anAssignedNumberIsNotAssignedToTheSameAgentAgain() {
        assign(number, ANNA);
        assertRefused(
                InventoryException.Assigned.class, () -> assign(number, ANNA, OTHER_TERMS, LATER), number.e164(), ANNA);
    }

    @Test
    void aNumberThatIsNotThereCannotBeAssigned() {
        PhoneNumber unknown = number(organization, 2);
        assertRefused(InventoryException.NoSuchNumber.class, () -> assign(unknown, ANNA), unknown.id(), organization);
    }

    @Test
    void aDeletedNumberCannotBeAssignedChangedOrUnassigned() {
        storage().delete(organization, number.id(), CHANGE);
        assertRefused(InventoryException.NoSuchNumber.class, () -> assign(number, ANNA), number.id());
        assertRefused(InventoryException.NoSuchNumber.class, () -> changeTerms(OTHER_TERMS), number.id());
        assertRefused(InventoryException.NoSuchNumber.class, () -> unassign(number), number.id());
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

    @ParameterizedTest
    @MethodSource("terms")
    @DisplayName("D8 limits and countries survive as they were given")
    void termsSurvive(Terms terms) {
        assertEquals(terms, assign(number, ANNA, terms, NOW).terms());
        assertEquals(terms, current(number).terms());
        changeTerms(TERMS);
        assertEquals(terms, changeTerms(terms).terms());
        assertEquals(terms, current(number).terms());
    }

    @Test
    void idsOfAgentsSurviveAtFullLengthAndAreComparedExactly() {
        AgentId longest = new AgentId("äß漢字🙂'\";--%_\\ Agent-".repeat(4).substring(0, 64));
        Assignment assigned = assign(number, longest);
        assign(add(number(organization, 2)), ANNA);
        assertEquals(List.of(assigned), storage().assignmentsOf(organization, longest));
        for (String near : List.of(longest.value().toLowerCase(Locale.ROOT), "ANNA")) {
            assertEquals(List.of(), storage().assignmentsOf(organization, new AgentId(near)), near);
        }
    }

    // Several numbers at once

    private List<PhoneNumber> addMany(int count) {
        return storage()
                .addMissing(organization, numbers(organization, count + 2).subList(2, count + 2), CHANGE);
    }

    private Assignments administration() {
        return Assignments.over(storage()).withClock(CLOCK);
    }

    @Test
    void numbersAreDistributedEvenly() {
        List<AgentId> agents = IntStream.range(0, 3).mapToObj(Samples::agent).toList();

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
    @DisplayName("K2 numbers are distributed all or none")
    void nothingIsDistributedIfOneNumberCannotBe() {
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
    @DisplayName("D12 all numbers of an agent move under their terms, and old counts of the new agent's go on")
    void allNumbersMove() {
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
    void allNumbersOfAnAgentGoBackToThePool() {
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

    private static Set<E164> digitsOf(List<Assignment> assignments) {
        return assignments.stream().map(each -> each.number().e164()).collect(Collectors.toSet());
    }

    @Test
    @DisplayName("K2 while all numbers move to and fro, nobody sees a part of them, and each has one holder")
    void movesAreSeenWhole() throws Exception {
        administration().distribute(addMany(5), List.of(ANNA), TERMS);
        try (Race race = new Race(4)) {
            for (int round = 0; round < 20; round++) {
                Race.Outcome<Integer> outcome = race.run(runner -> switch (runner) {
                    case 0 ->
                        () -> administration().moveAll(organization, ANNA, BERT).size();
                    case 1 ->
                        () -> administration().moveAll(organization, BERT, ANNA).size();
                    default -> this::mostInOneHand;
                });
                assertEquals(List.of(), outcome.failures());
                assertEquals(5, mostInOneHand());
                outcome.results().forEach(result -> assertTrue(result == 0 || result == 5, outcome::toString));
            }
        }
    }

    /** How many of the five numbers the agent has that holds the most, by one reading. */
    private int mostInOneHand() {
        List<Assignment> seen = assignmentsIn(organization);
        long annas = seen.stream().filter(each -> each.agent().equals(ANNA)).count();
        return (int) Math.max(annas, seen.size() - annas);
    }

    // Changing the terms

    private Assignment changeTerms(Terms terms) {
        return storage().changeTerms(organization, number.id(), terms, LATER_CHANGE);
    }

    @Test
    void changedTermsAreReturnedAndStoredAndNothingElseChanges() {
        Assignment assigned = assign(number, ANNA);
        Assignment expected = assigned.withTerms(OTHER_TERMS, LATER);
        assertEquals(expected, changeTerms(OTHER_TERMS));
        assertEquals(List.of(expected), storage().assignmentsOf(organization, ANNA));
    }

    @Test
    @DisplayName("D10 calls already made count against the changed limit")
    void changedTermsKeepTheCount() {
        count(assign(number, ANNA));
        count(current(number));
        Assignment changed = changeTerms(Terms.dailyLimit(2).countries("US"));
        assertEquals(2, changed.callsOn(TODAY.date()));
        assertInstanceOf(CountResult.LimitReached.class, count(changed));
    }

    @Test
    void termsOfANumberThatNobodyHasCannotBeChanged() {
        assertRefused(InventoryException.NotAssigned.class, () -> changeTerms(OTHER_TERMS), number.e164());
    }

    @Test
    void termsOfANumberThatIsNotThereCannotBeChanged() {
        UUID unknown = newId();
        assertRefused(
                InventoryException.NoSuchNumber.class,
                () -> storage().changeTerms(organization, unknown, OTHER_TERMS, CHANGE),
                unknown,
                organization);
    }

    // Unassigning

    @Test
    void anUnassignedNumberIsAvailableAgain() {
        Assignment assigned = assign(number, ANNA);
        assertEquals(assigned, unassign(number));
        assertEquals(number.withAssignee(null, LATER), stored(number));
        assertEquals(List.of(), storage().assignmentsOf(organization, ANNA));
        assertEquals(List.of(), assignmentsIn(organization));
    }

    @Test
    void anUnassignedNumberCanBeGivenToAnother() {
        assign(number, ANNA);
        unassign(number);
        Assignment assigned = assign(number, BERT);
        assertEquals(List.of(assigned), assignmentsIn(organization));
        assertEquals(List.of(), storage().assignmentsOf(organization, ANNA));
    }

    @Test
    void aNumberThatNobodyHasCannotBeUnassigned() {
        assertRefused(InventoryException.NotAssigned.class, () -> unassign(number), number.e164());
        assign(number, ANNA);
        unassign(number);
        assertRefused(InventoryException.NotAssigned.class, () -> unassign(number), number.e164());
    }

    @Test
    void aNumberThatIsNotThereCannotBeUnassigned() {
        PhoneNumber unknown = number(organization, 2);
        assertRefused(InventoryException.NoSuchNumber.class, () -> unassign(unknown), unknown.id(), organization);
    }

    @Test
    @DisplayName("D10 a charge on an assignment that ended counts nothing")
    void anEndedAssignmentIsNotCounted() {
        Assignment seen = assign(number, ANNA);
        unassign(number);
        assertInstanceOf(CountResult.Stale.class, count(seen));
        assertEquals(0, assign(number, ANNA).callsOn(TODAY.date()));
    }

    // The number of an assignment

    @Test
    @DisplayName("D10 an assignment shows its number as it stands now")
    void anAssignmentShowsItsNumbersStatus() {
        Assignment assigned = assign(number, ANNA);
        PhoneNumber inactive = storage()
                .update(organization, number.id(), any -> any.withStatus(NumberStatus.INACTIVE, LATER), LATER_CHANGE);
        assertEquals(assigned.number().withStatus(NumberStatus.INACTIVE, LATER), inactive);
        assertEquals(List.of(assigned.withNumber(inactive)), storage().assignmentsOf(organization, ANNA));
        assertEquals(List.of(assigned.withNumber(inactive)), assignmentsIn(organization));
    }

    @Test
    @DisplayName("K2 an assigned number cannot be deleted")
    void anAssignedNumberIsNotDeleted() {
        assign(number, ANNA);
        assertRefused(
                InventoryException.Assigned.class,
                () -> storage().delete(organization, number.id(), LATER_CHANGE),
                ANNA);
        assertEquals(ANNA, stored(number).assignedTo());
    }

    @Test
    void assignedAndAvailableNumbersAreListedApart() {
        PhoneNumber second = add(number(organization, 2));
        PhoneNumber third = add(number(organization, 3));
        storage().update(organization, third.id(), any -> any.withStatus(NumberStatus.INACTIVE, NOW), CHANGE);
        List<PhoneNumber> assigned =
                List.of(assign(number, ANNA).number(), assign(third, BERT).number());
        assertEquals(assigned, storage().list(all(organization).assigned(true)));
        assertEquals(List.of(second), storage().list(all(organization).assigned(false)));
        assertEquals(
                assigned.subList(1, 2),
                storage().list(all(organization).assigned(true).status(NumberStatus.INACTIVE)));
        assertEquals(
                assigned.subList(0, 1),
                storage().list(all(organization).assigned(true).limit(1)));
    }

    // Listing

    @Test
    void assignmentsAreListedInTheOrderOfAgentAndThenNumber() {
        PhoneNumber second = add(number(organization, 2));
        PhoneNumber third = add(number(organization, 3));
        Assignment berts = assign(number, BERT);
        Assignment annasLast = assign(third, ANNA);
        Assignment annasFirst = assign(second, ANNA);
        assertEquals(List.of(annasFirst, annasLast, berts), assignmentsIn(organization));
    }

    @Test
    void manyAgentsAreListedInOrder() {
        List<PhoneNumber> numbers = storage().addMissing(stranger, numbers(stranger, 50), CHANGE);
        IntStream.range(0, 50).forEach(i -> assign(numbers.get(i), agent(10 + (i * 7) % 50)));
        List<String> agents = assignmentsIn(stranger).stream()
                .map(each -> each.agent().value())
                .toList();
        assertEquals(agents.stream().sorted().toList(), agents);
        assertEquals(50, agents.size());
    }

    /** Three numbers of Anna's, two of Bert's and one of Carl's, given away in no order. */
    private List<Assignment> sixAssignments() {
        List<PhoneNumber> numbers = storage().addMissing(stranger, numbers(stranger, 6), CHANGE);
        List<Assignment> made = new ArrayList<>();
        for (int n : List.of(5, 2, 0, 4, 1, 3)) {
            made.add(assign(numbers.get(n), n == 3 ? CARL : n % 2 == 0 ? ANNA : BERT));
        }
        return List.of(made.get(2), made.get(1), made.get(3), made.get(4), made.get(0), made.get(5));
    }

    /** Pages through the assignments of the stranger; ends when there are too many. */
    private List<Assignment> pages(int limit) {
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

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 1_000})
    void pagesOfAnySizeListEachAssignmentOnceInOrder(int limit) {
        assertEquals(sixAssignments(), pages(limit));
    }

    @Test
    void aPageOfAssignmentsBeginsBehindTheLastOneAlsoWhereThatIsGone() {
        List<Assignment> all = sixAssignments();
        AssignmentQuery page = AssignmentQuery.of(stranger).limit(2);
        unassign(all.get(1).number());
        assertEquals(all.subList(2, 4), storage().list(page.after(all.get(1))));
        assertEquals(List.of(), storage().list(page.after(all.get(5))));
        storage().delete(stranger, all.get(1).number().id(), LATER_CHANGE);
        assertEquals(all.subList(2, 4), storage().list(page.after(all.get(1))));
        assertEquals(List.of(all.get(0), all.get(2)), storage().list(page));
    }

    @Test
    void aQueryLists100AssignmentsUnlessItSaysOtherwise() {
        administration().distribute(addMany(101), List.of(ANNA, BERT), TERMS);
        List<Assignment> all = assignmentsIn(organization);
        assertEquals(101, all.size());
        assertEquals(all.subList(0, 100), storage().list(AssignmentQuery.of(organization)));
    }

    @Test
    void agentsWhoseIdsAreOddAreListedOnceEach() {
        List<AgentId> odd = Stream.of("a", "A", "ä", "a b", "a-b", "a'b\\%_", "z", "\uFF5E", "🙂", "漢", "10", "9")
                .map(AgentId::new)
                .toList();
        List<PhoneNumber> numbers = storage().addMissing(stranger, numbers(stranger, 2 * odd.size()), CHANGE);
        Assignments.over(storage()).distribute(numbers, odd, TERMS);
        List<Assignment> all = assignmentsIn(stranger);
        assertEquals(numbers.size(), Set.copyOf(all).size());
        assertEquals(all, pages(1));
        assertEquals(all, pages(3));

        List<Assignment> byAgent = new ArrayList<>();
        for (AgentId each : odd) {
            AgentId after =
                    byAgent.isEmpty() ? null : byAgent.get(byAgent.size() - 1).agent();
            List<Assignment> next = storage().assignmentsOfAgents(stranger, after, 1);
            assertEquals(2, next.size(), each::toString);
            byAgent.addAll(next);
        }
        assertEquals(all, byAgent);
    }

    @Test
    void theAdministrationsStreamReadsAPageWhenItIsNeeded() {
        administration().distribute(addMany(1_001), List.of(ANNA, BERT), TERMS);
        List<Assignment> expected = assignmentsIn(organization);
        assertEquals(1_001, expected.size());
        List<AssignmentQuery> asked = new ArrayList<>();
        Assignments counting = Assignments.over(Interposed.before(
                "list", AssignmentAdminStore.class, storage(), query -> asked.add((AssignmentQuery) query[0])));

        assertEquals(
                expected.subList(0, 1_000),
                counting.stream(organization).limit(1_000).toList());
        AssignmentQuery first = AssignmentQuery.of(organization).limit(1_000);
        assertEquals(List.of(first), asked);

        asked.clear();
        assertEquals(expected, counting.stream(organization).toList());
        assertEquals(List.of(first, first.after(expected.get(999)), first.after(expected.get(1_000))), asked);
        assertEquals(List.of(), counting.stream(stranger).toList());
    }

    // Agents

    @Test
    void agentsAreListedWithAllTheirNumbers() {
        List<Assignment> all = sixAssignments();
        assertEquals(all.subList(0, 3), storage().assignmentsOfAgents(stranger, null, 1));
        assertEquals(all.subList(0, 5), storage().assignmentsOfAgents(stranger, null, 2));
        assertEquals(all, storage().assignmentsOfAgents(stranger, null, 3));
        assertEquals(all, storage().assignmentsOfAgents(stranger, null, 1_000));
        assertEquals(all.subList(3, 5), storage().assignmentsOfAgents(stranger, ANNA, 1));
        assertEquals(all.subList(3, 6), storage().assignmentsOfAgents(stranger, ANNA, 2));
        assertEquals(all.subList(5, 6), storage().assignmentsOfAgents(stranger, BERT, 7));
        assertEquals(List.of(), storage().assignmentsOfAgents(stranger, CARL, 7));
        assertEquals(all.subList(3, 5), storage().assignmentsOfAgents(stranger, new AgentId("anybody"), 1));
    }

    @Test
    void anAgentWithoutNumbersTakesNoPlaceAmongAgents() {
        List<Assignment> all = sixAssignments();
        administration().unassignAll(stranger, ANNA);
        unassign(all.get(3).number());
        assertEquals(all.subList(4, 5), storage().assignmentsOfAgents(stranger, null, 1));
        assertEquals(all.subList(4, 6), storage().assignmentsOfAgents(stranger, null, 2));
    }

    @Test
    @DisplayName("K1 another organization's agents are not listed, also where they have the same id")
    void anotherOrganizationsAgentsAreNotListed() {
        List<Assignment> theirs = sixAssignments();
        Assignment ours = assign(number, BERT);
        assertEquals(List.of(ours), storage().assignmentsOfAgents(organization, null, 7));
        assertEquals(List.of(ours), storage().assignmentsOfAgents(organization, ANNA, 7));
        assertEquals(theirs, storage().assignmentsOfAgents(stranger, null, 7));
        assertEquals(List.of(), storage().assignmentsOfAgents(newOrganization(), null, 7));
    }

    @Test
    @DisplayName("D3 agents are listed with the calls that count on a day")
    void agentsAreListedWithTheirCalls() {
        PhoneNumber second = add(number(organization, 2));
        count(assign(number, ANNA));
        count(current(number));
        count(assign(second, ANNA, TERMS.anyCountry(), NOW));
        assign(add(number(organization, 3)), BERT, OTHER_TERMS, NOW);

        List<AgentNumbers> agents = administration().agents(organization, null, 10);

        assertEquals(
                List.of(
                        new AgentNumbers(ANNA, List.of(current(number), current(second))),
                        new AgentNumbers(BERT, storage().assignmentsOf(organization, BERT))),
                agents);
        assertEquals(3, agents.get(0).callsOn(TODAY.date()));
        assertEquals(0, agents.get(0).callsOn(TODAY.date().plusDays(1)));
        assertEquals(6, agents.get(0).dailyLimit());
        assertEquals(0, agents.get(1).callsOn(TODAY.date()));
        assertEquals(7, agents.get(1).dailyLimit());
        assertEquals(agents.subList(0, 1), administration().agents(organization, null, 1));
        assertEquals(agents.subList(1, 2), administration().agents(organization, ANNA, 1));
        assertEquals(List.of(), administration().agents(organization, BERT, 1_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_001, Integer.MAX_VALUE})
    void noOtherCountOfAgentsIsListedThanAPageHolds(int most) {
        assertThrowsNaming(
                IllegalArgumentException.class, () -> administration().agents(organization, null, most), most, 1_000);
    }

    // Importing

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
                .importRows(NumberInventory.over(storage()), organization, rows.iterator(), rejected::add, options);
    }

    private static void assertReport(long rows, List<RejectedRow> rejected, ImportReport report) {
        Map<Reason, Long> counts = new TreeMap<>();
        rejected.forEach(each -> counts.merge(each.reason(), 1L, Long::sum));
        assertEquals(new ImportReport(rows, rows - rejected.size(), counts), report);
    }

    /** Rows of every sort, over the numbers 1 to 6 of which 4 is Bert's and 5 is deleted; 1, 2, 3 and 6 are good. */
    private List<AssignmentRow> rowsOfEverySort() {
        for (int n = 2; n <= 6; n++) {
            add(number(organization, n));
        }
        assign(find(4), BERT);
        storage().delete(organization, find(5).id(), CHANGE);
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
        return storage().find(organization, E164.of(digits(n))).orElseThrow();
    }

    @Test
    @DisplayName("K3 good rows are assigned; each bad row is reported with its line, its text and its reason, in order")
    void anImportOfAssignmentsReportsEachBadRow() {
        List<AssignmentRow> rows = rowsOfEverySort();
        List<RejectedRow> rejected = new ArrayList<>();

        assertReport(17, rejected, importRows(rows, rejected));

        assertEquals(FAULTS.size(), rejected.size(), rejected::toString);
        for (int i = 0; i < FAULTS.size(); i++) {
            String[] fault = FAULTS.get(i).split(" ", 3);
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
    void aDryRunOfAssignmentsChangesNothing() {
        List<AssignmentRow> rows = rowsOfEverySort();
        List<Object> before = everything();
        List<RejectedRow> foreseen = new ArrayList<>();
        ImportReport dry = importRows(
                rows,
                foreseen,
                ImportOptions.defaults().withDefaultCountry("US").asDryRun());
        assertEquals(before, everything());

        List<RejectedRow> rejected = new ArrayList<>();
        assertEquals(importRows(rows, rejected), dry);
        assertEquals(4, dry.added());
        assertEquals(rejected, foreseen);
    }

    @Test
    @DisplayName("K3 assignments that are imported again are reported as assigned, and stay as they are")
    void anImportOfAssignmentsCanBeRunAgain() {
        List<AssignmentRow> rows = rowsOfEverySort();
        importRows(rows, new ArrayList<>());
        List<Object> before = everything();
        List<RejectedRow> rejected = new ArrayList<>();
        assertReport(17, rejected, importRows(rows, rejected));
        assertEquals(17, rejected.size());
        assertEquals(
                List.of(10L, 11L, 16L, 25L, 26L),
                rejected.stream()
                        .filter(each -> each.reason() == Reason.ASSIGNED)
                        .map(RejectedRow::line)
                        .toList());
        assertEquals(before, everything());
    }

    /** Rows of 1,200 numbers, which the organization has, and each hundredth row once more at the end. */
    private List<AssignmentRow> manyRows() {
        addMany(1_200);
        return Stream.concat(
                        IntStream.range(2, 1_202).boxed(),
                        IntStream.range(2, 1_202).filter(n -> n % 100 == 0).boxed())
                .map(n -> row(n, digits(n), agent(n % 7).value(), "5", "US"))
                .toList();
    }

    @Test
    @DisplayName("K3 assignments of several batches are imported whole, and duplicates are found across them")
    void anImportOfManyAssignmentsLandsWhole() {
        List<AssignmentRow> rows = manyRows();
        List<RejectedRow> rejected = new ArrayList<>();
        List<ImportProgress> told = new ArrayList<>();
        ImportReport report =
                importRows(rows, rejected, ImportOptions.defaults().withProgress(told::add));

        assertReport(1_212, rejected, report);
        assertEquals(Map.of(Reason.DUPLICATE_IN_FILE, 12L), report.rejected());
        assertEquals(
                IntStream.rangeClosed(1, 12).mapToObj(n -> n * 100L).toList(),
                rejected.stream().map(RejectedRow::line).toList());
        List<Assignment> all = assignmentsIn(organization);
        assertEquals(1_200, all.size());
        all.forEach(each -> assertEquals(
                agent((int) ((each.number().e164().toLong() - E164.of(digits(0)).toLong()) % 7)), each.agent()));
        assertEquals(
                List.of(500L, 1_000L, 1_212L),
                told.stream().map(ImportProgress::rows).toList());
        assertEquals(1_200, told.get(2).added());
    }

    @Test
    @DisplayName("K3 an import of assignments that broke off keeps its earlier batches and is completed by another run")
    void anImportOfAssignmentsThatBrokeOffCanBeCompleted() {
        List<AssignmentRow> rows = manyRows();
        Iterator<AssignmentRow> broken = IntStream.range(0, rows.size())
                .mapToObj(n -> {
                    if (n == 700) {
                        throw new IllegalStateException("the file ends at row " + n);
                    }
                    return rows.get(n);
                })
                .iterator();
        assertThrowsNaming(
                IllegalStateException.class,
                () -> administration()
                        .importRows(
                                NumberInventory.over(storage()),
                                organization,
                                broken,
                                row -> {},
                                ImportOptions.defaults()),
                "row 700");
        assertEquals(500, assignmentsIn(organization).size());

        List<RejectedRow> rejected = new ArrayList<>();
        assertEquals(
                Map.of(Reason.ASSIGNED, 500L, Reason.DUPLICATE_IN_FILE, 12L),
                importRows(rows, rejected).rejected());
        assertEquals(1_200, assignmentsIn(organization).size());
    }

    @Test
    @DisplayName("K2 K3 where somebody is quicker with some numbers of a batch, the other rows are assigned still")
    void anImportOfAssignmentsYieldsToWhoIsQuicker() {
        addMany(5);
        AtomicBoolean meddled = new AtomicBoolean();
        AssignmentAdminStore meddledWith =
                Interposed.before("assignAll", AssignmentAdminStore.class, storage(), arguments -> {
                    if (!meddled.getAndSet(true)) {
                        assign(find(3), BERT);
                        storage().delete(organization, find(5).id(), CHANGE);
                    }
                });
        List<RejectedRow> rejected = new ArrayList<>();
        ImportReport report = Assignments.over(meddledWith)
                .withClock(CLOCK)
                .importRows(
                        NumberInventory.over(storage()),
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
                digitsOf(storage().assignmentsOf(organization, ANNA)));
        assertEquals(BERT, find(3).assignedTo());
    }

    @Test
    @DisplayName("K3 an import of no assignment reports nothing")
    void anEmptyImportOfAssignmentsReportsNothing() {
        List<RejectedRow> rejected = new ArrayList<>();
        assertReport(0, rejected, importRows(List.of(), rejected));
        assertReport(1, rejected, importRows(List.of(row(1, "none", "anna")), rejected));
        assertEquals(1, rejected.size());
        assertEquals(List.of(), assignmentsIn(organization));
    }

    // Filters

    @Test
    @DisplayName("every combination of filters lists and counts what it says, page by page and in order")
    void filtersKeepWhatTheySay() {
        List<PhoneNumber> inventory = inventoryOf(RandomInventory.numbers(organization, 300, new Random(7)));
        int notEmpty = 0;
        for (NumberQuery base : RandomInventory.queries(organization, inventory).toList()) {
            List<PhoneNumber> kept = inventory.stream().filter(base::keeps).toList();
            for (NumberQuery query : RandomInventory.narrowed(base).toList()) {
                List<PhoneNumber> expected = kept.stream()
                        .filter(each -> withoutCountryAndDigits(query).keeps(each))
                        .toList();
                // Two pages, so that the place between them differs from query to query.
                assertEquals(expected, paged(query, expected.size() * 3 / 5 + 1), query::toString);
                assertEquals(expected.size(), storage().count(query, Long.MAX_VALUE), query::toString);
                notEmpty += expected.isEmpty() ? 0 : 1;
            }
        }
        assertTrue(notEmpty > 60, notEmpty + " queries found something");
    }

    /** What the numbers that {@code kept} holds have not been asked yet. */
    private static NumberQuery withoutCountryAndDigits(NumberQuery query) {
        return new NumberQuery(
                query.organization(),
                query.status(),
                query.assigned(),
                query.provider(),
                null,
                null,
                null,
                query.limit());
    }

    @Test
    void filtersOfDigitsKeepWhatTheySayOnPagesOfOne() {
        List<PhoneNumber> inventory = inventoryOf(RandomInventory.numbers(organization, 60, new Random(8)));
        List<String> all = RandomInventory.digits(inventory);
        for (String digits : all) {
            NumberQuery query = all(organization).digits(digits);
            List<PhoneNumber> expected = inventory.stream().filter(query::keeps).toList();
            assertEquals(expected, paged(query, 1), digits);
            assertEquals(digits.equals(all.get(all.size() - 1)), expected.isEmpty(), digits);
        }
    }

    /** Adds the numbers, assigns some and deletes others; returns those that are left, in their order. */
    private List<PhoneNumber> inventoryOf(List<PhoneNumber> wanted) {
        assertEquals(
                wanted.size(),
                storage().addMissing(organization, wanted, CHANGE).size());
        administration().distribute(everyNth(3, 0, wanted), List.of(ANNA, BERT), TERMS);
        List<PhoneNumber> deleted = everyNth(12, 1, wanted);
        deleted.forEach(each -> storage().delete(organization, each.id(), CHANGE));
        List<PhoneNumber> left = Stream.concat(wanted.stream(), Stream.of(number))
                .filter(each -> !deleted.contains(each))
                .map(this::stored)
                .sorted(Comparator.comparing(PhoneNumber::e164))
                .toList();
        add(number(stranger, wanted.get(0).e164().toString()));
        return left;
    }

    private static List<PhoneNumber> everyNth(int step, int first, List<PhoneNumber> numbers) {
        return IntStream.range(0, numbers.size())
                .filter(n -> n % step == first)
                .mapToObj(numbers::get)
                .toList();
    }

    private List<PhoneNumber> paged(NumberQuery query, int limit) {
        List<PhoneNumber> page = storage().list(query.limit(limit));
        List<PhoneNumber> all = new ArrayList<>(page);
        while (page.size() == limit && all.size() < 1_000) {
            page = storage()
                    .list(query.limit(limit).after(page.get(page.size() - 1).e164()));
            all.addAll(page);
        }
        return all;
    }

    @Test
    void whereNothingIsAssignedNothingIsListed() {
        assertEquals(List.of(), assignmentsIn(organization));
        assertEquals(List.of(), storage().assignmentsOf(organization, ANNA));
        assertEquals(List.of(), assignmentsIn(stranger));
        assertEquals(List.of(), storage().assignmentsOf(stranger, ANNA));
    }

    @Test
    void theAdministrationDoesTheSameOverTheStore() {
        Assignments assignments = Assignments.over(storage()).withClock(CLOCK);
        Assignment assigned = assignments.assign(number, ANNA, TERMS);
        assertEquals(NOW, assigned.createdAt());
        assertEquals(List.of(assigned), assignments.stream(organization).toList());
        Assignment changed = assignments.changeTerms(number, OTHER_TERMS);
        assertEquals(List.of(changed), assignments.list(organization, ANNA));
        assertEquals(changed, assignments.unassign(number));
        assertEquals(List.of(), assignments.stream(organization).toList());
    }

    // The same pair keeps its count

    private Assignment assignedAndCountedTwice() {
        count(assign(number, ANNA));
        count(current(number));
        Assignment twice = current(number);
        assertEquals(2, twice.callsOn(TODAY.date()));
        return twice;
    }

    private void assertContinues(Assignment before, Assignment after) {
        assertEquals(before.id(), after.id());
        assertEquals(before.createdAt(), after.createdAt());
        assertEquals(2, after.callsOn(TODAY.date()));
        assertEquals(after, current(number));
        assertInstanceOf(CountResult.Counted.class, count(after));
        assertInstanceOf(CountResult.LimitReached.class, count(after));
    }

    @Test
    @DisplayName("D12 an agent that gets a number back goes on with its assignment and its count")
    void assigningAgainKeepsTheCount() {
        Assignment before = assignedAndCountedTwice();
        assertEquals(before, unassign(number));
        Assignment after = assign(number, ANNA, TERMS.anyCountry(), LATER);
        assertEquals(TERMS.anyCountry(), after.terms());
        assertEquals(LATER, after.updatedAt());
        assertContinues(before, after);
    }

    @Test
    @DisplayName("D12 the count goes on also where the number was deleted and added again in between")
    void deletingAndAddingAgainKeepsTheCount() {
        Assignment before = assignedAndCountedTwice();
        unassign(number);
        storage().delete(organization, number.id(), LATER_CHANGE);
        assertEquals(number.id(), add(number(organization, 1)).id());
        assertContinues(before, assign(number, ANNA));
    }

    @Test
    @DisplayName("D12 the count goes on also where another agent had the number in between")
    void anotherAgentInBetweenChangesNoCount() {
        Assignment before = assignedAndCountedTwice();
        unassign(number);
        Assignment berts = assign(number, BERT);
        assertNotEquals(before.id(), berts.id());
        assertEquals(0, berts.callsOn(TODAY.date()));
        assertNull(berts.lastResetDate());
        count(berts);
        unassign(number);
        assertContinues(before, assign(number, ANNA));
    }

    @Test
    @DisplayName("D12 an agent's count on one number says nothing of its other numbers")
    void anotherNumberHasItsOwnCount() {
        assignedAndCountedTwice();
        Assignment other = assign(add(number(organization, 2)), ANNA);
        assertEquals(0, other.callsOn(TODAY.date()));
        count(other);
        assertEquals(2, current(number).callsOn(TODAY.date()));
    }

    // Resetting counts

    private void requestFor(CallDay day, Assignment seen) {
        CountRequest request = new CountRequest(seen, IN_WASHINGTON, day);
        assertInstanceOf(CountResult.Counted.class, storage().count(request));
    }

    private static CallDay daysFromToday(int days) {
        return new CallDay(TODAY.date().plusDays(days), ZoneOffset.UTC);
    }

    @Test
    @DisplayName("D3 a reset writes the roll-over of today into counts of days before, and leaves all else alone")
    void aResetRollsOlderCountsOver() {
        List<PhoneNumber> many =
                storage().addMissing(organization, numbers(organization, 6).subList(2, 6), CHANGE);
        requestFor(daysFromToday(-1), assign(many.get(0), ANNA));
        requestFor(daysFromToday(-400), assign(many.get(1), ANNA));
        requestFor(TODAY, assign(many.get(2), ANNA));
        Assignment uncalled = assign(many.get(3), ANNA);

        assertEquals(2, storage().resetDailyCallCounts(organization, TODAY, LATER_CHANGE));

        for (PhoneNumber each : many.subList(0, 2)) {
            assertEquals(0, current(each).callsMadeToday());
            assertEquals(TODAY.date(), current(each).lastResetDate());
            assertEquals(NOW, current(each).updatedAt());
        }
        assertEquals(1, current(many.get(2)).callsMadeToday());
        assertEquals(uncalled, current(many.get(3)));
    }

    @Test
    @DisplayName("D2 a reset on the same day gives nobody a second allowance, however often it is done")
    void aResetGivesNoSecondAllowance() {
        Assignment assigned = assign(number, ANNA);
        for (int n = 0; n < TERMS.dailyLimit(); n++) {
            assertEquals(0, storage().resetDailyCallCounts(organization, TODAY, LATER_CHANGE));
            requestFor(TODAY, assigned);
        }
        assertEquals(0, storage().resetDailyCallCounts(organization, TODAY, LATER_CHANGE));
        assertInstanceOf(CountResult.LimitReached.class, count(assigned));
    }

    @Test
    @DisplayName("D3 a reset by a clock that lags takes no count back")
    void aResetOfADayBeforeChangesNothing() {
        requestFor(TODAY, assign(number, ANNA));
        Assignment counted = current(number);
        assertEquals(0, storage().resetDailyCallCounts(organization, daysFromToday(-1), LATER_CHANGE));
        assertEquals(counted, current(number));
    }

    @Test
    @DisplayName("D12 a reset counts assignments that ended, and those of deleted numbers, too")
    void aResetRollsEndedAssignmentsOver() {
        requestFor(daysFromToday(-1), assign(number, ANNA));
        unassign(number);
        storage().delete(organization, number.id(), LATER_CHANGE);
        assertEquals(1, storage().resetDailyCallCounts(organization, TODAY, LATER_CHANGE));
        add(number(organization, 1));
        Assignment again = assign(number, ANNA);
        assertEquals(0, again.callsMadeToday());
        assertEquals(TODAY.date(), again.lastResetDate());
    }

    // Tenants

    @Test
    @DisplayName("K1 another organization can neither assign, change nor unassign a number")
    void anotherOrganizationChangesNothing() {
        assertRefused(
                InventoryException.NoSuchNumber.class,
                () -> storage().assign(stranger, number.id(), ANNA, TERMS, newId(), LATER_CHANGE),
                number.id(),
                stranger);
        assign(number, ANNA);
        assertRefused(
                InventoryException.NoSuchNumber.class,
                () -> storage().assign(stranger, number.id(), BERT, TERMS, newId(), LATER_CHANGE),
                number.id(),
                stranger);
        assertRefused(
                InventoryException.NoSuchNumber.class,
                () -> storage().changeTerms(stranger, number.id(), OTHER_TERMS, LATER_CHANGE),
                number.id(),
                stranger);
        assertRefused(
                InventoryException.NoSuchNumber.class,
                () -> storage().unassign(stranger, number.id(), LATER_CHANGE),
                number.id(),
                stranger);
        assertRefused(
                InventoryException.NoSuchNumber.class,
                () -> storage().delete(stranger, number.id(), LATER_CHANGE),
                number.id(),
                stranger);
    }

    @Test
    @DisplayName("K1 another organization lists no assignment, not even of an agent by the same id")
    void anotherOrganizationSeesNothing() {
        Assignment ours = assign(number, ANNA);
        assertEquals(List.of(), assignmentsIn(stranger));
        assertEquals(List.of(), storage().assignmentsOf(stranger, ANNA));
        Assignment theirs = assign(add(number(stranger, 1)), ANNA);
        assertEquals(List.of(ours), storage().assignmentsOf(organization, ANNA));
        assertEquals(List.of(theirs), storage().assignmentsOf(stranger, ANNA));
        assertEquals(List.of(theirs), assignmentsIn(stranger));
    }

    @Test
    @DisplayName("K1 a charge in another organization's name counts nothing")
    void anotherOrganizationCountsNothing() {
        Assignment ours = assign(number, ANNA);
        PhoneNumber claimed = Samples.claimedBy(stranger, current(number).number());
        assertInstanceOf(CountResult.Stale.class, count(ours.withNumber(claimed)));
        assertEquals(0, current(number).callsOn(TODAY.date()));
    }

    @Test
    @DisplayName("K1 two organizations assign the same number to the same agent's id and count apart")
    void twoOrganizationsCountApart() {
        Assignment theirs = assign(add(number(stranger, 1)), ANNA);
        assignedAndCountedTwice();
        unassign(number);
        assertEquals(List.of(theirs), assignmentsIn(stranger));
    }

    // Races

    @ParameterizedTest
    @ValueSource(ints = {2, 16})
    @DisplayName("K2 of several administrators that assign one number at once, one wins")
    void oneOfSeveralAssignsWins(int administrators) throws Exception {
        List<PhoneNumber> numbers = storage().addMissing(stranger, numbers(stranger, ROUNDS), CHANGE);
        try (Race race = new Race(administrators)) {
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
    @DisplayName("K2 of 16 administrators that assign one number to one agent at once, one wins; also a second time")
    void oneOfSeveralAssignsToOneAgentWins() throws Exception {
        try (Race race = new Race(16)) {
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
    @DisplayName("K2 where one assigns a number while another deletes it, it is deleted or assigned, never both")
    void assignAndDeleteExcludeEachOther() throws Exception {
        List<PhoneNumber> numbers = storage().addMissing(stranger, numbers(stranger, ROUNDS), CHANGE);
        try (Race race = new Race(2)) {
            for (PhoneNumber each : numbers) {
                Race.Outcome<Boolean> outcome = race.run(runner -> () -> {
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

    private void assertDeletedOrAssigned(PhoneNumber each, Race.Outcome<Boolean> outcome) {
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
    @DisplayName("K2 of two administrators that unassign one number at once, one wins")
    void oneOfTwoUnassignsWins() throws Exception {
        try (Race race = new Race(2)) {
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
    @DisplayName("K2 where one takes a number back while another gives it away, both see it whole")
    void unassignAndAssignDoNotMix() throws Exception {
        assign(number, ANNA);
        try (Race race = new Race(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                AgentId next = agent(round % 2);
                Race.Outcome<Assignment> outcome =
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
    @DisplayName("D12 calls that are charged while their number is unassigned and assigned again all count")
    void callsRacingAReassignmentAllCount() throws Exception {
        Terms generous = Terms.dailyLimit(ROUNDS).countries("US");
        assign(number, ANNA, generous, NOW);
        int counted = 0;
        try (Race race = new Race(2)) {
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
