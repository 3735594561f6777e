package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallPolicy;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.report.Utilization;
import dev.callgate.spi.CounterValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The journal keeps no more of a callee than the policy says, and nothing after an erasure. */
@Needs({Ability.CALL_IDS, Ability.REPORTS, Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS})
abstract class CalleeErasureContract extends JournalTests {
    @Test
    @DisplayName("T2 a callee is kept in full, as a keyed hash, or not at all, as the policy says")
    @Needs(Ability.LIMITS)
    void storesCalleesAsConfigured() {
        assign(1);
        byte[] key = "a key of thirty-two bytes or more".getBytes(StandardCharsets.US_ASCII);
        gate = gate(CallPolicy.inUtc());
        call("none");
        assertNull(found("none").call().callee());
        CalleePrivacy hashed = CalleePrivacy.hashed(key);
        gate = gate(CallPolicy.inUtc().callees(hashed).limits(Limit.florida()));
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
                Reason.CALLEE_LIMIT_REACHED,
                assertInstanceOf(Refused.class, fourth).reasons().get(0).code());
        release("hashed");
        call("fifth");
    }

    @Test
    @DisplayName(
            "T2 an erased callee is removed from calls and counters; totals, other callees, release and completion stay")
    @Needs(Ability.LIMITS)
    void erases() {
        Assignment assignment = assign(1);
        byte[] key = new byte[32];
        CalleePrivacy hashed = CalleePrivacy.hashed(key);
        Limit once = Limit.calls(1).perCallee().within(Duration.ofDays(7));
        gate = gate(CallPolicy.inUtc().callees(hashed));
        call("hashed");
        gate = gate(CallPolicy.inUtc().callees(CalleePrivacy.inFull()).limits(once));
        call("in full");
        call("other", TORONTO);
        complete("hashed", ANSWERED);
        Fixture others = new Fixture(tested);
        others.assign(1, Terms.dailyLimit(5).countries("US"));
        assertTrue(gate.decide(CallRequest.by(others.organization, others.agent)
                        .to(WASHINGTON)
                        .callId("theirs"))
                .isAllowed());
        List<UsageRow> before = reports.usage(allDays().by(Dimension.values()));

        assertEquals(2, journal.eraseCallee(fixture.organization, E164.of(WASHINGTON), hashed));
        assertEquals(0, journal.eraseCallee(fixture.organization, E164.of(WASHINGTON), hashed));

        assertEquals(before, reports.usage(allDays().by(Dimension.values())));
        assertEquals(3, fixture.stored(assignment).callsMadeToday());
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
                CounterValue.NONE,
                fixture.valueOf(Counter.ofCallee(new CalleeKey(WASHINGTON), once.kind()), clock.instant()));
        assertEquals(
                1,
                fixture.valueOf(Counter.ofCallee(new CalleeKey(TORONTO), once.kind()), clock.instant())
                        .amount());
        release("in full");
        assertEquals(2, fixture.stored(assignment).callsMadeToday());
        call("again");
    }

    @Test
    @DisplayName("T2 D13 an erased callee leaves no counter of any limit, and the calls to it can still end")
    @Needs(Ability.LIMITS)
    void erasesAllCounters() {
        Assignment assignment = assign(1);
        List<Limit> limits = List.of(
                Limit.calls(2).perCallee().aDay(),
                Limit.calls(2).perCallee().aMonth().where("us", each -> true),
                Limit.calls(2).perCallee().within(Duration.ofDays(7)),
                Limit.calls(2).perCallee().atOnce(),
                Limit.minutes(480).perCallee().aDay());
        Limit ofAgent = Limit.calls(9).perAgent().atOnce();
        gate = gate(CallPolicy.inUtc()
                .callees(CalleePrivacy.inFull())
                .limits(limits.toArray(Limit[]::new))
                .limits(ofAgent));
        call("c-1");
        call("c-2");
        call("other", TORONTO);
        assertInstanceOf(Refused.class, gate.decide(request("c-3", WASHINGTON)));

        assertEquals(2, journal.eraseCallee(fixture.organization, E164.of(WASHINGTON)));

        for (Limit each : limits) {
            Counter erased = Counter.ofCallee(new CalleeKey(WASHINGTON), each.kind());
            assertEquals(CounterValue.NONE, fixture.valueOf(erased, clock.instant()), each::toString);
            Counter kept = Counter.ofCallee(new CalleeKey(TORONTO), each.kind());
            assertTrue(fixture.valueOf(kept, clock.instant()).amount() > 0, each::toString);
        }
        call("c-4");
        assertTrue(complete("c-1", ANSWERED).isPresent());
        assertTrue(release("c-2").isPresent());
        Counter ofCallee =
                Counter.ofCallee(new CalleeKey(WASHINGTON), limits.get(0).kind());
        assertEquals(1, fixture.valueOf(ofCallee, clock.instant()).amount());
        assertEquals(
                2,
                fixture.valueOf(Counter.ofAgent(fixture.agent, ofAgent.kind()), clock.instant())
                        .amount());
        assertEquals(3, fixture.stored(assignment).callsMadeToday());
        assertTrue(gate.renew(fixture.organization, new CallId("other")));
    }

    @Test
    @DisplayName("K1 no organization can read, complete, refuse, delete or erase another organization's calls")
    void separatesOrganizations() {
        assign(1);
        call("c-1");
        gate.decide(request("c-2", "nonsense"));
        Fixture other = new Fixture(tested);
        other.assign(1, Terms.dailyLimit(5).countries("US"));
        assertEquals(Optional.empty(), gate.complete(other.organization, new CallId("c-1"), ANSWERED));
        assertEquals(Optional.empty(), journal.find(other.organization, new CallId("c-1")));
        assertEquals(List.of(), journal.list(CallQuery.of(other.organization, fixture.agent, MONDAY)));
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
}
