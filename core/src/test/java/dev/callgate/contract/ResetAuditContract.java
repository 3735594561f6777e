package dev.callgate.contract;

import static dev.callgate.contract.Fixture.CHANGE;
import static dev.callgate.contract.Fixture.number;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.model.Assignment;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditEntry.Action;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.CallDay;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A reset of counts leaves one entry in the audit trail. */
@Needs({Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS, Ability.AUDIT})
abstract class ResetAuditContract extends AuditTests {
    private AuditEntry resetEntry(AuditEntry made, OrganizationId of, ChangeContext by, int counts) {
        Map<String, String> after = Map.of("last_reset_date", "2026-03-02", "counts", String.valueOf(counts));
        return new AuditEntry(
                made.id(), of, by.actor(), by.at(), Action.DAILY_COUNTS_RESET, null, null, null, Map.of(), after);
    }

    @Test
    @DisplayName("T1 a reset of counts of older days leaves one entry: actor, time, new day, and number of counts")
    void recordsAResetOnce() {
        List<PhoneNumber> many = addMany(3);
        assignments(at(1)).distribute(many, List.of(ANNA, BERT), TERMS).forEach(each -> count(each, YESTERDAY));
        count(assign(number, ANNA, at(1)), TODAY);
        AuditEntry made =
                onlyEntryOf(() -> assertEquals(3, storage().resetDailyCallCounts(organization, TODAY, at(2))));
        assertEquals(resetEntry(made, organization, at(2), 3), made);
        assertRecordsNothing(() -> assertEquals(0, storage().resetDailyCallCounts(organization, TODAY, at(3))));
    }

    @Test
    @DisplayName("T1 the count of an agent that got its number back is reset once")
    void resetsTheCountOfAReturnedNumberOnce() {
        count(assign(number, ANNA, at(1)), YESTERDAY);
        assignments(at(2)).unassign(number);
        assign(number, ANNA, at(3));
        AuditEntry made =
                onlyEntryOf(() -> assertEquals(1, storage().resetDailyCallCounts(organization, TODAY, at(4))));
        assertEquals(resetEntry(made, organization, at(4), 1), made);
    }

    @Test
    @DisplayName("T1 a reset without older counts leaves no entry: no assignment, no call yet, calls of today or later")
    void doesNotRecordAnEmptyReset() {
        assertRecordsNothing(() -> assertEquals(0, storage().resetDailyCallCounts(organization, TODAY, at(1))));
        Assignment assigned = assign(number, ANNA, at(1));
        assertRecordsNothing(() -> assertEquals(0, storage().resetDailyCallCounts(organization, TODAY, at(2))));
        count(assigned, TODAY);
        assertRecordsNothing(() -> assertEquals(0, storage().resetDailyCallCounts(organization, TODAY, at(3))));
        assertRecordsNothing(() -> assertEquals(0, storage().resetDailyCallCounts(organization, YESTERDAY, at(4))));
    }

    @Test
    @DisplayName("T1 a reset to a day far ahead is refused, and leaves no entry")
    void doesNotRecordARejectedReset() {
        count(assign(number, ANNA, at(1)), YESTERDAY);
        CallDay farAhead = new CallDay(LocalDate.of(9000, 1, 1), ZoneOffset.UTC);
        assertRefused(
                StoreException.Permanent.class, () -> storage().resetDailyCallCounts(organization, farAhead, at(2)));
    }

    @Test
    @DisplayName("T1 a reset is found by its actor and time, and has no number")
    void findsAResetByActorAndTimeButNotByNumber() {
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
    @DisplayName("K1 a reset does not change another organization's counts and trail")
    void resetDoesNotChangeOtherOrganizations() {
        count(assign(number, ANNA, at(1)), YESTERDAY);
        Assignment theirs = assign(add(number(stranger, 1)), ANNA, at(1));
        count(theirs, YESTERDAY);
        List<Assignment> counted = storage().assignmentsOf(stranger, ANNA);
        List<AuditEntry> their = trail(stranger);
        storage().resetDailyCallCounts(organization, TODAY, at(2));
        assertEquals(counted, storage().assignmentsOf(stranger, ANNA));
        assertEquals(their, trail(stranger));

        assertRecordsNothing(() -> assertEquals(1, storage().resetDailyCallCounts(stranger, TODAY, at(3))));
        AuditEntry made = trail(stranger).get(0);
        assertEquals(resetEntry(made, stranger, at(3), 1), made);
        assertEquals(
                List.of(made),
                storage().list(AuditQuery.of(stranger).actor(BOSS).from(at(2).at())));
    }

    @Test
    @DisplayName("T1 if two reset the same counts at once, one of them resets them and leaves the only entry")
    void recordsOneOfTwoConcurrentResets() throws Exception {
        List<PhoneNumber> many = addMany(10);
        List<Assignment> all = assignments(at(1))
                .distribute(many, List.of(ANNA), Terms.dailyLimit(1_000).anyCountry());
        LocalDate first = LocalDate.of(2025, 1, 1);
        int rounds = Math.max(1, fewRounds() / 4);
        List<AuditEntry> made = entriesOf(() -> {
            try (Together race = new Together(2)) {
                for (int round = 0; round < rounds; round++) {
                    CallDay day = new CallDay(first.plusDays(round), ZoneOffset.UTC);
                    CallDay next = new CallDay(day.date().plusDays(1), ZoneOffset.UTC);
                    all.forEach(each -> count(each, day));
                    Together.Outcome<Integer> outcome = race.run(
                            runner -> () -> storage().resetDailyCallCounts(organization, next, at(2 + runner)));
                    assertEquals(Set.of(0, 10), Set.copyOf(outcome.results()), outcome::toString);
                }
            }
        });
        assertEquals(rounds, made.size());
        made.forEach(each -> assertEquals("10", each.after().get("counts")));
    }
}
