package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallPolicy;
import dev.callgate.admin.AuditTrail;
import dev.callgate.admin.Housekeeping;
import dev.callgate.admin.HousekeepingPlan;
import dev.callgate.admin.HousekeepingPlan.Quarantine;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.CallQuery;
import dev.callgate.model.E164;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import dev.callgate.report.UsageQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Housekeeping deletes what its plan names and what counts nothing any more, and nothing else. */
@Needs({
    Ability.CALL_IDS,
    Ability.REPORTS,
    Ability.NUMBERS,
    Ability.ASSIGNMENTS,
    Ability.ORGANIZATIONS,
    Ability.LIMITS,
    Ability.AUDIT,
    Ability.QUARANTINE
})
abstract class HousekeepingContract extends JournalTests {
    private static final ActorId JANITOR = new ActorId("housekeeping");
    private static final int THREADS = 8;

    private Housekeeping housekeeping() {
        return Housekeeping.over(storage()).withClock(clock).withActor(JANITOR);
    }

    private Housekeeping.Report run(HousekeepingPlan plan) {
        return housekeeping().run(fixture.organization, plan);
    }

    private static HousekeepingPlan plan() {
        return HousekeepingPlan.in(ZoneOffset.UTC);
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of(Limit.calls(1).perAgent().anHour(), Duration.ofHours(1)),
                Arguments.of(Limit.calls(1).perNumber().aDay(), Duration.ofHours(12)),
                Arguments.of(Limit.calls(1).perOrganization().aWeek(), Duration.ofHours(6 * 24 + 12)),
                Arguments.of(Limit.calls(1).perAgent().aMonth(), Duration.ofHours(29 * 24 + 12)),
                Arguments.of(Limit.calls(1).perCallee().within(Duration.ofDays(7)), Duration.ofDays(7)),
                Arguments.of(Limit.calls(1).perAgent().atOnce(), Duration.ofHours(4)),
                Arguments.of(
                        Limit.calls(1).per("campaign").aDay().where("always", call -> true), Duration.ofHours(12)));
    }

    @ParameterizedTest
    @MethodSource("limits")
    @DisplayName(
            "K8 the counter of a limit is kept while it counts, and deleted some days after; the limit holds throughout")
    void keepsCountersThatCount(Limit limit, Duration lasts) {
        assign(1);
        gate = gate(CallPolicy.inUtc().callees(CalleePrivacy.inFull()).limits(limit));
        assertTrue(allows("first"));
        clock.moveTo(NOON.plus(lasts).minusMillis(1));
        assertEquals(0, storage().forgetCountersBefore(fixture.organization, clock.instant()));
        assertEquals(0, run(plan()).countersDeleted());
        assertFalse(allows("too early"));

        clock.moveTo(NOON.plus(lasts).plus(Duration.ofDays(4)));
        assertEquals(1, run(plan()).countersDeleted());
        assertTrue(allows("next"));
        assertFalse(allows("one too many"));
    }

    private boolean allows(String id) {
        return gate.decide(request(id, WASHINGTON).with("campaign", "spring")).isAllowed();
    }

    @Test
    @DisplayName("K8 D2 calls that are counted while their counters are deleted are counted exactly")
    void countsWhileCountersAreDeleted() throws Exception {
        assign(1);
        gate = gate(CallPolicy.inUtc()
                .callees(CalleePrivacy.inFull())
                .limits(
                        Limit.calls(10).perAgent().within(Duration.ofHours(1)),
                        Limit.calls(10).perCallee().anHour()));
        for (int hour = 0; hour < 5; hour++) {
            int round = hour;
            clock.moveTo(NOON.plus(Duration.ofDays(3L * hour)));
            List<Integer> allowed = Together.run(THREADS, thread -> () -> {
                int allowedHere = 0;
                for (int n = 0; n < 3; n++) {
                    housekeeping().run(fixture.organization, plan());
                    String id = "%d-%d-%d".formatted(round, thread, n);
                    allowedHere += gate.decide(request(id, WASHINGTON)).isAllowed() ? 1 : 0;
                }
                return allowedHere;
            });
            assertEquals(10, allowed.stream().mapToInt(each -> each).sum());
        }
    }

    @Test
    @DisplayName("K8 D3 housekeeping whose clock is far ahead of the store's deletes nothing, and says why")
    void doesNothingIfItsClockIsFarAhead() {
        assign(1);
        gate = gate(CallPolicy.inUtc().limits(Limit.calls(1).perAgent().aMonth()));
        assertTrue(allows("first"));
        HousekeepingPlan plan = plan().keepCalls(1).keepUsage(1).keepAuditTrail(1);
        Clock wrong = Clock.fixed(Instant.parse("2133-05-01T12:00:00Z"), ZoneOffset.UTC);
        StoreException.Permanent refused = assertThrows(
                StoreException.Permanent.class,
                () -> housekeeping().withClock(wrong).run(fixture.organization, plan));
        assertTrue(refused.getMessage().contains("2133-05-01"), refused::getMessage);

        assertFalse(allows("one too many"));
        assertTrue(
                storage().allowedCall(fixture.organization, new CallId("first")).isPresent());
        assertFalse(storage().list(AuditQuery.of(fixture.organization)).isEmpty());
        LocalDate today = LocalDate.ofInstant(NOON, ZoneOffset.UTC);
        assertEquals(
                1,
                reports.usage(UsageQuery.of(fixture.organization, today, today))
                        .get(0)
                        .calls()
                        .calls());
    }

    @Test
    @DisplayName(
            "K8 T2 calls, usage and refusals of days that are not kept are deleted; other days and organizations stay")
    void deletesOldDays() {
        assign(1);
        gate = gate(CallPolicy.inUtc().callees(CalleePrivacy.inFull()).reportBy("campaign"));
        Fixture others = new Fixture(tested);
        others.assign(2, Terms.dailyLimit(10).countries("US"));
        List<LocalDate> days = List.of(MONDAY, TUESDAY, WEDNESDAY);
        for (LocalDate day : days) {
            clock.moveTo(day.atTime(12, 0).toInstant(ZoneOffset.UTC));
            assertTrue(allows("on " + day));
            gate.decide(request("to nowhere on " + day, "+33142685300"));
            assertTrue(gate.decide(CallRequest.by(others.organization, others.agent)
                            .to(WASHINGTON)
                            .callId("on " + day))
                    .isAllowed());
        }
        clock.moveTo(WEDNESDAY.plusDays(1).atTime(12, 0).toInstant(ZoneOffset.UTC));

        assertEquals(Housekeeping.Report.NONE, run(plan()));
        Housekeeping.Report report = run(plan().keepCalls(2).keepUsage(1));
        assertEquals(1, report.callsDeleted());
        assertTrue(report.sumsDeleted() >= 6, report::toString);
        assertEquals(Housekeeping.Report.NONE, run(plan().keepCalls(2).keepUsage(1)));

        assertEquals(
                List.of("on " + TUESDAY, "on " + WEDNESDAY),
                journal.list(CallQuery.of(fixture.organization, MONDAY, WEDNESDAY)).stream()
                        .map(each -> each.call().callId().value())
                        .sorted()
                        .toList());
        assertEquals(1, total().calls());
        assertEquals(
                1,
                reports.usageByAttribute(fixture.organization, "campaign", MONDAY, WEDNESDAY)
                        .get(0)
                        .calls()
                        .calls());
        assertEquals(1, reports.refusals(allDays()).get(0).refusals());
        assertEquals(
                3,
                reports.usage(UsageQuery.of(others.organization, MONDAY, WEDNESDAY))
                        .get(0)
                        .calls()
                        .calls());
        assertTrue(journal.find(others.organization, new CallId("on " + MONDAY)).isPresent());
    }

    @Test
    @DisplayName("K8 entries of the audit trail are kept for as long as the plan says")
    void deletesOldAuditEntries() {
        NumberInventory inventory = NumberInventory.over(storage()).withClock(clock);
        Fixture others = new Fixture(tested);
        PhoneNumber number = numberOf(fixture);
        PhoneNumber ofOthers = numberOf(others);
        List<Instant> times = IntStream.range(0, 12)
                .mapToObj(n -> NOON.plus(Duration.ofDays(n)))
                .toList();
        for (Instant time : times) {
            clock.moveTo(time);
            for (PhoneNumber each : List.of(number, ofOthers)) {
                inventory.quarantine(
                        each, LocalDate.ofInstant(time, ZoneOffset.UTC).plusDays(100));
            }
        }
        List<AuditEntry> before = storage().list(AuditQuery.of(fixture.organization));
        List<AuditEntry> beforeOfOthers = storage().list(AuditQuery.of(others.organization));

        assertEquals(before.size() - 4, run(plan().keepAuditTrail(3)).auditEntriesDeleted());
        assertEquals(before.subList(0, 4), storage().list(AuditQuery.of(fixture.organization)));
        assertEquals(beforeOfOthers, storage().list(AuditQuery.of(others.organization)));
        assertEquals(0, run(plan().keepAuditTrail(3)).auditEntriesDeleted());

        assertEquals(
                4,
                AuditTrail.over(storage())
                        .forgetEntriesBefore(
                                fixture.organization, clock.instant().plusSeconds(1)));
        inventory.endQuarantine(number);
        assertEquals(1, storage().list(AuditQuery.of(fixture.organization)).size());
    }

    @Test
    @DisplayName(
            "K8 the worst numbers rest, no more than the share, once on several nodes, and come back by themselves")
    void quarantinesTheWorst() throws Exception {
        int numbers = 8;
        for (int n = 0; n < numbers; n++) {
            AgentId agent = new AgentId("agent-" + n);
            fixture.assign(agent, n, Terms.dailyLimit(1_000).countries("US"));
            for (int call = 0; call < 30; call++) {
                CallId id = new CallId("%d-%d".formatted(n, call));
                gate.decide(CallRequest.by(fixture.organization, agent)
                        .to(WASHINGTON)
                        .callId(id.value()));
                // Of 30 calls, 3 are answered from the first number, 6 from the second, 9 from the third, and 20 from
                // all others.
                gate.complete(
                        fixture.organization,
                        id,
                        call < (n < 3 ? 3 * (n + 1) : 20) ? ANSWERED : CallOutcome.of(Result.NO_ANSWER));
            }
        }
        clock.moveTo(NOON.plus(Duration.ofDays(1)));
        HousekeepingPlan plan =
                plan().quarantine(Quarantine.ofDays(30).judgedBy(20, 7).atMostShare(0.25));
        Together.run(2, thread -> () -> run(plan));

        assertEquals(List.of(Fixture.e164(0), Fixture.e164(1)), inQuarantine());
        assertEquals(
                List.of(TUESDAY.plusDays(30)),
                numbers()
                        .map(PhoneNumber::quarantinedUntil)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
        assertEquals(
                2,
                storage()
                        .list(AuditQuery.of(fixture.organization).actor(JANITOR))
                        .size());
        assertEquals(0, run(plan).numbersQuarantined());

        clock.moveTo(NOON.plus(Duration.ofDays(31)));
        assertEquals(List.of(), inQuarantine());
        assertEquals(0, run(plan).numbersQuarantined(), "a number is judged by its calls since");
    }

    private PhoneNumber numberOf(Fixture some) {
        return storage()
                .addMissing(some.organization, List.of(Fixture.number(some.organization, 1)), Fixture.CHANGE)
                .get(0);
    }

    private Stream<PhoneNumber> numbers() {
        return storage().list(NumberQuery.of(fixture.organization)).stream();
    }

    private List<E164> inQuarantine() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return numbers()
                .filter(each -> each.isQuarantinedOn(today))
                .map(PhoneNumber::e164)
                .toList();
    }

    @Test
    @DisplayName("K8 counts of earlier days are set to zero if the plan says so")
    void resetsCounts() {
        Assignment assignment = assign(1);
        call("one");
        clock.moveTo(NOON.plus(Duration.ofDays(1)));
        assertEquals(Housekeeping.Report.NONE, run(plan()));
        assertEquals(1, run(plan().resetDailyCallCounts()).countsReset());
        assertEquals(0, run(plan().resetDailyCallCounts()).countsReset());
        assertEquals(
                0,
                storage()
                        .assignmentsOf(fixture.organization, assignment.agent())
                        .get(0)
                        .callsMadeToday());
    }
}
