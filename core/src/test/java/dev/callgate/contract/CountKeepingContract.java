package dev.callgate.contract;

import static dev.callgate.contract.Fixture.CHANGE;
import static dev.callgate.contract.Fixture.LATER;
import static dev.callgate.contract.Fixture.LATER_CHANGE;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.number;
import static dev.callgate.contract.Fixture.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.PhoneNumber;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A count survives the end of its assignment, and a reset does not change the counts of today. */
@Needs({Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS})
abstract class CountKeepingContract extends AssignmentTests {
    private void assertContinues(Assignment before, Assignment after) {
        assertEquals(before.id(), after.id());
        assertEquals(before.createdAt(), after.createdAt());
        assertEquals(2, after.callsOn(TODAY.date()));
        assertEquals(after, current(number));
        assertInstanceOf(CountResult.Counted.class, count(after));
        assertInstanceOf(CountResult.LimitReached.class, count(after));
    }

    @Test
    @DisplayName("D12 an agent that gets a number back keeps its assignment ID and its count")
    void assigningAgainKeepsTheCount() {
        Assignment before = assignAndCountTwice();
        assertEquals(before, unassign(number));
        Assignment after = assign(number, ANNA, TERMS.anyCountry(), LATER);
        assertEquals(TERMS.anyCountry(), after.terms());
        assertEquals(LATER, after.updatedAt());
        assertContinues(before, after);
    }

    @Test
    @DisplayName("D12 the count continues even if the number was deleted and added again in between")
    void deletingAndAddingAgainKeepsTheCount() {
        Assignment before = assignAndCountTwice();
        unassign(number);
        storage().delete(organization, number.id(), LATER_CHANGE);
        assertEquals(number.id(), add(number(organization, 1)).id());
        assertContinues(before, assign(number, ANNA));
    }

    @Test
    @DisplayName("D12 the count continues even if another agent had the number in between")
    void keepsTheCountIfAnotherAgentHadTheNumber() {
        Assignment before = assignAndCountTwice();
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
    @DisplayName("D12 an agent's counts on different numbers are independent")
    void numbersCountSeparately() {
        assignAndCountTwice();
        Assignment other = assign(add(number(organization, 2)), ANNA);
        assertEquals(0, other.callsOn(TODAY.date()));
        count(other);
        assertEquals(2, current(number).callsOn(TODAY.date()));
    }

    private void requestFor(CallDay day, Assignment seen) {
        CountRequest request = new CountRequest(seen, IN_WASHINGTON, day);
        assertInstanceOf(CountResult.Counted.class, storage().count(request));
    }

    private static CallDay daysFromToday(int days) {
        return new CallDay(TODAY.date().plusDays(days), ZoneOffset.UTC);
    }

    @Test
    @DisplayName("D3 a reset sets counts of earlier days to zero for today, and changes nothing else")
    void resetRollsOverOlderCounts() {
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
    @DisplayName("D2 a reset on the same day gives no second allowance, however often it is done")
    void resetOnTheSameDayKeepsTheLimit() {
        Assignment assigned = assign(number, ANNA);
        for (int n = 0; n < TERMS.dailyLimit(); n++) {
            assertEquals(0, storage().resetDailyCallCounts(organization, TODAY, LATER_CHANGE));
            requestFor(TODAY, assigned);
        }
        assertEquals(0, storage().resetDailyCallCounts(organization, TODAY, LATER_CHANGE));
        assertInstanceOf(CountResult.LimitReached.class, count(assigned));
    }

    @Test
    @DisplayName("D3 a reset by a clock that lags undoes no count")
    void resetOfAnEarlierDayChangesNothing() {
        requestFor(TODAY, assign(number, ANNA));
        Assignment counted = current(number);
        assertEquals(0, storage().resetDailyCallCounts(organization, daysFromToday(-1), LATER_CHANGE));
        assertEquals(counted, current(number));
    }

    @Test
    @DisplayName("D12 a reset counts assignments that ended, and those of deleted numbers, too")
    void resetRollsOverEndedAssignments() {
        requestFor(daysFromToday(-1), assign(number, ANNA));
        unassign(number);
        storage().delete(organization, number.id(), LATER_CHANGE);
        assertEquals(1, storage().resetDailyCallCounts(organization, TODAY, LATER_CHANGE));
        add(number(organization, 1));
        Assignment again = assign(number, ANNA);
        assertEquals(0, again.callsMadeToday());
        assertEquals(TODAY.date(), again.lastResetDate());
    }
}
