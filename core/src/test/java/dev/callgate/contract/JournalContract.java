package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AttemptLimit;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.AnsweredBy;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.E164;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Caps;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.NumberPerformance;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.ReportStore;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.report.Utilization;
import dev.callgate.spi.AssignmentAdminStore;
import dev.callgate.spi.JournalStore;
import dev.callgate.spi.NumberStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What a store has to do that keeps calls and reports on them: hold each call with its outcome, add all of them up so that
 * every report tells the same, and forget whom it is told to forget. Extend it, hand in a store, and run it as a JUnit test; it
 * needs junit-jupiter on the test class path.
 *
 * @param <S> the store
 */
public abstract class JournalContract<S extends NumberStore & AssignmentAdminStore & JournalStore & ReportStore> {
    private static final String WASHINGTON = "+12025550199";
    private static final String TORONTO = "+14165550100";
    private static final String LONDON = "+442071838750";
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");
    private static final LocalDate TUESDAY = LocalDate.parse("2026-03-03");
    private static final LocalDate WEDNESDAY = LocalDate.parse("2026-03-04");
    private static final CallOutcome ANSWERED = CallOutcome.answered(Duration.ofSeconds(42));

    private final MovableClock clock = new MovableClock(NOON);
    private S store;
    private StoreUnderTest tested;
    private Scene scene;
    private CallGate gate;
    private Reports reports;
    private CallJournal journal;

    /** Returns the store to test. Each test works in an organization of its own, so it may always be the same one. */
    protected abstract S storage();

    /** Returns how many calls the random days have; {@code -Dcallgate.operations} changes it. */
    protected int operations() {
        return Integer.getInteger("callgate.operations", 1_000);
    }

    @BeforeEach
    void setScene() {
        store = storage();
        tested = StoreUnderTest.over(store);
        scene = new Scene(tested);
        gate = gate(CallPolicy.inUtc().callees(CalleePrivacy.inFull()));
        reports = Reports.over(store);
        journal = CallJournal.over(store);
    }

    private CallGate gate(CallPolicy policy) {
        return CallGate.over(store).clock(clock).policy(policy).build();
    }

    private Assignment assign(int number) {
        return scene.assign(number, Terms.dailyLimit(1_000_000).countries("US", "CA", "GB"));
    }

    private CallRequest request(String id, String to) {
        return CallRequest.by(scene.organization, scene.agent).to(to).callId(id);
    }

    private Allowed call(String id) {
        return call(id, WASHINGTON);
    }

    private Allowed call(String id, String to) {
        return assertInstanceOf(Allowed.class, gate.decide(request(id, to)));
    }

    private Optional<CallRecord> complete(String id, CallOutcome outcome) {
        return gate.complete(scene.organization, new CallId(id), outcome);
    }

    private Optional<CallRecord> release(String id) {
        return gate.release(scene.organization, new CallId(id));
    }

    private CallRecord found(String id) {
        return journal.find(scene.organization, new CallId(id)).orElseThrow();
    }

    private UsageQuery monday() {
        return UsageQuery.of(scene.organization, MONDAY, MONDAY);
    }

    private UsageQuery allDays() {
        return UsageQuery.of(scene.organization, MONDAY, WEDNESDAY);
    }

    private CallStatistics total() {
        List<UsageRow> rows = reports.usage(allDays());
        assertEquals(1, rows.size());
        return rows.get(0).calls();
    }

    private static CallStatistics sum(List<UsageRow> rows) {
        return rows.stream().map(UsageRow::calls).reduce(CallStatistics.NONE, CallStatistics::plus);
    }

    @Test
    @DisplayName(
            "T2 a call is written down with who called, from which number, when and where to, and then how it went")
    void keepsTheCall() {
        Assignment assignment = assign(1);
        call("c-1");
        CallRecord open = found("c-1");
        assertTrue(open.isOpen());
        assertEquals(assignment.number().e164(), open.call().counted().number().e164());
        assertEquals(scene.agent, open.call().counted().agent());
        assertEquals(NOON, open.call().at());
        assertEquals(MONDAY, open.call().day());
        assertEquals("US", open.call().country());
        assertEquals(new CalleeKey(WASHINGTON), open.call().callee());

        clock.move(Duration.ofMinutes(1));
        CallOutcome outcome = ANSWERED.by(AnsweredBy.PERSON).sipStatus(200).q850Cause(16);
        CallRecord completed = complete("c-1", outcome).orElseThrow();
        assertEquals(outcome, completed.outcome());
        assertEquals(NOON.plusSeconds(60), completed.completedAt());
        assertFalse(completed.isOpen());
        assertEquals(completed, found("c-1"));
        assertEquals(open.call().completed(NOON.plusSeconds(60)), completed.call());
        assertEquals(Optional.empty(), journal.find(scene.organization, new CallId("c-2")));
    }

    @Test
    @DisplayName("T2 each outcome is kept and counted as what it is")
    void keepsEachOutcome() {
        assign(1);
        List<CallOutcome> outcomes = List.of(
                CallOutcome.answered(Duration.ofMillis(5_999)),
                CallOutcome.answered(Duration.ofSeconds(6)).by(AnsweredBy.MACHINE),
                CallOutcome.answered(Duration.ofHours(20)).by(AnsweredBy.PERSON),
                CallOutcome.of(Result.ANSWERED).q850Cause(127),
                CallOutcome.ofSipStatus(486),
                CallOutcome.ofSipStatus(480),
                CallOutcome.ofQ850Cause(19),
                CallOutcome.ofSipStatus(603),
                CallOutcome.of(Result.FAILED).q850Cause(1),
                CallOutcome.ofSipStatus(503));
        for (int n = 0; n < outcomes.size(); n++) {
            call("c-" + n);
            complete("c-" + n, outcomes.get(n));
            assertEquals(outcomes.get(n), found("c-" + n).outcome());
        }
        Duration talk = Duration.ofHours(20).plusMillis(11_999);
        long squares = 59 * 59 + 60 * 60 + 720_000L * 720_000;
        assertEquals(new CallStatistics(10, 0, 4, 1, 2, 2, 1, 1, 2, talk, squares), total());
    }

    @Test
    @DisplayName("T2 a call is completed once: the first word stands, and counts once")
    void completesOnce() {
        assign(1);
        call("c-1");
        complete("c-1", ANSWERED);
        CallStatistics before = total();
        clock.move(Duration.ofMinutes(5));
        CallRecord again = complete("c-1", CallOutcome.of(Result.BUSY)).orElseThrow();
        assertEquals(ANSWERED, again.outcome());
        assertEquals(NOON, again.completedAt());
        assertEquals(before, total());
        assertEquals(Optional.empty(), complete("c-2", ANSWERED));
        assertEquals(before, total());
    }

    @Test
    @DisplayName("D6 T2 of release and completion the first one stands, whatever comes after it")
    void endsOnce() {
        Assignment assignment = assign(1);
        call("placed");
        call("never placed");
        complete("placed", ANSWERED);
        release("never placed");
        CallStatistics ended = total();
        assertEquals(2, ended.calls());
        assertEquals(1, ended.released());
        assertEquals(1, ended.answered());

        assertEquals(ANSWERED, release("placed").orElseThrow().outcome());
        assertFalse(found("placed").call().isReleased());
        assertNull(complete("never placed", ANSWERED).orElseThrow().outcome());
        assertTrue(found("never placed").call().isReleased());
        assertEquals(ended, total());
        assertEquals(1, scene.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D6 T2 late completions and releases do no harm: after midnight, unassignment and deletion")
    void endsLate() {
        Assignment assignment = assign(1);
        List.of("a", "b", "c", "d", "e", "f").forEach(this::call);
        clock.move(Duration.ofDays(1));
        call("tuesday");
        assertTrue(complete("a", ANSWERED).isPresent());
        assertTrue(release("b").isPresent());
        tested.unassign(assignment);
        assertTrue(complete("c", ANSWERED).isPresent());
        assertTrue(release("d").isPresent());
        NumberInventory.over(store)
                .delete(scene.organization, assignment.number().id());
        assertTrue(complete("e", ANSWERED).isPresent());
        assertTrue(release("f").isPresent());
        assertTrue(complete("tuesday", CallOutcome.of(Result.BUSY)).isPresent());

        List<UsageRow> days = reports.usage(allDays().by(Dimension.DAY));
        assertEquals(List.of(MONDAY, TUESDAY), days.stream().map(UsageRow::day).toList());
        CallStatistics first = days.get(0).calls();
        // Monday is over: what was given back later was counted on it all the same.
        assertEquals(List.of(6L, 0L, 3L), List.of(first.calls(), first.released(), first.answered()));
        CallStatistics second = days.get(1).calls();
        assertEquals(List.of(1L, 0L, 1L), List.of(second.calls(), second.released(), second.busy()));
        assertEquals(
                List.of(assignment.number().e164()),
                reports.usage(allDays().by(Dimension.NUMBER)).stream()
                        .map(UsageRow::number)
                        .toList());
    }

    @Test
    @DisplayName("T2 D3 usage survives the rollover, the number's next agent and the calls themselves")
    void survives() {
        Assignment assignment = assign(1);
        call("c-1", TORONTO);
        call("c-2", LONDON);
        clock.move(Duration.ofDays(1));
        call("c-3");
        tested.unassign(assignment);
        AgentId next = new AgentId("agent-2");
        scene.assign(next, 1, Terms.dailyLimit(5).countries("US"));
        assertTrue(gate.decide(
                        CallRequest.by(scene.organization, next).to(WASHINGTON).callId("c-4"))
                .isAllowed());
        List<UsageRow> before =
                reports.usage(allDays().by(Dimension.DAY, Dimension.AGENT, Dimension.NUMBER, Dimension.COUNTRY));
        E164 number = assignment.number().e164();
        assertEquals(
                List.of(
                        new UsageRow(MONDAY, scene.agent, number, "CA", CallStatistics.ONE_CALL),
                        new UsageRow(MONDAY, scene.agent, number, "GB", CallStatistics.ONE_CALL),
                        new UsageRow(TUESDAY, scene.agent, number, "US", CallStatistics.ONE_CALL),
                        new UsageRow(TUESDAY, next, number, "US", CallStatistics.ONE_CALL)),
                before);
        assertEquals(4, journal.forgetCallsBefore(scene.organization, WEDNESDAY));
        assertEquals(
                before,
                reports.usage(allDays().by(Dimension.DAY, Dimension.AGENT, Dimension.NUMBER, Dimension.COUNTRY)));
        assertEquals(Optional.empty(), complete("c-3", ANSWERED));
        assertEquals(Optional.empty(), release("c-3"));
    }

    @Test
    @DisplayName(
            "T2 reports are of the days, the agent and the dimensions that were asked for; nothing is one row of nothing")
    void asksForPart() {
        assertEquals(List.of(new UsageRow(null, null, null, null, CallStatistics.NONE)), reports.usage(monday()));
        assertEquals(List.of(), reports.usage(monday().by(Dimension.AGENT)));
        assign(1);
        assign(2);
        AgentId other = new AgentId("agent-2");
        scene.assign(other, 3, Terms.dailyLimit(5).countries("US"));
        for (int day = 0; day < 3; day++) {
            for (int n = 0; n < 4; n++) {
                call(day + "-" + n, n == 0 ? TORONTO : WASHINGTON);
            }
            clock.move(Duration.ofDays(1));
        }
        clock.moveTo(NOON);
        assertTrue(gate.decide(
                        CallRequest.by(scene.organization, other).to(WASHINGTON).callId("other"))
                .isAllowed());

        assertEquals(5, reports.usage(monday()).get(0).calls().calls());
        assertEquals(
                4, reports.usage(monday().agent(scene.agent)).get(0).calls().calls());
        UsageQuery tuesdayOn = UsageQuery.of(scene.organization, TUESDAY, WEDNESDAY);
        assertEquals(8, reports.usage(tuesdayOn).get(0).calls().calls());
        assertEquals(
                List.of("CA 2", "US 6"),
                reports.usage(tuesdayOn.by(Dimension.COUNTRY)).stream()
                        .map(each -> each.country() + " " + each.calls().calls())
                        .toList());
        assertEquals(
                List.of("agent-1 4", "agent-2 1"),
                reports.usage(monday().by(Dimension.AGENT)).stream()
                        .map(each -> each.agent() + " " + each.calls().calls())
                        .toList());
        List<UsageRow> byNumber = reports.usage(allDays().by(Dimension.NUMBER));
        assertEquals(
                List.of(Scene.number(1), Scene.number(2), Scene.number(3)),
                byNumber.stream().map(UsageRow::number).toList());
        assertEquals(13, sum(byNumber).calls());
    }

    @Test
    @DisplayName(
            "T2 D2 over random days of eight threads, reports by agent, number, country and day have the same total, and it "
                    + "is what the limits counted")
    void addsUp() throws Exception {
        int agents = 6;
        List<Assignment> assignments = new ArrayList<>();
        for (int n = 0; n < 2 * agents; n++) {
            assignments.add(scene.assign(
                    Samples.agent(n % agents), n, Terms.dailyLimit(1_000_000).countries("US", "CA", "GB")));
        }
        List<String> callees = List.of(WASHINGTON, TORONTO, LONDON);
        int operations = operations();
        Together.run(8, thread -> () -> {
            Random random = new Random(thread);
            for (int n = thread; n < operations; n += 8) {
                clock.moveTo(NOON.plus(Duration.ofHours(48).multipliedBy(n).dividedBy(operations)));
                String id = "c-" + n;
                AgentId agent = Samples.agent(random.nextInt(agents));
                String to = callees.get(random.nextInt(callees.size()));
                gate.decide(CallRequest.by(scene.organization, agent).to(to).callId(id));
                String some = "c-" + random.nextInt(n + 1);
                switch (random.nextInt(4)) {
                    case 0 -> release(some);
                    case 1 -> complete(some, CallOutcome.answered(Duration.ofMillis(random.nextInt(30_000))));
                    case 2 -> complete(some, CallOutcome.of(Result.values()[random.nextInt(5)]));
                    default -> {}
                }
            }
            return true;
        });

        CallStatistics total = total();
        assertEquals(operations, total.calls());
        for (Dimension dimension : Dimension.values()) {
            assertEquals(total, sum(reports.usage(allDays().by(dimension))), dimension.name());
        }
        List<UsageRow> finest = reports.usage(allDays().by(Dimension.values()));
        assertEquals(total, sum(finest));
        for (Assignment assignment : assignments) {
            Assignment stored = scene.stored(assignment);
            long reported = finest.stream()
                    .filter(each -> Objects.equals(each.agent(), stored.agent())
                            && Objects.equals(each.number(), stored.number().e164())
                            && Objects.equals(each.day(), stored.lastResetDate()))
                    .mapToLong(each -> each.calls().counted())
                    .sum();
            assertEquals(stored.callsMadeToday(), reported, stored::toString);
        }
        assertEquals(total, sum(ofTheCallsThemselves(operations)));
    }

    /** What the calls say one by one. A release on a later day than the call's gives nothing back, so it is looked at by day. */
    private List<UsageRow> ofTheCallsThemselves(int calls) {
        CallStatistics placed = IntStream.range(0, calls)
                .mapToObj(n -> found("c-" + n))
                .map(each -> each.outcome() == null
                        ? CallStatistics.ONE_CALL
                        : CallStatistics.ONE_CALL.plus(CallStatistics.of(each.outcome())))
                .reduce(CallStatistics.NONE, CallStatistics::plus);
        long released = total().released();
        long givenBack = IntStream.range(0, calls)
                .filter(n -> found("c-" + n).call().isReleased())
                .count();
        assertTrue(released <= givenBack && released > 0, released + " of " + givenBack);
        CallStatistics releases = new CallStatistics(0, released, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0);
        return List.of(new UsageRow(null, null, null, null, placed.plus(releases)));
    }

    @Test
    @DisplayName(
            "D6 T2 of 32 threads that release and complete the same calls, each call has one who was first, and counts so")
    void endsOnceUnderFire() throws Exception {
        Assignment assignment = assign(1);
        int calls = 40;
        IntStream.range(0, calls).forEach(n -> call("c-" + n));
        Together.run(32, thread -> () -> {
            for (int n = 0; n < calls; n++) {
                String id = "c-" + (n + thread) % calls;
                Optional<CallRecord> after = thread % 2 == 0 ? release(id) : complete(id, ANSWERED);
                assertFalse(after.orElseThrow().isOpen());
            }
            return true;
        });
        long released = IntStream.range(0, calls)
                .filter(n -> found("c-" + n).call().isReleased())
                .count();
        long answered = IntStream.range(0, calls)
                .filter(n -> found("c-" + n).outcome() != null)
                .count();
        assertEquals(calls, released + answered);
        assertEquals(released, total().released());
        assertEquals(answered, total().answered());
        assertEquals(answered, scene.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName(
            "T2 refusals are counted by their first reason, by day and by agent; previews are not, nor what has no id")
    void countsRefusals() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(1).countries("US"));
        call("c-1");
        gate.decide(request("c-2", WASHINGTON));
        gate.decide(request("c-3", LONDON));
        gate.decide(request("c-3", LONDON));
        gate.decide(request("c-4", "nonsense"));
        AgentId stranger = new AgentId("stranger");
        gate.decide(CallRequest.by(scene.organization, stranger).to(WASHINGTON).callId("c-5"));
        gate.preview(request("c-6", LONDON));
        gate.decide(CallRequest.by(scene.organization, scene.agent).to(LONDON));
        clock.move(Duration.ofDays(1));
        gate.decide(request("c-7", LONDON));
        assertEquals(
                List.of(
                        new RefusalRow(null, null, Reason.COUNTRY_NOT_ALLOWED, 3),
                        new RefusalRow(null, null, Reason.DAILY_LIMIT_REACHED, 1),
                        new RefusalRow(null, null, Reason.INVALID_DESTINATION, 1),
                        new RefusalRow(null, null, Reason.NO_ASSIGNMENT, 1)),
                reports.refusals(allDays()));
        assertEquals(
                List.of(
                        new RefusalRow(MONDAY, null, Reason.NO_ASSIGNMENT, 1),
                        new RefusalRow(MONDAY, scene.agent, Reason.COUNTRY_NOT_ALLOWED, 2),
                        new RefusalRow(MONDAY, scene.agent, Reason.DAILY_LIMIT_REACHED, 1),
                        new RefusalRow(MONDAY, scene.agent, Reason.INVALID_DESTINATION, 1),
                        new RefusalRow(TUESDAY, scene.agent, Reason.COUNTRY_NOT_ALLOWED, 1)),
                reports.refusals(allDays().by(Dimension.DAY, Dimension.AGENT)));
        assertEquals(
                List.of(
                        new RefusalRow(null, null, Reason.COUNTRY_NOT_ALLOWED, 3),
                        new RefusalRow(null, null, Reason.DAILY_LIMIT_REACHED, 1),
                        new RefusalRow(null, null, Reason.INVALID_DESTINATION, 1)),
                reports.refusals(allDays().agent(scene.agent)));
        assertEquals(List.of(), reports.refusals(allDays().agent(stranger)));
        assertEquals(1, total().calls());
        assertEquals(1, scene.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("M12 refusals of made-up agents are counted together, so that more of them make no more rows")
    void countsMadeUpAgentsTogether() {
        scene.assign(1, Terms.dailyLimit(2).countries("US"));
        call("open");
        call("over");
        complete("over", ANSWERED);
        for (int few : List.of(1, 20)) {
            for (int n = 0; n < few; n++) {
                AgentId madeUp = new AgentId("made-up-%d-%d".formatted(few, n));
                CallRequest.Caller caller = CallRequest.by(scene.organization, madeUp);
                String unused = "c-%d-%d".formatted(few, n);
                gate.decide(caller.to(WASHINGTON).callId(unused));
                gate.decide(caller.to("nonsense").callId(unused));
                gate.decide(caller.to(WASHINGTON).from(Scene.number(1)).callId(unused));
                gate.decide(caller.to(WASHINGTON).callId("open"));
                gate.decide(caller.to(WASHINGTON).callId("over"));
            }
        }
        assertEquals(
                List.of(
                        new RefusalRow(MONDAY, null, Reason.CALL_COMPLETED, 21),
                        new RefusalRow(MONDAY, null, Reason.CALL_ID_REUSED, 21),
                        new RefusalRow(MONDAY, null, Reason.NO_ASSIGNMENT, 63)),
                reports.refusals(allDays().by(Dimension.DAY, Dimension.AGENT)));
    }

    @Test
    @DisplayName(
            "M12 refusals of an agent are counted by agent while the agent has a number, and together with others' afterwards")
    void countsAnAgentWhoseNumbersWereTaken() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(1).countries("US"));
        call("c-1");
        gate.decide(request("c-2", WASHINGTON));
        gate.decide(request("c-3", WASHINGTON).from(Scene.number(2)));
        tested.unassign(assignment);
        gate.decide(request("c-4", WASHINGTON));
        assertEquals(
                List.of(
                        new RefusalRow(null, null, Reason.NO_ASSIGNMENT, 1),
                        new RefusalRow(null, scene.agent, Reason.DAILY_LIMIT_REACHED, 1),
                        new RefusalRow(null, scene.agent, Reason.NUMBER_NOT_ASSIGNED, 1)),
                reports.refusals(allDays().by(Dimension.AGENT)));
        assertEquals(
                List.of(
                        new RefusalRow(null, null, Reason.DAILY_LIMIT_REACHED, 1),
                        new RefusalRow(null, null, Reason.NUMBER_NOT_ASSIGNED, 1)),
                reports.refusals(allDays().agent(scene.agent)));

        scene.assign(2, Terms.dailyLimit(1).countries("CA"));
        gate.decide(request("c-5", WASHINGTON));
        assertEquals(
                List.of(
                        new RefusalRow(null, null, Reason.COUNTRY_NOT_ALLOWED, 1),
                        new RefusalRow(null, null, Reason.DAILY_LIMIT_REACHED, 1),
                        new RefusalRow(null, null, Reason.NUMBER_NOT_ASSIGNED, 1)),
                reports.refusals(allDays().agent(scene.agent)));
    }

    @Test
    @DisplayName("M12 32 threads, each of 5 made-up agents, count each refusal once, in one row")
    void countsMadeUpAgentsUnderFire() throws Exception {
        Together.run(32, thread -> () -> {
            for (int n = 0; n < 5; n++) {
                AgentId madeUp = new AgentId("made-up-%d-%d".formatted(thread, n));
                assertFalse(gate.decide(CallRequest.by(scene.organization, madeUp)
                                .to(WASHINGTON)
                                .callId("c-%d-%d".formatted(thread, n)))
                        .isAllowed());
            }
            return true;
        });
        assertEquals(
                List.of(new RefusalRow(MONDAY, null, Reason.NO_ASSIGNMENT, 160)),
                reports.refusals(allDays().by(Dimension.DAY, Dimension.AGENT)));
    }

    @Test
    @DisplayName("T2 32 threads that are refused count each refusal once")
    void countsRefusalsUnderFire() throws Exception {
        scene.assign(1, Terms.dailyLimit(5).countries("US"));
        Together.run(32, thread -> () -> {
            for (int n = 0; n < 5; n++) {
                assertFalse(gate.decide(request("c-%d-%d".formatted(thread, n), LONDON))
                        .isAllowed());
            }
            return true;
        });
        assertEquals(List.of(new RefusalRow(null, null, Reason.COUNTRY_NOT_ALLOWED, 160)), reports.refusals(allDays()));
    }

    @Test
    @DisplayName(
            "T2 a policy that journals every call gives each one an id to settle it by, and without one nothing is kept")
    void journalsEveryCall() {
        assign(1);
        CallRequest unnamed = CallRequest.by(scene.organization, scene.agent).to(WASHINGTON);
        Allowed plain = assertInstanceOf(Allowed.class, gate.decide(unnamed));
        assertNull(plain.callId());
        assertEquals(CallStatistics.NONE, total());

        CallGate every = gate(CallPolicy.inUtc().journalEveryCall());
        Allowed first = assertInstanceOf(Allowed.class, every.decide(unnamed));
        Allowed second = assertInstanceOf(Allowed.class, every.decide(unnamed));
        CallId firstId = Objects.requireNonNull(first.callId());
        CallId secondId = Objects.requireNonNull(second.callId());
        assertNotEquals(firstId, secondId);
        assertTrue(
                every.release(scene.organization, firstId).orElseThrow().call().isReleased());
        assertEquals(
                ANSWERED,
                every.complete(scene.organization, secondId, ANSWERED)
                        .orElseThrow()
                        .outcome());
        assertFalse(every.decide(CallRequest.by(scene.organization, scene.agent).to("+4930123456"))
                .isAllowed());
        assertEquals(List.of(new RefusalRow(null, null, Reason.COUNTRY_NOT_ALLOWED, 1)), reports.refusals(allDays()));
        Allowed named = assertInstanceOf(Allowed.class, every.decide(request("mine", WASHINGTON)));
        assertEquals(new CallId("mine"), named.callId());
        assertNull(assertInstanceOf(Allowed.class, every.preview(unnamed)).callId());
        assertEquals(3, total().calls());
    }

    @Test
    @DisplayName("T2 an agent's calls of a day are listed in the order of time, page by page")
    void listsCalls() {
        assign(1);
        for (int n = 0; n < 7; n++) {
            call("c-" + n);
            if (n % 2 == 0) {
                clock.move(Duration.ofSeconds(1));
            }
        }
        complete("c-3", ANSWERED);
        clock.move(Duration.ofDays(1));
        call("tuesday");
        CallQuery query = CallQuery.of(scene.organization, scene.agent, MONDAY);
        List<CallRecord> all = journal.list(query);
        assertEquals(IntStream.range(0, 7).mapToObj(n -> found("c-" + n)).toList(), all);
        List<CallRecord> paged = new ArrayList<>();
        CallQuery pages = query.limit(2);
        for (List<CallRecord> page = journal.list(pages); !page.isEmpty(); page = journal.list(pages)) {
            assertTrue(page.size() <= 2 && paged.size() < 7);
            paged.addAll(page);
            pages = pages.after(page.get(page.size() - 1));
        }
        assertEquals(all, paged);
        assertEquals(List.of(), journal.list(CallQuery.of(scene.organization, new AgentId("nobody"), MONDAY)));
    }

    @Test
    @DisplayName("the assignments that have used most of their limit come first, from the share on that was asked for")
    void returnsUtilization() {
        Assignment one = scene.assign(1, Terms.dailyLimit(4).countries("US"));
        Assignment two =
                scene.assign(new AgentId("agent-2"), 2, Terms.dailyLimit(2).countries("US"));
        Assignment never =
                scene.assign(new AgentId("agent-3"), 3, Terms.dailyLimit(0).countries("US"));
        Assignment gone =
                scene.assign(new AgentId("agent-4"), 4, Terms.dailyLimit(1).countries("US"));
        assertTrue(gate.decide(CallRequest.by(scene.organization, gone.agent()).to(WASHINGTON))
                .isAllowed());
        tested.unassign(gone);
        for (int n = 0; n < 3; n++) {
            call("c-" + n);
        }
        assertTrue(gate.decide(CallRequest.by(scene.organization, two.agent()).to(WASHINGTON))
                .isAllowed());
        Utilization ofOne = new Utilization(one.agent(), one.number().e164(), 3, 4);
        Utilization ofTwo = new Utilization(two.agent(), two.number().e164(), 1, 2);
        Utilization ofNever = new Utilization(never.agent(), never.number().e164(), 0, 0);
        assertEquals(List.of(ofNever, ofOne, ofTwo), reports.utilization(scene.organization, MONDAY, 0, 10));
        assertEquals(List.of(ofNever, ofOne), reports.utilization(scene.organization, MONDAY, 0.75, 10));
        assertEquals(List.of(ofNever), reports.utilization(scene.organization, MONDAY, 0.76, 10));
        assertEquals(List.of(ofNever), reports.utilization(scene.organization, MONDAY, 0, 1));
        assertEquals(
                0,
                reports.utilization(scene.organization, TUESDAY, 0, 10).stream()
                        .mapToInt(Utilization::calls)
                        .sum());
    }

    @Test
    @DisplayName("a callee is kept in full, as a keyed hash, or not at all, as the policy says")
    void keepsCalleesAsChosen() {
        assign(1);
        byte[] key = "a key of thirty-two bytes or more".getBytes(StandardCharsets.US_ASCII);
        gate = gate(CallPolicy.inUtc());
        call("none");
        assertNull(found("none").call().callee());
        CalleePrivacy hashed = CalleePrivacy.hashed(key);
        gate = gate(CallPolicy.inUtc().callees(hashed).caps(Caps.none().attemptsPerCallee(AttemptLimit.florida())));
        call("hashed");
        call("hashed again");
        assertEquals(
                hashed.keyOf(E164.of(WASHINGTON)),
                Optional.ofNullable(found("hashed").call().callee()));
        assertEquals(
                found("hashed").call().callee(), found("hashed again").call().callee());
        call("third");
        CallDecision fourth = gate.decide(request("fourth", WASHINGTON));
        assertEquals(
                Reason.ATTEMPTS_REACHED,
                assertInstanceOf(Refused.class, fourth).reasons().get(0).code());
        release("hashed");
        call("fifth");
    }

    @Test
    @DisplayName(
            "an erased callee is known of no call and no attempt any more; totals and other callees stay, and settling too")
    void erases() {
        Assignment assignment = assign(1);
        byte[] key = new byte[32];
        CalleePrivacy hashed = CalleePrivacy.hashed(key);
        Caps once = Caps.none().attemptsPerCallee(new AttemptLimit(1, Duration.ofDays(7)));
        gate = gate(CallPolicy.inUtc().callees(hashed));
        call("hashed");
        gate = gate(CallPolicy.inUtc().callees(CalleePrivacy.inFull()).caps(once));
        call("in full");
        call("other", TORONTO);
        complete("hashed", ANSWERED);
        Scene others = new Scene(tested);
        others.assign(1, Terms.dailyLimit(5).countries("US"));
        assertTrue(gate.decide(CallRequest.by(others.organization, others.agent)
                        .to(WASHINGTON)
                        .callId("theirs"))
                .isAllowed());
        List<UsageRow> before = reports.usage(allDays().by(Dimension.values()));

        assertEquals(2, journal.eraseCallee(scene.organization, E164.of(WASHINGTON), hashed));
        assertEquals(0, journal.eraseCallee(scene.organization, E164.of(WASHINGTON), hashed));

        assertEquals(before, reports.usage(allDays().by(Dimension.values())));
        assertEquals(3, scene.stored(assignment).callsMadeToday());
        assertNull(found("hashed").call().callee());
        assertNull(found("in full").call().callee());
        assertEquals(ANSWERED, found("hashed").outcome());
        assertEquals(new CalleeKey(TORONTO), found("other").call().callee());
        assertEquals(
                new CalleeKey(WASHINGTON),
                journal.find(others.organization, new CallId("theirs"))
                        .orElseThrow()
                        .call()
                        .callee());
        assertEquals(
                List.of(),
                store.countersOf(scene.organization, Set.of(), new CalleeKey(WASHINGTON))
                        .attempts());
        assertEquals(
                1,
                store.countersOf(scene.organization, Set.of(), new CalleeKey(TORONTO))
                        .attempts()
                        .size());
        release("in full");
        assertEquals(2, scene.stored(assignment).callsMadeToday());
        call("again");
    }

    @Test
    @DisplayName("K1 nobody reads, completes, refuses, forgets or erases another organization's calls")
    void keepsOrganizationsApart() {
        assign(1);
        call("c-1");
        gate.decide(request("c-2", "nonsense"));
        Scene other = new Scene(tested);
        other.assign(1, Terms.dailyLimit(5).countries("US"));
        assertEquals(Optional.empty(), gate.complete(other.organization, new CallId("c-1"), ANSWERED));
        assertEquals(Optional.empty(), journal.find(other.organization, new CallId("c-1")));
        assertEquals(List.of(), journal.list(CallQuery.of(other.organization, scene.agent, MONDAY)));
        assertEquals(0, journal.forgetCallsBefore(other.organization, WEDNESDAY));
        assertEquals(0, journal.eraseCallee(other.organization, E164.of(WASHINGTON)));
        UsageQuery theirs = UsageQuery.of(other.organization, MONDAY, WEDNESDAY);
        assertEquals(CallStatistics.NONE, reports.usage(theirs).get(0).calls());
        for (Dimension each : Dimension.values()) {
            assertEquals(List.of(), reports.usage(theirs.by(each)));
        }
        assertEquals(List.of(), reports.refusals(theirs));
        assertEquals(
                List.of(0),
                reports.utilization(other.organization, MONDAY, 0, 10).stream()
                        .map(Utilization::calls)
                        .toList());
        assertTrue(found("c-1").isOpen());
    }

    @Test
    @DisplayName("T2 D4 a refusal stands where it cannot be counted")
    void refusesUncounted() {
        JournalStore failing = Interposed.before("countRefusal", JournalStore.class, store, arguments -> {
            throw new StoreException.NotApplied("the disk is full", null);
        });
        CallGate over = CallGate.over(failing).clock(clock).build();
        CallDecision decision = over.decide(request("c-1", WASHINGTON));
        assertEquals(
                Reason.NO_ASSIGNMENT,
                assertInstanceOf(Refused.class, decision).reasons().get(0).code());
        assertEquals(List.of(), reports.refusals(allDays()));
    }

    @Test
    @DisplayName("T2 the worst number is found in what was reported, and no other, and can be put to rest")
    void findsTheWorstNumber() {
        for (int n = 1; n <= 3; n++) {
            AgentId agent = Samples.agent(n);
            scene.assign(agent, n, Terms.dailyLimit(1_000).countries("US"));
            for (int call = 0; call < 60; call++) {
                String id = n + "-" + call;
                gate.decide(
                        CallRequest.by(scene.organization, agent).to(WASHINGTON).callId(id));
                boolean answered = n == 2 ? call % 20 == 0 : call % 2 == 0;
                complete(id, answered ? ANSWERED : CallOutcome.of(Result.NO_ANSWER));
            }
        }
        NumberInventory inventory = NumberInventory.over(store);
        List<NumberPerformance.Suggestion> quarantineCandidates =
                inventory.quarantineCandidates(reports, scene.organization, MONDAY, MONDAY, 30);
        assertEquals(
                List.of(Scene.number(2)),
                quarantineCandidates.stream()
                        .map(NumberPerformance.Suggestion::number)
                        .toList());

        quarantineCandidates.forEach(each -> inventory
                .find(scene.organization, each.number())
                .ifPresent(worst -> inventory.quarantine(scene.organization, worst.id(), TUESDAY)));
        List<Boolean> allowed = IntStream.rangeClosed(1, 3)
                .mapToObj(n -> gate.decide(CallRequest.by(scene.organization, Samples.agent(n))
                                .to(WASHINGTON)
                                .callId("rested-" + n))
                        .isAllowed())
                .toList();
        assertEquals(List.of(true, false, true), allowed);
    }

    @Test
    @DisplayName(
            "T2 numbers that are put to rest each night rest for the days that they were put to rest for, and no longer")
    void restsOnce() {
        NumberInventory inventory = NumberInventory.over(store);
        List<UUID> ids = new ArrayList<>();
        for (int n = 1; n <= 2; n++) {
            ids.add(scene.assign(Samples.agent(n), n, Terms.dailyLimit(1_000).countries("US"))
                    .number()
                    .id());
        }
        List<LocalDate> rests = new ArrayList<>();
        int nights = 40;
        for (int night = 0; night < nights; night++) {
            LocalDate day = MONDAY.plusDays(night);
            for (int n = 1; n <= 2; n++) {
                // The second number is answered less in its first week, and as often as the other one from then on.
                answerCalls(n, night, n == 2 && night < 7 ? 10 : 2);
            }
            for (NumberPerformance.Suggestion each :
                    inventory.quarantineCandidates(reports, scene.organization, day.minusDays(29), day, 30)) {
                assertEquals(Scene.number(2), each.number());
                inventory.quarantine(scene.organization, ids.get(1), day.plusDays(15));
                rests.add(day);
            }
            clock.move(Duration.ofDays(1));
        }
        assertEquals(1, rests.size(), rests::toString);
        long daysAtWork = IntStream.range(0, nights)
                .mapToObj(MONDAY::plusDays)
                .filter(day -> !reports.usage(
                                UsageQuery.of(scene.organization, day, day).agent(Samples.agent(2)))
                        .get(0)
                        .calls()
                        .equals(CallStatistics.NONE))
                .count();
        assertEquals(nights - 14, daysAtWork);
    }

    private void answerCalls(int number, int day, int everyWhich) {
        for (int call = 0; call < 20; call++) {
            String id = number + " on day " + day + ", " + call;
            CallRequest request =
                    CallRequest.by(scene.organization, Samples.agent(number)).to(WASHINGTON);
            if (gate.decide(request.callId(id)).isAllowed()) {
                complete(id, call % everyWhich == 0 ? ANSWERED : CallOutcome.of(Result.NO_ANSWER));
            }
        }
    }
}
