package dev.callgate.contract;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.contract.Samples.CLOCK;
import static dev.callgate.contract.Samples.LATER;
import static dev.callgate.contract.Samples.NOW;
import static dev.callgate.contract.Samples.agent;
import static dev.callgate.contract.Samples.all;
import static dev.callgate.contract.Samples.newId;
import static dev.callgate.contract.Samples.newOrganization;
import static dev.callgate.contract.Samples.number;
import static dev.callgate.contract.Samples.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.assignment.Assignment;
import dev.callgate.assignment.AssignmentAdministration;
import dev.callgate.assignment.Assignments;
import dev.callgate.assignment.CallDay;
import dev.callgate.assignment.Charge;
import dev.callgate.assignment.ChargeResult;
import dev.callgate.assignment.Countries;
import dev.callgate.assignment.Terms;
import dev.callgate.id.AgentId;
import dev.callgate.id.OrganizationId;
import dev.callgate.number.E164;
import dev.callgate.number.NoSuchNumberException;
import dev.callgate.number.NumberAssignedException;
import dev.callgate.number.NumberNotAssignedException;
import dev.callgate.number.NumberStatus;
import dev.callgate.number.NumberStore;
import dev.callgate.number.PhoneNumber;
import dev.callgate.number.Regions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
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
public abstract class AssignmentAdministrationContract<S extends NumberStore & AssignmentAdministration> {
    private static final int ROUNDS = 200;
    private static final CallDay TODAY = CallDay.at(NOW, ZoneOffset.UTC);
    private static final E164 IN_WASHINGTON = E164.of("+12025550199");
    private static final Terms TERMS = Terms.dailyLimit(3).countries("US", "CA");
    private static final Terms OTHER_TERMS = Terms.dailyLimit(7).countries("DE");
    private static final AgentId ANNA = new AgentId("anna");
    private static final AgentId BERT = new AgentId("bert");

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
        return storage().addMissing(wanted.organization(), List.of(wanted)).get(0);
    }

    private Assignment assign(PhoneNumber to, AgentId agent) {
        return assign(to, agent, TERMS, NOW);
    }

    private Assignment assign(PhoneNumber to, AgentId agent, Terms terms, Instant now) {
        return storage().assign(to.organization(), to.id(), agent, terms, newId(), now);
    }

    private Assignment unassign(PhoneNumber from) {
        return storage().unassign(from.organization(), from.id(), LATER);
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

    private ChargeResult charge(Assignment seen) {
        return storage().charge(new Charge(seen, IN_WASHINGTON, TODAY));
    }

    /** Asserts that an operation fails, names what it failed on, and leaves everything as it was. */
    private void assertRefused(Class<? extends Exception> type, Executable operation, Object... named) {
        List<Object> before = everything();
        assertThrowsNaming(type, operation, named);
        assertEquals(before, everything());
    }

    private List<Object> everything() {
        return Stream.of(organization, stranger)
                .<Object>map(
                        each -> List.of(storage().list(all(each)), storage().assignmentsOf(each)))
                .toList();
    }

    // Assigning

    @Test
    void anAssignedNumberIsInItsAgentsHands() {
        UUID id = newId();
        Assignment assigned = storage().assign(organization, number.id(), ANNA, TERMS, id, LATER);
        PhoneNumber inHands = number.withAssignee(ANNA, LATER);
        assertEquals(new Assignment(id, ANNA, inHands, TERMS, 0, null, LATER, LATER), assigned);
        assertEquals(inHands, stored(number));
        assertEquals(inHands, storage().find(organization, number.e164()).orElseThrow());
        assertEquals(List.of(assigned), storage().assignmentsOf(organization, ANNA));
        assertEquals(List.of(assigned), storage().assignmentsOf(organization));
    }

    @Test
    void anInactiveNumberCanBeAssigned() {
        storage().update(organization, number.id(), any -> any.withStatus(NumberStatus.INACTIVE, NOW));
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
        assertRefused(NumberAssignedException.class, () -> assign(number, BERT), number.e164(), ANNA);
    }

    @Test
    @DisplayName("K2 a number that an agent has is not assigned to the same agent again")
    void anAssignedNumberIsNotAssignedToTheSameAgentAgain() {
        assign(number, ANNA);
        assertRefused(
                NumberAssignedException.class, () -> assign(number, ANNA, OTHER_TERMS, LATER), number.e164(), ANNA);
    }

    @Test
    void aNumberThatIsNotThereCannotBeAssigned() {
        PhoneNumber unknown = number(organization, 2);
        assertRefused(NoSuchNumberException.class, () -> assign(unknown, ANNA), unknown.id(), organization);
    }

    @Test
    void aDeletedNumberCannotBeAssignedChangedOrUnassigned() {
        storage().delete(organization, number.id(), NOW);
        assertRefused(NoSuchNumberException.class, () -> assign(number, ANNA), number.id());
        assertRefused(NoSuchNumberException.class, () -> changeTerms(OTHER_TERMS), number.id());
        assertRefused(NoSuchNumberException.class, () -> unassign(number), number.id());
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
                .addMissing(organization, numbers(organization, count + 2).subList(2, count + 2));
    }

    private Assignments administration() {
        return Assignments.over(storage()).withClock(CLOCK);
    }

    @Test
    void numbersAreDistributedEvenly() {
        List<AgentId> agents = IntStream.range(0, 3).mapToObj(Samples::agent).toList();

        List<Assignment> made = administration().distribute(addMany(11), agents, TERMS);

        assertEquals(11, made.size());
        assertEquals(Set.copyOf(made), Set.copyOf(storage().assignmentsOf(organization)));
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
                NumberAssignedException.class,
                () -> administration().distribute(many, agents, TERMS),
                many.get(3).e164(),
                BERT);
        assertRefused(
                NumberAssignedException.class,
                () -> administration().distribute(List.of(many.get(0), many.get(1), many.get(0)), agents, TERMS),
                many.get(0).e164());
        PhoneNumber unknown = number(organization, 4_711);
        assertRefused(
                NoSuchNumberException.class,
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
        charge(assign(number, BERT));
        Assignment berts = unassign(number);
        charge(assign(number, ANNA, OTHER_TERMS.countries("US"), NOW));
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
        charge(assign(number, ANNA));
        assign(second, ANNA);

        List<Assignment> ended = administration().unassignAll(organization, ANNA);

        assertEquals(Set.of(number.e164(), second.e164()), digits(ended));
        assertEquals(List.of(), storage().assignmentsOf(organization));
        assertEquals(2, storage().count(all(organization).thatAreAvailable()));
        assertEquals(1, assign(number, ANNA).callsMadeToday());
        assertEquals(List.of(), administration().unassignAll(organization, BERT));
        assertEquals(List.of(), administration().moveAll(stranger, ANNA, BERT));
        assertRefused(IllegalArgumentException.class, () -> administration().moveAll(organization, ANNA, ANNA), ANNA);
    }

    private static Set<E164> digits(List<Assignment> assignments) {
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
        List<Assignment> seen = storage().assignmentsOf(organization);
        long annas = seen.stream().filter(each -> each.agent().equals(ANNA)).count();
        return (int) Math.max(annas, seen.size() - annas);
    }

    // Changing the terms

    private Assignment changeTerms(Terms terms) {
        return storage().changeTerms(organization, number.id(), terms, LATER);
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
        charge(assign(number, ANNA));
        charge(current(number));
        Assignment changed = changeTerms(Terms.dailyLimit(2).countries("US"));
        assertEquals(2, changed.callsOn(TODAY.date()));
        assertInstanceOf(ChargeResult.Full.class, charge(changed));
    }

    @Test
    void termsOfANumberThatNobodyHasCannotBeChanged() {
        assertRefused(NumberNotAssignedException.class, () -> changeTerms(OTHER_TERMS), number.e164());
    }

    @Test
    void termsOfANumberThatIsNotThereCannotBeChanged() {
        UUID unknown = newId();
        assertRefused(
                NoSuchNumberException.class,
                () -> storage().changeTerms(organization, unknown, OTHER_TERMS, NOW),
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
        assertEquals(List.of(), storage().assignmentsOf(organization));
    }

    @Test
    void anUnassignedNumberCanBeGivenToAnother() {
        assign(number, ANNA);
        unassign(number);
        Assignment assigned = assign(number, BERT);
        assertEquals(List.of(assigned), storage().assignmentsOf(organization));
        assertEquals(List.of(), storage().assignmentsOf(organization, ANNA));
    }

    @Test
    void aNumberThatNobodyHasCannotBeUnassigned() {
        assertRefused(NumberNotAssignedException.class, () -> unassign(number), number.e164());
        assign(number, ANNA);
        unassign(number);
        assertRefused(NumberNotAssignedException.class, () -> unassign(number), number.e164());
    }

    @Test
    void aNumberThatIsNotThereCannotBeUnassigned() {
        PhoneNumber unknown = number(organization, 2);
        assertRefused(NoSuchNumberException.class, () -> unassign(unknown), unknown.id(), organization);
    }

    @Test
    @DisplayName("D10 a charge on an assignment that ended counts nothing")
    void anEndedAssignmentIsNotCharged() {
        Assignment seen = assign(number, ANNA);
        unassign(number);
        assertInstanceOf(ChargeResult.Changed.class, charge(seen));
        assertEquals(0, assign(number, ANNA).callsOn(TODAY.date()));
    }

    // The number of an assignment

    @Test
    @DisplayName("D10 an assignment shows its number as it stands now")
    void anAssignmentShowsItsNumbersStatus() {
        Assignment assigned = assign(number, ANNA);
        PhoneNumber inactive =
                storage().update(organization, number.id(), any -> any.withStatus(NumberStatus.INACTIVE, LATER));
        assertEquals(assigned.number().withStatus(NumberStatus.INACTIVE, LATER), inactive);
        assertEquals(List.of(assigned.withNumber(inactive)), storage().assignmentsOf(organization, ANNA));
        assertEquals(List.of(assigned.withNumber(inactive)), storage().assignmentsOf(organization));
    }

    @Test
    @DisplayName("K2 an assigned number cannot be deleted")
    void anAssignedNumberIsNotDeleted() {
        assign(number, ANNA);
        assertRefused(NumberAssignedException.class, () -> storage().delete(organization, number.id(), LATER), ANNA);
        assertEquals(ANNA, stored(number).assignedTo());
    }

    @Test
    void assignedAndAvailableNumbersAreListedApart() {
        PhoneNumber second = add(number(organization, 2));
        PhoneNumber third = add(number(organization, 3));
        storage().update(organization, third.id(), any -> any.withStatus(NumberStatus.INACTIVE, NOW));
        List<PhoneNumber> assigned =
                List.of(assign(number, ANNA).number(), assign(third, BERT).number());
        assertEquals(assigned, storage().list(all(organization).thatAreAssigned()));
        assertEquals(List.of(second), storage().list(all(organization).thatAreAvailable()));
        assertEquals(
                assigned.subList(1, 2),
                storage().list(all(organization).thatAreAssigned().withStatus(NumberStatus.INACTIVE)));
        assertEquals(
                assigned.subList(0, 1),
                storage().list(all(organization).thatAreAssigned().limit(1)));
    }

    // Listing

    @Test
    void assignmentsAreListedInTheOrderOfAgentAndThenNumber() {
        PhoneNumber second = add(number(organization, 2));
        PhoneNumber third = add(number(organization, 3));
        Assignment berts = assign(number, BERT);
        Assignment annasLast = assign(third, ANNA);
        Assignment annasFirst = assign(second, ANNA);
        assertEquals(List.of(annasFirst, annasLast, berts), storage().assignmentsOf(organization));
    }

    @Test
    void manyAgentsAreListedInOrder() {
        List<PhoneNumber> numbers = storage().addMissing(stranger, numbers(stranger, 50));
        IntStream.range(0, 50).forEach(i -> assign(numbers.get(i), agent(10 + (i * 7) % 50)));
        List<String> agents = storage().assignmentsOf(stranger).stream()
                .map(each -> each.agent().value())
                .toList();
        assertEquals(agents.stream().sorted().toList(), agents);
        assertEquals(50, agents.size());
    }

    @Test
    void whereNothingIsAssignedNothingIsListed() {
        assertEquals(List.of(), storage().assignmentsOf(organization));
        assertEquals(List.of(), storage().assignmentsOf(organization, ANNA));
        assertEquals(List.of(), storage().assignmentsOf(stranger));
        assertEquals(List.of(), storage().assignmentsOf(stranger, ANNA));
    }

    @Test
    void theAdministrationDoesTheSameOverTheStore() {
        Assignments assignments = Assignments.over(storage()).withClock(CLOCK);
        Assignment assigned = assignments.assign(number, ANNA, TERMS);
        assertEquals(NOW, assigned.createdAt());
        assertEquals(List.of(assigned), assignments.list(organization));
        Assignment changed = assignments.changeTerms(number, OTHER_TERMS);
        assertEquals(List.of(changed), assignments.list(organization, ANNA));
        assertEquals(changed, assignments.unassign(number));
        assertEquals(List.of(), assignments.list(organization));
    }

    // The same pair keeps its count

    private Assignment assignedAndChargedTwice() {
        charge(assign(number, ANNA));
        charge(current(number));
        Assignment twice = current(number);
        assertEquals(2, twice.callsOn(TODAY.date()));
        return twice;
    }

    private void assertContinues(Assignment before, Assignment after) {
        assertEquals(before.id(), after.id());
        assertEquals(before.createdAt(), after.createdAt());
        assertEquals(2, after.callsOn(TODAY.date()));
        assertEquals(after, current(number));
        assertInstanceOf(ChargeResult.Granted.class, charge(after));
        assertInstanceOf(ChargeResult.Full.class, charge(after));
    }

    @Test
    @DisplayName("D12 an agent that gets a number back goes on with its assignment and its count")
    void assigningAgainKeepsTheCount() {
        Assignment before = assignedAndChargedTwice();
        assertEquals(before, unassign(number));
        Assignment after = assign(number, ANNA, TERMS.anyCountry(), LATER);
        assertEquals(TERMS.anyCountry(), after.terms());
        assertEquals(LATER, after.updatedAt());
        assertContinues(before, after);
    }

    @Test
    @DisplayName("D12 the count goes on also where the number was deleted and added again in between")
    void deletingAndAddingAgainKeepsTheCount() {
        Assignment before = assignedAndChargedTwice();
        unassign(number);
        storage().delete(organization, number.id(), LATER);
        assertEquals(number.id(), add(number(organization, 1)).id());
        assertContinues(before, assign(number, ANNA));
    }

    @Test
    @DisplayName("D12 the count goes on also where another agent had the number in between")
    void anotherAgentInBetweenChangesNoCount() {
        Assignment before = assignedAndChargedTwice();
        unassign(number);
        Assignment berts = assign(number, BERT);
        assertNotEquals(before.id(), berts.id());
        assertEquals(0, berts.callsOn(TODAY.date()));
        assertNull(berts.lastResetDate());
        charge(berts);
        unassign(number);
        assertContinues(before, assign(number, ANNA));
    }

    @Test
    @DisplayName("D12 an agent's count on one number says nothing of its other numbers")
    void anotherNumberHasItsOwnCount() {
        assignedAndChargedTwice();
        Assignment other = assign(add(number(organization, 2)), ANNA);
        assertEquals(0, other.callsOn(TODAY.date()));
        charge(other);
        assertEquals(2, current(number).callsOn(TODAY.date()));
    }

    // Tenants

    @Test
    @DisplayName("K1 another organization can neither assign, change nor unassign a number")
    void anotherOrganizationChangesNothing() {
        assertRefused(
                NoSuchNumberException.class,
                () -> storage().assign(stranger, number.id(), ANNA, TERMS, newId(), LATER),
                number.id(),
                stranger);
        assign(number, ANNA);
        assertRefused(
                NoSuchNumberException.class,
                () -> storage().assign(stranger, number.id(), BERT, TERMS, newId(), LATER),
                number.id(),
                stranger);
        assertRefused(
                NoSuchNumberException.class,
                () -> storage().changeTerms(stranger, number.id(), OTHER_TERMS, LATER),
                number.id(),
                stranger);
        assertRefused(
                NoSuchNumberException.class,
                () -> storage().unassign(stranger, number.id(), LATER),
                number.id(),
                stranger);
        assertRefused(
                NoSuchNumberException.class,
                () -> storage().delete(stranger, number.id(), LATER),
                number.id(),
                stranger);
    }

    @Test
    @DisplayName("K1 another organization lists no assignment, not even of an agent by the same id")
    void anotherOrganizationSeesNothing() {
        Assignment ours = assign(number, ANNA);
        assertEquals(List.of(), storage().assignmentsOf(stranger));
        assertEquals(List.of(), storage().assignmentsOf(stranger, ANNA));
        Assignment theirs = assign(add(number(stranger, 1)), ANNA);
        assertEquals(List.of(ours), storage().assignmentsOf(organization, ANNA));
        assertEquals(List.of(theirs), storage().assignmentsOf(stranger, ANNA));
        assertEquals(List.of(theirs), storage().assignmentsOf(stranger));
    }

    @Test
    @DisplayName("K1 a charge in another organization's name counts nothing")
    void anotherOrganizationCountsNothing() {
        Assignment ours = assign(number, ANNA);
        PhoneNumber claimed = Samples.claimedBy(stranger, current(number).number());
        assertInstanceOf(ChargeResult.Changed.class, charge(ours.withNumber(claimed)));
        assertEquals(0, current(number).callsOn(TODAY.date()));
    }

    @Test
    @DisplayName("K1 two organizations assign the same number to the same agent's id and count apart")
    void twoOrganizationsCountApart() {
        Assignment theirs = assign(add(number(stranger, 1)), ANNA);
        assignedAndChargedTwice();
        unassign(number);
        assertEquals(List.of(theirs), storage().assignmentsOf(stranger));
    }

    // Races

    @ParameterizedTest
    @ValueSource(ints = {2, 16})
    @DisplayName("K2 of several administrators that assign one number at once, one wins")
    void oneOfSeveralAssignsWins(int administrators) throws Exception {
        List<PhoneNumber> numbers = storage().addMissing(stranger, numbers(stranger, ROUNDS));
        try (Race race = new Race(administrators)) {
            for (PhoneNumber each : numbers) {
                Assignment winner =
                        race.run(runner -> () -> assign(each, agent(runner))).onlyResult(NumberAssignedException.class);
                assertEquals(winner.number(), stored(each));
                assertEquals(winner, current(each));
            }
        }
        assertEquals(ROUNDS, storage().assignmentsOf(stranger).size());
    }

    @Test
    @DisplayName("K2 of 16 administrators that assign one number to one agent at once, one wins; also a second time")
    void oneOfSeveralAssignsToOneAgentWins() throws Exception {
        try (Race race = new Race(16)) {
            Assignment first = race.run(runner -> () -> assign(number, ANNA)).onlyResult(NumberAssignedException.class);
            unassign(number);
            Assignment second =
                    race.run(runner -> () -> assign(number, ANNA)).onlyResult(NumberAssignedException.class);
            assertEquals(first.id(), second.id());
            assertEquals(List.of(second), storage().assignmentsOf(organization));
        }
    }

    @Test
    @DisplayName("K2 where one assigns a number while another deletes it, it is deleted or assigned, never both")
    void assignAndDeleteExcludeEachOther() throws Exception {
        List<PhoneNumber> numbers = storage().addMissing(stranger, numbers(stranger, ROUNDS));
        try (Race race = new Race(2)) {
            for (PhoneNumber each : numbers) {
                Race.Outcome<Boolean> outcome = race.run(runner -> () -> {
                    if (runner == 0) {
                        return assign(each, ANNA) == null;
                    }
                    storage().delete(stranger, each.id(), LATER);
                    return true;
                });
                assertDeletedOrAssigned(each, outcome);
            }
        }
        assertEquals(
                storage().list(all(stranger)),
                storage().assignmentsOf(stranger).stream()
                        .map(Assignment::number)
                        .toList());
    }

    private void assertDeletedOrAssigned(PhoneNumber each, Race.Outcome<Boolean> outcome) {
        boolean deleted = storage().find(stranger, each.id()).isEmpty();
        assertEquals(
                deleted, outcome.onlyResult(deleted ? NoSuchNumberException.class : NumberAssignedException.class));
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
                        race.run(runner -> () -> unassign(number)).onlyResult(NumberNotAssignedException.class);
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
                outcome.failures().forEach(each -> assertInstanceOf(NumberAssignedException.class, each));
                assertTrue(!outcome.results().isEmpty(), outcome::toString);
                if (stored(number).assignedTo() == null) {
                    assign(number, next);
                }
                assertEquals(List.of(current(number)), storage().assignmentsOf(organization));
            }
        }
    }

    @Test
    @DisplayName("D12 calls that are charged while their number is unassigned and assigned again all count")
    void chargesRacingAReassignmentAllCount() throws Exception {
        Terms generous = Terms.dailyLimit(ROUNDS).countries("US");
        assign(number, ANNA, generous, NOW);
        int granted = 0;
        try (Race race = new Race(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                Assignment seen = current(number);
                List<Boolean> charged = race.<Boolean>run(runner -> () -> {
                            if (runner == 0) {
                                return charge(seen) instanceof ChargeResult.Granted;
                            }
                            unassign(number);
                            assign(number, ANNA, generous, LATER);
                            return false;
                        })
                        .results();
                assertEquals(2, charged.size(), "both should succeed");
                granted += charged.contains(true) ? 1 : 0;
            }
        }
        assertEquals(granted, current(number).callsOn(TODAY.date()));
    }
}
