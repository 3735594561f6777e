package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.AnsweredBy;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.CalleeKey;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The journal keeps each call with its outcome, which can be reported once. */
@Needs({Ability.CALL_IDS, Ability.REPORTS, Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS})
abstract class CallRecordContract extends JournalTests {
    @Test
    @DisplayName("T2 the journal has a call's agent, number, time and callee, and then its outcome")
    void keepsTheCall() {
        Assignment assignment = assign(1);
        call("c-1");
        CallRecord open = found("c-1");
        assertTrue(open.isOpen());
        assertEquals(assignment.number().e164(), open.call().counted().number().e164());
        assertEquals(fixture.agent, open.call().counted().agent());
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
        assertEquals(Optional.empty(), journal.find(fixture.organization, new CallId("c-2")));
    }

    @Test
    @DisplayName("T2 each outcome is stored and counted as its own kind")
    void keepsEachOutcome() {
        assign(1);
        List<CallOutcome> outcomes = List.of(
                CallOutcome.answered(Duration.ofMillis(5_999)),
                CallOutcome.answered(Duration.ofSeconds(6)).by(AnsweredBy.MACHINE),
                CallOutcome.answered(Duration.ofHours(20)).by(AnsweredBy.PERSON),
                CallOutcome.of(Result.ANSWERED).q850Cause(127),
                CallOutcome.of(Result.ABANDONED, Duration.ofSeconds(6)),
                CallOutcome.of(Result.NOT_INTERESTED, Duration.ofSeconds(7)),
                CallOutcome.of(Result.OPTED_OUT, Duration.ofSeconds(8)),
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
        Duration talk = Duration.ofHours(20).plusMillis(11_999).plusSeconds(6 + 7 + 8);
        long squares = 59 * 59 + 60 * 60 + 720_000L * 720_000 + 60 * 60 + 70 * 70 + 80 * 80;
        assertEquals(new CallStatistics(13, 0, 7, 1, 2, 2, 1, 1, 1, 2, talk, squares), total());
    }

    @Test
    @DisplayName("T2 a call is completed once: the first completion stays, and counts once")
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
    @DisplayName("D6 T2 of release and completion, the first one is final")
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
        assertEquals(1, fixture.stored(assignment).callsMadeToday());
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
        NumberInventory.over(storage())
                .delete(fixture.organization, assignment.number().id());
        assertTrue(complete("e", ANSWERED).isPresent());
        assertTrue(release("f").isPresent());
        assertTrue(complete("tuesday", CallOutcome.of(Result.BUSY)).isPresent());

        List<UsageRow> days = reports.usage(allDays().by(Dimension.DAY));
        assertEquals(List.of(MONDAY, TUESDAY), days.stream().map(UsageRow::day).toList());
        CallStatistics first = days.get(0).calls();
        // Monday is over: a call that is released later was still counted on Monday.
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
    @DisplayName("D6 T2 if 32 threads release and complete the same calls, exactly one succeeds for each call")
    void endsOnceUnderLoad() throws Exception {
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
        assertEquals(answered, fixture.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName(
            "T2 a policy that journals every call generates missing IDs; under other policies, calls without an ID are not kept")
    void journalsEveryCall() {
        assign(1);
        CallRequest unnamed =
                CallRequest.by(fixture.organization, fixture.agent).to(WASHINGTON);
        Allowed plain = assertInstanceOf(Allowed.class, gate.decide(unnamed));
        assertNull(plain.callId());
        assertEquals(CallStatistics.NONE, total());

        CallGate every = gate(CallPolicy.inUtc().journalEveryCall());
        Allowed first = assertInstanceOf(Allowed.class, every.decide(unnamed));
        Allowed second = assertInstanceOf(Allowed.class, every.decide(unnamed));
        CallId firstId = Objects.requireNonNull(first.callId());
        CallId secondId = Objects.requireNonNull(second.callId());
        assertNotEquals(firstId, secondId);
        assertTrue(every.release(fixture.organization, firstId)
                .orElseThrow()
                .call()
                .isReleased());
        assertEquals(
                ANSWERED,
                every.complete(fixture.organization, secondId, ANSWERED)
                        .orElseThrow()
                        .outcome());
        assertFalse(
                every.decide(CallRequest.by(fixture.organization, fixture.agent).to("+4930123456"))
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
        CallQuery query = CallQuery.of(fixture.organization, fixture.agent, MONDAY);
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
        assertEquals(List.of(), journal.list(CallQuery.of(fixture.organization, new AgentId("nobody"), MONDAY)));
    }
}
