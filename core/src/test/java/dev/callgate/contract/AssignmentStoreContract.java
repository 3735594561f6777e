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

/**
 * What every {@link dev.callgate.spi.AssignmentStore} has to do. Extend it, hand in a store, and run it as a JUnit
 * test; it needs junit-jupiter on the test class path.
 */
public abstract class AssignmentStoreContract {
    private static final LocalDate DAY = Scene.DAY;

    private StoreUnderTest tested;
    private Scene scene;

    /** Returns the store to test. Each test works in an organization of its own, so it may always be the same one. */
    protected abstract StoreUnderTest storeUnderTest();

    @BeforeEach
    void setScene() {
        tested = storeUnderTest();
        scene = new Scene(tested);
    }

    @Test
    @DisplayName("an agent's assignments come back as they were made")
    void readsAssignments() {
        Assignment first = scene.assign(1, new Terms(7, Countries.of("US", "CA")));
        Assignment second = scene.assign(2, Terms.dailyLimit(9).anyCountry());
        scene.assign(new AgentId("agent-2"), 3, Terms.forCountries("GB"));

        List<Assignment> found = tested.store().assignmentsOf(scene.organization, scene.agent);

        assertEquals(
                Set.of(first.id(), second.id()),
                found.stream().map(Assignment::id).collect(Collectors.toSet()));
        Assignment again = scene.stored(first);
        assertEquals(new Terms(7, Countries.of("CA", "US")), again.terms());
        assertEquals(Scene.number(1), again.number().e164());
        assertEquals(scene.agent, again.number().assignedTo());
        assertEquals(0, again.callsMadeToday());
        assertNull(again.lastResetDate());
    }

    @Test
    @DisplayName("an agent or an organization that is not known has no assignments")
    void readsNothing() {
        assertEquals(List.of(), tested.store().assignmentsOf(scene.organization, new AgentId("nobody")));
        assertEquals(List.of(), tested.store().assignmentsOf(new OrganizationId("nowhere"), scene.agent));
    }

    @Test
    @DisplayName("D2 exactly as many calls are granted as the limit allows")
    void countsToTheLimit() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(3).countries("US"));

        for (int call = 1; call <= 3; call++) {
            Counted counted = assertInstanceOf(Counted.class, scene.count(assignment, DAY));
            assertEquals(call, counted.after().callsMadeToday());
            assertEquals(DAY, counted.after().lastResetDate());
        }
        LimitReached full = assertInstanceOf(LimitReached.class, scene.count(assignment, DAY));

        assertEquals(3, full.found().callsMadeToday());
        assertEquals(3, scene.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D2 a limit of 0 grants nothing, on no day")
    void limitOfZero() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(0).countries("US"));

        assertInstanceOf(LimitReached.class, scene.count(assignment, DAY));
        assertInstanceOf(LimitReached.class, scene.count(assignment, DAY.plusDays(1)));
    }

    @Test
    @DisplayName("D2 threads that race on many assignments get exactly what each of them allows")
    void racesOnManyAssignments() throws Exception {
        List<Assignment> assignments = new ArrayList<>();
        for (int n = 1; n <= 10; n++) {
            assignments.add(scene.assign(n, Terms.dailyLimit(n * 5).countries("US")));
        }

        // 16 threads ask 10 times on each: 160 wishes for each limit of 5 to 50.
        Together.run(16, thread -> () -> {
            for (int wish = 0; wish < 100; wish++) {
                scene.count(assignments.get((wish + thread) % assignments.size()), DAY);
            }
            return true;
        });

        for (Assignment assignment : assignments) {
            assertEquals(
                    assignment.terms().dailyLimit(), scene.stored(assignment).callsMadeToday());
        }
    }

    @Test
    @DisplayName("D3 the first call of a new day starts from zero")
    void startsOver() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(1).countries("US"));
        assertInstanceOf(Counted.class, scene.count(assignment, DAY));
        assertInstanceOf(LimitReached.class, scene.count(assignment, DAY));

        Counted next = assertInstanceOf(Counted.class, scene.count(assignment, DAY.plusDays(1)));

        assertEquals(1, next.after().callsMadeToday());
        assertEquals(DAY.plusDays(1), next.after().lastResetDate());
        assertInstanceOf(LimitReached.class, scene.count(assignment, DAY.plusDays(1)));
    }

    @Test
    @DisplayName("D3 the stored day never goes back: a clock that lags charges the newer day")
    void neverGoesBack() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(2).countries("US"));
        assertInstanceOf(Counted.class, scene.count(assignment, DAY.plusDays(1)));

        Counted lagging = assertInstanceOf(Counted.class, scene.count(assignment, DAY));

        assertEquals(2, lagging.after().callsMadeToday());
        assertEquals(DAY.plusDays(1), lagging.after().lastResetDate());
        LimitReached full = assertInstanceOf(LimitReached.class, scene.count(assignment, DAY.minusDays(300)));
        assertEquals(DAY.plusDays(1), full.found().lastResetDate());
    }

    @Test
    @DisplayName("D3 across midnight, with half of the threads a day late, neither day gives more than its limit")
    void racesAcrossMidnight() throws Exception {
        int limit = 50;
        Assignment assignment = scene.assign(1, Terms.dailyLimit(limit).countries("US"));

        List<List<LocalDate>> countedOn = Together.run(16, thread -> () -> {
            List<LocalDate> days = new ArrayList<>();
            for (int wish = 0; wish < 20; wish++) {
                LocalDate day = thread % 2 == 0 ? DAY : DAY.plusDays(1);
                if (scene.count(assignment, day) instanceof Counted counted) {
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
        assertEquals(limit, scene.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D3 a day that is more than one ahead of the store's is refused loudly, and poisons nothing")
    void refusesTheFuture() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(5).countries("US"));
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);

        StoreException.Permanent refused =
                assertThrows(StoreException.Permanent.class, () -> scene.count(assignment, today.plusDays(3)));

        assertTrue(refused.getMessage().contains(today.plusDays(3).toString()), refused.getMessage());
        assertNull(scene.stored(assignment).lastResetDate());
        assertInstanceOf(Counted.class, scene.count(assignment, today.plusDays(1)));
    }

    @Test
    @DisplayName("D10 an assignment that was taken back grants nothing to who still remembers it")
    void unassignedHoldsAtOnce() {
        Assignment seen = scene.assign(1, Terms.forCountries("US"));
        tested.unassign(seen);

        assertInstanceOf(Stale.class, scene.count(seen, DAY));
        assertEquals(List.of(), tested.store().assignmentsOf(scene.organization, scene.agent));

        Assignment others = scene.assign(new AgentId("agent-2"), 1, Terms.forCountries("US"));
        assertInstanceOf(Stale.class, scene.count(seen, DAY));
        assertEquals(0, scene.stored(others).callsMadeToday());
    }

    @Test
    @DisplayName("D10 a number that was made inactive grants nothing to who still remembers it active")
    void inactiveHoldsAtOnce() {
        Assignment seen = scene.assign(1, Terms.forCountries("US"));
        tested.deactivate(seen);

        assertInstanceOf(Stale.class, scene.count(seen, DAY));
        assertEquals(0, scene.stored(seen).callsMadeToday());
    }

    @Test
    @DisplayName("D10 a number in quarantine grants nothing before its day begins, to who still remembers it free")
    void quarantineHoldsAtOnce() {
        Assignment seen = scene.assign(1, Terms.forCountries("US"));
        tested.quarantine(seen, DAY.plusDays(2));

        assertInstanceOf(Stale.class, scene.count(seen, DAY));
        assertInstanceOf(Stale.class, scene.count(seen, DAY.plusDays(1)));
        assertEquals(0, scene.stored(seen).callsMadeToday());
        assertInstanceOf(Counted.class, scene.count(seen, DAY.plusDays(2)));
    }

    @Test
    @DisplayName("D10 a lower limit holds for who still remembers the higher one, and a higher one too")
    void limitHoldsAtOnce() {
        Assignment seen = scene.assign(1, Terms.dailyLimit(10).countries("US"));
        assertInstanceOf(Counted.class, scene.count(seen, DAY));
        assertInstanceOf(Counted.class, scene.count(seen, DAY));

        tested.changeTerms(seen, Terms.dailyLimit(2).countries("US"));
        LimitReached full = assertInstanceOf(LimitReached.class, scene.count(seen, DAY));
        assertEquals(2, full.found().terms().dailyLimit());

        tested.changeTerms(seen, Terms.dailyLimit(3).countries("US"));
        Counted counted = assertInstanceOf(Counted.class, scene.count(seen, DAY));
        assertEquals(3, counted.after().terms().dailyLimit());
        assertEquals(3, counted.after().callsMadeToday());
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"US,CA", "US,''", "*,CA", "*,001"})
    @DisplayName("D10 fewer countries hold for who still remembers more")
    void countriesHoldAtOnce(String before, String after) {
        Assignment seen = scene.assign(1, Terms.forCountries(before));
        tested.changeTerms(seen, new Terms(100, after.isEmpty() ? Countries.none() : Countries.of(after)));

        assertInstanceOf(Stale.class, scene.count(seen, DAY));
        assertEquals(0, scene.stored(seen).callsMadeToday());
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
    @DisplayName("D8 the store holds the called country against the list itself")
    void holdsTheCountryAgainstTheList(String countries, String to, boolean allowed) {
        Assignment assignment = scene.assign(1, Terms.forCountries(countries));

        CountResult result =
                tested.store().count(new CountRequest(assignment, E164.parse(to), new CallDay(DAY, ZoneOffset.UTC)));

        assertEquals(allowed ? Counted.class : Stale.class, result.getClass());
    }

    @Test
    @DisplayName("K1 an assignment's id is worth nothing with another organization's")
    void keepsOrganizationsApart() {
        Assignment assignment = scene.assign(1, Terms.forCountries("US"));
        Scene other = new Scene(tested);
        other.assign(1, Terms.forCountries("US"));

        PhoneNumber claimed = Samples.claimedBy(other.organization, assignment.number());

        assertInstanceOf(Stale.class, other.count(assignment.withNumber(claimed), DAY));
        assertEquals(0, scene.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D12 the same pair keeps its count, whatever happened in between")
    void samePairKeepsItsCount() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(2).countries("US"));
        assertInstanceOf(Counted.class, scene.count(assignment, DAY));
        tested.unassign(assignment);
        Assignment others =
                scene.assign(new AgentId("agent-2"), 1, Terms.dailyLimit(2).countries("US"));
        tested.unassign(others);

        Assignment again = scene.assign(1, Terms.dailyLimit(2).countries("US"));

        List<Class<?>> results = Stream.generate(() -> scene.count(again, DAY))
                .limit(3)
                .<Class<?>>map(Object::getClass)
                .toList();
        assertEquals(List.of(Counted.class, LimitReached.class, LimitReached.class), results);
    }
}
