package dev.callgate.contract;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.contract.Fixture.CHANGE;
import static dev.callgate.contract.Fixture.LATER_CHANGE;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.agent;
import static dev.callgate.contract.Fixture.all;
import static dev.callgate.contract.Fixture.newOrganization;
import static dev.callgate.contract.Fixture.number;
import static dev.callgate.contract.Fixture.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.admin.AgentNumbers;
import dev.callgate.admin.Assignments;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.PhoneNumber;
import dev.callgate.spi.AssignmentAdminStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Assignments and the agents that have them are listed by page and in order. */
@Needs({Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS})
abstract class AssignmentListingContract extends AssignmentTests {
    private static final AgentId CARL = new AgentId("carl");

    @Test
    @DisplayName("K4 assignments are listed in the order of agent and then number")
    void listsByAgentAndThenNumber() {
        PhoneNumber second = add(number(organization, 2));
        PhoneNumber third = add(number(organization, 3));
        Assignment berts = assign(number, BERT);
        Assignment annasLast = assign(third, ANNA);
        Assignment annasFirst = assign(second, ANNA);
        assertEquals(List.of(annasFirst, annasLast, berts), assignmentsIn(organization));
    }

    @Test
    @DisplayName("K4 many agents are listed in order")
    void listsManyAgentsInOrder() {
        List<PhoneNumber> numbers = storage().addMissing(stranger, numbers(stranger, 50), CHANGE);
        IntStream.range(0, 50).forEach(i -> assign(numbers.get(i), agent(10 + (i * 7) % 50)));
        List<String> agents = assignmentsIn(stranger).stream()
                .map(each -> each.agent().value())
                .toList();
        assertEquals(agents.stream().sorted().toList(), agents);
        assertEquals(50, agents.size());
    }

    /** Assigns three numbers to Anna, two to Bert and one to Carl, in no particular order. */
    private List<Assignment> sixAssignments() {
        List<PhoneNumber> numbers = storage().addMissing(stranger, numbers(stranger, 6), CHANGE);
        List<Assignment> made = new ArrayList<>();
        for (int n : List.of(5, 2, 0, 4, 1, 3)) {
            made.add(assign(numbers.get(n), n == 3 ? CARL : n % 2 == 0 ? ANNA : BERT));
        }
        return List.of(made.get(2), made.get(1), made.get(3), made.get(4), made.get(0), made.get(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 1_000})
    @DisplayName("K4 pages of any size list each assignment once in order")
    void pagesOfAnySizeListEachAssignmentOnce(int limit) {
        assertEquals(sixAssignments(), pages(limit));
    }

    @Test
    @DisplayName("K4 a page of assignments begins after the last one, even if that was deleted")
    void pageStartsAfterTheLastAssignmentEvenIfItEnded() {
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
    @DisplayName("K4 a query lists 100 assignments by default")
    void listsAtMost100ByDefault() {
        administration().distribute(addMany(101), List.of(ANNA, BERT), TERMS);
        List<Assignment> all = assignmentsIn(organization);
        assertEquals(101, all.size());
        assertEquals(all.subList(0, 100), storage().list(AssignmentQuery.of(organization)));
    }

    @Test
    @DisplayName("K4 agents with unusual IDs are listed once each")
    void listsAgentsWithUnusualIdsOnce() {
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
    @DisplayName("K4 the administrations stream reads a page when it is needed")
    void streamReadsPagesLazily() {
        administration().distribute(addMany(1_001), List.of(ANNA, BERT), TERMS);
        List<Assignment> expected = assignmentsIn(organization);
        assertEquals(1_001, expected.size());
        List<AssignmentQuery> asked = new ArrayList<>();
        Assignments counting = Assignments.over(Interceptor.before(
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

    @Test
    @DisplayName("K4 agents are listed with all their numbers")
    void listsAgentsWithAllTheirNumbers() {
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
    @DisplayName("K4 an agent without numbers is not listed among agents")
    void skipsAgentsWithoutNumbers() {
        List<Assignment> all = sixAssignments();
        administration().unassignAll(stranger, ANNA);
        unassign(all.get(3).number());
        assertEquals(all.subList(4, 5), storage().assignmentsOfAgents(stranger, null, 1));
        assertEquals(all.subList(4, 6), storage().assignmentsOfAgents(stranger, null, 2));
    }

    @Test
    @DisplayName("K1 another organization's agents are not listed, even if they have the same ID")
    void hidesAgentsOfOtherOrganizations() {
        List<Assignment> theirs = sixAssignments();
        Assignment ours = assign(number, BERT);
        assertEquals(List.of(ours), storage().assignmentsOfAgents(organization, null, 7));
        assertEquals(List.of(ours), storage().assignmentsOfAgents(organization, ANNA, 7));
        assertEquals(theirs, storage().assignmentsOfAgents(stranger, null, 7));
        assertEquals(List.of(), storage().assignmentsOfAgents(newOrganization(), null, 7));
    }

    @Test
    @DisplayName("D3 agents are listed with the calls that count for a day")
    void listsAgentsWithTheirCalls() {
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
    @DisplayName("K4 a page size of agents that is out of range is refused")
    void rejectsLimitsOutOfRange(int most) {
        assertThrowsNaming(
                IllegalArgumentException.class, () -> administration().agents(organization, null, most), most, 1_000);
    }
}
