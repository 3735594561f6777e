package dev.callgate.contract;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.contract.Fixture.ADMIN;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.digits;
import static dev.callgate.contract.Fixture.newId;
import static dev.callgate.contract.Fixture.number;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.admin.AuditTrail;
import dev.callgate.model.ActorId;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditEntry.Action;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.E164;
import dev.callgate.model.PhoneNumber;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit trail is listed by page, by filter, and the newest entry first. */
@Needs({Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS, Ability.AUDIT})
abstract class AuditListingContract extends AuditTests {
    /** Makes one entry per second: four of the number by the boss, then the others by the admin. */
    private List<AuditEntry> twelveEntries() {
        assign(number, ANNA, at(1));
        storage().changeTerms(organization, number.id(), OTHER_TERMS, at(2));
        storage().unassign(organization, number.id(), at(3));
        storage().delete(organization, number.id(), at(4));
        for (int n = 5; n <= 8; n++) {
            ChangeContext by = new ChangeContext(ADMIN, NOW.plusSeconds(n));
            storage().addMissing(organization, List.of(number(organization, n)), by);
        }
        assignments(at(9))
                .distribute(
                        IntStream.rangeClosed(5, 7)
                                .mapToObj(n -> storage()
                                        .find(organization, E164.of(digits(n)))
                                        .orElseThrow())
                                .toList(),
                        List.of(ANNA, BERT),
                        TERMS);
        List<AuditEntry> trail = storage().list(AuditQuery.of(organization));
        assertEquals(
                List.of(9L, 9L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L, 0L),
                trail.stream()
                        .map(each -> ChronoUnit.SECONDS.between(NOW, each.at()))
                        .toList());
        return trail;
    }

    static Stream<UnaryOperator<AuditQuery>> filters() {
        return Stream.of(
                query -> query,
                query -> query.actor(BOSS),
                query -> query.actor(ADMIN),
                query -> query.actor(new ActorId("Boss")),
                query -> query.from(NOW.plusSeconds(4)),
                query -> query.from(NOW.plusSeconds(4).plusNanos(1_000)),
                query -> query.until(NOW.plusSeconds(4)),
                query -> query.until(NOW.plusSeconds(4).plusNanos(1_000)),
                query -> query.from(NOW.plusSeconds(3)).until(NOW.plusSeconds(9)),
                query ->
                        query.from(NOW.plusSeconds(3)).until(NOW.plusSeconds(9)).actor(ADMIN),
                query -> query.from(NOW.plusSeconds(9)),
                query -> query.from(NOW.plusSeconds(9)).until(NOW.plusSeconds(9)),
                query -> query.from(NOW.plusSeconds(7)).until(NOW.plusSeconds(3)),
                query -> query.from(Instant.EPOCH).until(Instant.parse("9999-12-31T23:59:59Z")),
                query -> query.from(Instant.MIN).until(Instant.MAX),
                query -> query.until(Instant.EPOCH));
    }

    @ParameterizedTest
    @MethodSource("filters")
    @DisplayName("T1 filters match the right entries on pages of any size")
    void filtersSelectMatchingEntriesOnPagesOfAnySize(UnaryOperator<AuditQuery> filter) {
        List<AuditEntry> trail = twelveEntries();
        add(number(stranger, 1));
        for (AuditQuery query : List.of(
                filter.apply(AuditQuery.of(organization)),
                filter.apply(AuditQuery.of(organization).numberId(number.id())),
                filter.apply(AuditQuery.of(organization)
                        .numberId(storage()
                                .find(organization, E164.of(digits(6)))
                                .orElseThrow()
                                .id())))) {
            List<AuditEntry> expected = trail.stream().filter(query::keeps).toList();
            for (int limit : List.of(1, 2, 3, 5, 12, 1_000)) {
                assertEquals(
                        expected.subList(0, Math.min(limit, expected.size())),
                        storage().list(query.limit(limit)),
                        query::toString);
                assertEquals(expected, pages(query.limit(limit)), query::toString);
            }
        }
    }

    @Test
    @DisplayName("T1 each filter matches the right entries")
    void eachFilterSelectsItsEntries() {
        List<AuditEntry> trail = twelveEntries();
        AuditQuery query = AuditQuery.of(organization);
        assertEquals(trail.subList(7, 12), storage().list(query.numberId(number.id())));
        assertEquals(
                Stream.of(trail.subList(0, 3), trail.subList(7, 11))
                        .flatMap(List::stream)
                        .toList(),
                storage().list(query.actor(BOSS)));
        assertEquals(trail.subList(0, 4), storage().list(query.from(NOW.plusSeconds(8))));
        assertEquals(trail.subList(4, 12), storage().list(query.until(NOW.plusSeconds(8))));
        assertEquals(List.of(), storage().list(query.numberId(newId())));
        assertEquals(List.of(), storage().list(query.actor(new ActorId("nobody"))));
    }

    @Test
    @DisplayName("T1 pages do not shift when an entry is added")
    void newEntriesDoNotShiftPages() {
        List<AuditEntry> trail = twelveEntries();
        AuditQuery query = AuditQuery.of(organization).limit(5);
        assertEquals(trail.subList(0, 5), storage().list(query));
        storage().addMissing(organization, List.of(number(organization, 20)), at(20));
        assertEquals(trail.subList(5, 10), storage().list(query.olderThan(trail.get(4))));
        assertEquals(trail.subList(10, 12), storage().list(query.olderThan(trail.get(9))));
        assertEquals(List.of(), storage().list(query.olderThan(trail.get(11))));
        assertEquals(at(20).at(), storage().list(query).get(0).at());
    }

    @Test
    @DisplayName("T1 changes of one instant are listed in the order in which they were made")
    void listsChangesOfOneInstantInOrder() {
        PhoneNumber second = add(number(organization, 2));
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < 50; round++) {
            assign(number, ANNA, at(1));
            assign(second, BERT, at(1));
            storage().unassign(organization, number.id(), at(1));
            storage().unassign(organization, second.id(), at(1));
            expected.addAll(
                    List.of("NUMBER_ASSIGNED 1", "NUMBER_ASSIGNED 2", "NUMBER_UNASSIGNED 1", "NUMBER_UNASSIGNED 2"));
        }
        Collections.reverse(expected);
        AuditQuery query = AuditQuery.of(organization).from(at(1).at()).limit(7);
        assertEquals(
                expected,
                pages(query).stream()
                        .map(each -> each.action() + " " + (each.numberId().equals(number.id()) ? 1 : 2))
                        .toList());
    }

    @Test
    @DisplayName("T1 changes are listed by their time, even if they were made in another order")
    void listsByTimeNotByInsertionOrder() {
        add(number(organization, 2));
        List<Integer> seconds = List.of(30, 10, 20, 40);
        seconds.forEach(each -> storage().addMissing(organization, List.of(number(organization, each)), at(each)));
        assertEquals(
                List.of(40L, 30L, 20L, 10L, 0L, 0L),
                pages(AuditQuery.of(organization).limit(1)).stream()
                        .map(each -> ChronoUnit.SECONDS.between(NOW, each.at()))
                        .toList());
    }

    @Test
    @DisplayName("T1 a query lists 100 entries by default")
    void listsAtMost100ByDefault() {
        addMany(150);
        List<AuditEntry> all = trail();
        assertEquals(151, all.size());
        assertEquals(all.subList(0, 100), storage().list(AuditQuery.of(organization)));
        assertEquals(all, storage().list(AuditQuery.of(organization).limit(1_000)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_001})
    @DisplayName("T1 a page size of entries that is out of range is refused")
    void rejectsLimitsOutOfRange(int limit) {
        assertThrowsNaming(
                IllegalArgumentException.class,
                () -> storage().list(AuditQuery.of(organization).limit(limit)),
                limit,
                1_000);
    }

    @Test
    @DisplayName("T1 the trail lists what the store keeps")
    void auditTrailListsWhatTheStoreLists() {
        twelveEntries();
        AuditTrail trail = AuditTrail.over(storage());
        AuditQuery query = AuditQuery.of(organization).actor(BOSS).limit(3);
        List<AuditEntry> first = trail.list(query);
        assertEquals(3, first.size());
        assertEquals(storage().list(query), first);
        assertThrowsNaming(NullPointerException.class, () -> trail.list(null), "query");
        assertThrowsNaming(NullPointerException.class, () -> AuditTrail.over(null), "store");
    }

    @Test
    @DisplayName("K1 another organization's entries are not listed with any filter")
    void hidesEntriesOfOtherOrganizations() {
        List<AuditEntry> ours = twelveEntries();
        assertEquals(List.of(), trail(stranger));
        PhoneNumber theirs = add(number(stranger, 1));
        assign(theirs, ANNA, at(30));
        List<AuditEntry> their = trail(stranger);
        assertEquals(List.of(Action.NUMBER_ASSIGNED, Action.NUMBER_ADDED), actions(their));
        assertEquals(ours, trail());
        for (UnaryOperator<AuditQuery> filter : filters().toList()) {
            AuditQuery query = filter.apply(AuditQuery.of(stranger));
            assertEquals(their.stream().filter(query::keeps).toList(), storage().list(query));
        }
        assertEquals(List.of(), storage().list(AuditQuery.of(stranger).numberId(number.id())));
        assertEquals(List.of(), storage().list(AuditQuery.of(organization).numberId(theirs.id())));
        // Any entry can mark the position of a page, because only its time is used.
        assertEquals(their, storage().list(AuditQuery.of(stranger).olderThan(entryOf(ours.get(0), at(31)))));
    }

    /** An entry that was made elsewhere, at another time. */
    private static AuditEntry entryOf(AuditEntry like, ChangeContext by) {
        return AuditEntry.added(by, number(like.organization(), 1));
    }
}
