package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.Countries;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CountResult.Counted;
import dev.callgate.spi.CountResult.LimitReached;
import dev.callgate.spi.CountResult.Stale;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls are counted on an agent's assignments up to their limits, and no further. */
abstract class CountingContract extends ContractTests {
    private static final LocalDate DAY = Fixture.DAY;

    private Fixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new Fixture(tested);
    }

    @Test
    @DisplayName("K4 an agent's assignments are returned as they were made")
    void readsAssignments() {
        Assignment first = fixture.assign(1, new Terms(7, Countries.of("US", "CA")));
        Assignment second = fixture.assign(2, Terms.dailyLimit(9).anyCountry());
        fixture.assign(new AgentId("agent-2"), 3, Terms.forCountries("GB"));

        List<Assignment> found = tested.store().assignmentsOf(fixture.organization, fixture.agent);

        assertEquals(
                Set.of(first.id(), second.id()),
                found.stream().map(Assignment::id).collect(Collectors.toSet()));
        Assignment again = fixture.stored(first);
        assertEquals(new Terms(7, Countries.of("CA", "US")), again.terms());
        assertEquals(Fixture.e164(1), again.number().e164());
        assertEquals(fixture.agent, again.number().assignedTo());
        assertEquals(0, again.callsMadeToday());
        assertNull(again.lastResetDate());
    }

    @Test
    @DisplayName("D1 an unknown agent or organization has no assignments")
    void readsNoAssignments() {
        assertEquals(List.of(), tested.store().assignmentsOf(fixture.organization, new AgentId("nobody")));
        assertEquals(List.of(), tested.store().assignmentsOf(new OrganizationId("nowhere"), fixture.agent));
    }

    @Test
    @DisplayName("D2 exactly as many calls are counted as the limit allows")
    void countsToTheLimit() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(3).countries("US"));

        for (int call = 1; call <= 3; call++) {
            Counted counted = assertInstanceOf(Counted.class, fixture.count(assignment, DAY));
            assertEquals(call, counted.after().callsMadeToday());
            assertEquals(DAY, counted.after().lastResetDate());
        }
        LimitReached full = assertInstanceOf(LimitReached.class, fixture.count(assignment, DAY));

        assertEquals(3, full.found().callsMadeToday());
        assertEquals(3, fixture.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D2 a limit of 0 counts nothing, on no day")
    void limitOfZero() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(0).countries("US"));

        assertInstanceOf(LimitReached.class, fixture.count(assignment, DAY));
        assertInstanceOf(LimitReached.class, fixture.count(assignment, DAY.plusDays(1)));
    }

    @Test
    @DisplayName("D2 threads that race on many assignments get exactly the limit of each")
    void concurrentCallsOnManyAssignments() throws Exception {
        List<Assignment> assignments = new ArrayList<>();
        for (int n = 1; n <= 10; n++) {
            assignments.add(fixture.assign(n, Terms.dailyLimit(n * 5).countries("US")));
        }

        // 16 threads make 10 requests on each assignment: 160 requests for each limit of 5 to 50.
        Together.run(16, thread -> () -> {
            for (int n = 0; n < 100; n++) {
                fixture.count(assignments.get((n + thread) % assignments.size()), DAY);
            }
            return true;
        });

        for (Assignment assignment : assignments) {
            assertEquals(
                    assignment.terms().dailyLimit(), fixture.stored(assignment).callsMadeToday());
        }
    }

    @Test
    @DisplayName("D3 the first call of a new day starts from zero")
    void startsOverEachDay() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(1).countries("US"));
        assertInstanceOf(Counted.class, fixture.count(assignment, DAY));
        assertInstanceOf(LimitReached.class, fixture.count(assignment, DAY));

        Counted next = assertInstanceOf(Counted.class, fixture.count(assignment, DAY.plusDays(1)));

        assertEquals(1, next.after().callsMadeToday());
        assertEquals(DAY.plusDays(1), next.after().lastResetDate());
        assertInstanceOf(LimitReached.class, fixture.count(assignment, DAY.plusDays(1)));
    }

    @Test
    @DisplayName("D3 the stored day never goes back: a clock that lags counts on the newer day")
    void neverCountsOnAnEarlierDay() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(2).countries("US"));
        assertInstanceOf(Counted.class, fixture.count(assignment, DAY.plusDays(1)));

        Counted lagging = assertInstanceOf(Counted.class, fixture.count(assignment, DAY));

        assertEquals(2, lagging.after().callsMadeToday());
        assertEquals(DAY.plusDays(1), lagging.after().lastResetDate());
        LimitReached full = assertInstanceOf(LimitReached.class, fixture.count(assignment, DAY.minusDays(300)));
        assertEquals(DAY.plusDays(1), full.found().lastResetDate());
    }

    @Test
    @DisplayName("D3 across midnight, with half of the threads a day late, neither day gives more than its limit")
    void concurrentCallsAcrossMidnight() throws Exception {
        int limit = 50;
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(limit).countries("US"));

        List<List<LocalDate>> countedOn = Together.run(16, thread -> () -> {
            List<LocalDate> days = new ArrayList<>();
            for (int n = 0; n < 20; n++) {
                LocalDate day = thread % 2 == 0 ? DAY : DAY.plusDays(1);
                if (fixture.count(assignment, day) instanceof Counted counted) {
                    days.add(counted.after().lastResetDate());
                }
            }
            return days;
        });

        List<LocalDate> all = countedOn.stream().flatMap(List::stream).toList();
        long onTheOldDay = all.stream().filter(DAY::equals).count();
        assertTrue(onTheOldDay <= limit, onTheOldDay + " calls were counted on the old day");
        assertEquals(limit, all.stream().filter(DAY.plusDays(1)::equals).count());
        assertEquals(limit + onTheOldDay, all.size());
        assertEquals(limit, fixture.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName(
            "D3 a day that is more than one ahead of the store's is refused with an exception, and changes nothing")
    void rejectsFutureDays() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(5).countries("US"));
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);

        StoreException.Permanent refused =
                assertThrows(StoreException.Permanent.class, () -> fixture.count(assignment, today.plusDays(3)));

        assertTrue(refused.getMessage().contains(today.plusDays(3).toString()), refused.getMessage());
        assertNull(fixture.stored(assignment).lastResetDate());
        assertInstanceOf(Counted.class, fixture.count(assignment, today.plusDays(1)));
    }

    @Test
    @DisplayName("D10 an assignment that ended counts nothing for a caller with a cached one")
    void unassigningTakesEffectImmediately() {
        Assignment seen = fixture.assign(1, Terms.forCountries("US"));
        tested.unassign(seen);

        assertInstanceOf(Stale.class, fixture.count(seen, DAY));
        assertEquals(List.of(), tested.store().assignmentsOf(fixture.organization, fixture.agent));

        Assignment others = fixture.assign(new AgentId("agent-2"), 1, Terms.forCountries("US"));
        assertInstanceOf(Stale.class, fixture.count(seen, DAY));
        assertEquals(0, fixture.stored(others).callsMadeToday());
    }

    @Test
    @DisplayName("D10 a number that was made inactive counts nothing for a caller with an active one in its cache")
    @Needs(Ability.NUMBER_STATUS)
    void deactivationTakesEffectImmediately() {
        Assignment seen = fixture.assign(1, Terms.forCountries("US"));
        tested.deactivate(seen);

        assertInstanceOf(Stale.class, fixture.count(seen, DAY));
        assertEquals(0, fixture.stored(seen).callsMadeToday());
    }

    @Test
    @DisplayName(
            "D10 a number in quarantine counts nothing before its day begins, for a caller with a free one in its cache")
    @Needs(Ability.QUARANTINE)
    void quarantineTakesEffectImmediately() {
        Assignment seen = fixture.assign(1, Terms.forCountries("US"));
        tested.quarantine(seen, DAY.plusDays(2));

        assertInstanceOf(Stale.class, fixture.count(seen, DAY));
        assertInstanceOf(Stale.class, fixture.count(seen, DAY.plusDays(1)));
        assertEquals(0, fixture.stored(seen).callsMadeToday());
        assertInstanceOf(Counted.class, fixture.count(seen, DAY.plusDays(2)));
    }

    @Test
    @DisplayName("D10 a lower limit applies to a caller with a higher one in its cache, and vice versa")
    void limitTakesEffectImmediately() {
        Assignment seen = fixture.assign(1, Terms.dailyLimit(10).countries("US"));
        assertInstanceOf(Counted.class, fixture.count(seen, DAY));
        assertInstanceOf(Counted.class, fixture.count(seen, DAY));

        tested.changeTerms(seen, Terms.dailyLimit(2).countries("US"));
        LimitReached full = assertInstanceOf(LimitReached.class, fixture.count(seen, DAY));
        assertEquals(2, full.found().terms().dailyLimit());

        tested.changeTerms(seen, Terms.dailyLimit(3).countries("US"));
        Counted counted = assertInstanceOf(Counted.class, fixture.count(seen, DAY));
        assertEquals(3, counted.after().terms().dailyLimit());
        assertEquals(3, counted.after().callsMadeToday());
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"US,CA", "US,''", "*,CA", "*,001"})
    @DisplayName("D10 fewer countries apply to a caller with more of them in its cache")
    void countriesTakeEffectImmediately(String before, String after) {
        Assignment seen = fixture.assign(1, Terms.forCountries(before));
        tested.changeTerms(seen, new Terms(100, after.isEmpty() ? Countries.none() : Countries.of(after)));

        assertInstanceOf(Stale.class, fixture.count(seen, DAY));
        assertEquals(0, fixture.stored(seen).callsMadeToday());
    }

    @ParameterizedTest(name = "{0} may call {1}: {2}")
    @CsvSource({
        "US,+12025550199,true",
        "CA,+12025550199,false",
        "US,+18765550123,false",
        "*,+18765550123,true",
        "*,+80012345678,false",
        "001,+80012345678,true",
        "001,+12025550199,false"
    })
    @DisplayName("D8 the store itself checks the called country against the list")
    void checksTheCountry(String countries, String to, boolean allowed) {
        Assignment assignment = fixture.assign(1, Terms.forCountries(countries));

        CountResult result =
                tested.store().count(new CountRequest(assignment, E164.parse(to), new CallDay(DAY, ZoneOffset.UTC)));

        assertEquals(allowed ? Counted.class : Stale.class, result.getClass());
    }

    @Test
    @DisplayName("K1 an assignment's ID is not valid in another organization")
    @Needs(Ability.ORGANIZATIONS)
    void separatesOrganizations() {
        Assignment assignment = fixture.assign(1, Terms.forCountries("US"));
        Fixture other = new Fixture(tested);
        other.assign(1, Terms.forCountries("US"));

        PhoneNumber claimed = Fixture.claimedBy(other.organization, assignment.number());

        assertInstanceOf(Stale.class, other.count(assignment.withNumber(claimed), DAY));
        assertEquals(0, fixture.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D12 the same pair keeps its count through all changes in between")
    void sameAgentAndNumberKeepTheirCount() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(2).countries("US"));
        assertInstanceOf(Counted.class, fixture.count(assignment, DAY));
        tested.unassign(assignment);
        Assignment others =
                fixture.assign(new AgentId("agent-2"), 1, Terms.dailyLimit(2).countries("US"));
        tested.unassign(others);

        Assignment again = fixture.assign(1, Terms.dailyLimit(2).countries("US"));

        List<Class<?>> results = Stream.generate(() -> fixture.count(again, DAY))
                .limit(3)
                .<Class<?>>map(Object::getClass)
                .toList();
        assertEquals(List.of(Counted.class, LimitReached.class, LimitReached.class), results);
    }

    private Assignment countInOneStep(AgentId agent, E164 to, NumberClass requiredClass, LocalDate day) {
        return tested.store()
                .countOnOnlyAssignment(
                        fixture.organization, agent, to, requiredClass, new CallDay(day, ZoneOffset.UTC));
    }

    @Test
    @DisplayName(
            "D2 what a store counts in one step is counted as any other call, up to the limit; or it counts nothing so")
    void countsInOneStep() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(3).countries("US"));
        Assignment after = countInOneStep(fixture.agent, Fixture.IN_WASHINGTON, null, DAY);
        if (after == null) {
            assertEquals(0, fixture.stored(assignment).callsMadeToday());
            return;
        }
        assertEquals(assignment.withCount(1, DAY), after);
        assertEquals(after, fixture.stored(assignment));
        assertInstanceOf(Counted.class, fixture.count(assignment, DAY));
        assertEquals(assignment.withCount(3, DAY), countInOneStep(fixture.agent, Fixture.IN_WASHINGTON, null, DAY));
        assertNull(countInOneStep(fixture.agent, Fixture.IN_WASHINGTON, null, DAY));
        assertInstanceOf(LimitReached.class, fixture.count(assignment, DAY));

        // D3: the next day starts from zero, and the stored day never goes back.
        LocalDate next = DAY.plusDays(1);
        assertEquals(assignment.withCount(1, next), countInOneStep(fixture.agent, Fixture.IN_WASHINGTON, null, next));
        assertEquals(assignment.withCount(2, next), countInOneStep(fixture.agent, Fixture.IN_WASHINGTON, null, DAY));
    }

    @Test
    @DisplayName("D1 nothing is counted in one step that would not be counted in the usual ones")
    void countsNothingElseInOneStep() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(3).countries("US"));
        AgentId two = new AgentId("agent-with-two");
        fixture.assign(two, 2, Terms.forCountries("US"));
        fixture.assign(two, 3, Terms.forCountries("US"));
        AgentId former = new AgentId("former");
        tested.unassign(fixture.assign(former, 4, Terms.forCountries("US")));
        Assignment none =
                fixture.assign(new AgentId("limit-0"), 5, Terms.dailyLimit(0).countries("US"));

        assertNull(countInOneStep(fixture.agent, E164.of("+442079460000"), null, DAY));
        assertNull(countInOneStep(fixture.agent, Fixture.IN_WASHINGTON, NumberClass.PREMIUM_RATE, DAY));
        assertNull(countInOneStep(fixture.agent, Fixture.IN_WASHINGTON, null, LocalDate.of(9_999, 1, 1)));
        assertNull(countInOneStep(two, Fixture.IN_WASHINGTON, null, DAY));
        assertNull(countInOneStep(former, Fixture.IN_WASHINGTON, null, DAY));
        assertNull(countInOneStep(none.agent(), Fixture.IN_WASHINGTON, null, DAY));
        assertNull(countInOneStep(new AgentId("nobody"), Fixture.IN_WASHINGTON, null, DAY));

        assertEquals(assignment, fixture.stored(assignment));
        tested.store().assignmentsOf(fixture.organization, two).forEach(each -> assertEquals(0, each.callsMadeToday()));
    }
}
