package dev.callgate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.NumberClass;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.CallerIdRule;
import dev.callgate.policy.Limit;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy takes from its host, and what it rejects. */
class CallPolicyTest {
    private static final CallPolicy POLICY = CallPolicy.inUtc();

    private static void assertRejected(String message, Supplier<?> policy) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, policy::get).getMessage());
    }

    @Test
    @DisplayName("D1 limits add up in their order, and a policy never changes")
    void addsLimits() {
        Limit one = Limit.calls(5).perNumber().aDay();
        Limit two = Limit.calls(5).perNumber().anHour();
        Limit three = Limit.calls(5).perAgent().aDay();
        CallPolicy policy = POLICY.limits(one).limits(two, three);
        assertEquals(List.of(one, two, three), policy.limits());
        assertEquals(List.of(), POLICY.limits());
    }

    @Test
    @DisplayName("two limits that count the same calls are rejected, with both of them")
    void rejectsTheSameTwice() {
        String message =
                "the limits \"60 calls per number a day\" and \"9 calls per number a day\" count the same calls: remove one"
                        + " of them, or give one a condition";
        Limit first = Limit.calls(60).perNumber().aDay();
        Limit second = Limit.calls(9).perNumber().aDay().warmingUp(5);
        assertRejected(message, () -> POLICY.limits(first, second));
        assertRejected(message, () -> POLICY.limits(first).limits(second));
        CallPolicy apart = POLICY.limits(first, second.where("us", call -> true))
                .limits(
                        Limit.minutes(900).perNumber().aDay(),
                        Limit.calls(9).per("campaign").aDay())
                .limits(Limit.calls(9).per("list").aDay());
        assertEquals(5, apart.limits().size());
    }

    @Test
    @DisplayName("a seventeenth limit is rejected")
    void rejectsTooManyLimits() {
        CallPolicy policy = POLICY;
        for (int n = 1; n <= 16; n++) {
            policy = policy.limits(Limit.calls(5).perAgent().within(Duration.ofMinutes(n)));
        }
        CallPolicy full = policy;
        assertRejected(
                "a policy has at most 16 limits: remove one before you add \"7 calls per agent a month\"",
                () -> full.limits(Limit.calls(7).perAgent().aMonth()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "PT24H0.001S", "P2D"})
    @DisplayName("a longest call out of range is rejected, with its length")
    void rejectsLongestCalls(String longest) {
        Duration parsed = Duration.parse(longest);
        assertRejected(
                "the longest call must be 1 second to 24 hours, not " + parsed, () -> POLICY.longestCall(parsed));
        assertEquals(Duration.ofHours(4), POLICY.longestCall());
        assertEquals(
                Duration.ofHours(24), POLICY.longestCall(Duration.ofHours(24)).longestCall());
        assertEquals(
                Duration.ofSeconds(1), POLICY.longestCall(Duration.ofSeconds(1)).longestCall());
    }

    @Test
    @DisplayName("minutes that have no room for the longest call are rejected before the first decision")
    void rejectsTooFewMinutes() {
        CallPolicy policy = POLICY.limits(Limit.minutes(239).perAgent().aDay());
        String message =
                "the limit \"239 minutes per agent a day\" never has room for the longest call, PT4H, which is reserved for"
                        + " each call: set longestCall to less";
        assertEquals(
                message,
                assertThrows(IllegalStateException.class, policy::requireConsistent)
                        .getMessage());
        policy.longestCall(Duration.ofMinutes(239)).requireConsistent();
        POLICY.limits(Limit.minutes(240).perAgent().aDay()).requireConsistent();
    }

    @Test
    @DisplayName("D4 a limit per callee needs a policy that keeps callees")
    void needsCallees() {
        CallPolicy policy = POLICY.limits(Limit.calls(9).perAgent().aDay(), Limit.florida());
        assertEquals(
                "this policy has the limit \"3 calls per callee within 24 hours\" but does not keep callees, by which it"
                        + " counts: add callees(CalleePrivacy.inFull()) or callees(CalleePrivacy.hashed(key))",
                assertThrows(IllegalStateException.class, policy::requireConsistent)
                        .getMessage());
        policy.callees(CalleePrivacy.inFull()).requireConsistent();
        policy.callees(CalleePrivacy.hashed(new byte[32])).requireConsistent();
    }

    @Test
    @DisplayName(
            "a policy journals every call if it is told to, or if a limit counts what happens at the end of a call")
    void journalsEveryCall() {
        assertFalse(POLICY.limits(Limit.calls(5).perAgent().aDay()).journalsEveryCall());
        assertTrue(POLICY.journalEveryCall().journalsEveryCall());
        assertTrue(POLICY.limits(Limit.calls(5).perAgent().atOnce()).journalsEveryCall());
        assertTrue(POLICY.limits(Limit.minutes(500).perAgent().aDay()).journalsEveryCall());
    }

    @Test
    @DisplayName("D1 rules for caller IDs add up, and an agent's only number is not used without asking them")
    void addsCallerIdRules() {
        CallerIdRule one = CallerIdRule.never(NumberClass.TOLL_FREE);
        CallerIdRule two = CallerIdRule.spain();
        CallPolicy policy = POLICY.callerIds(one).region("ES").callerIds(two);
        assertEquals(List.of(one, two), policy.callerIds());
        assertEquals(List.of(), POLICY.callerIds());
        assertTrue(POLICY.leavesCallsToAssignments());
        assertFalse(policy.leavesCallsToAssignments());
    }

    @Test
    @DisplayName("T2 names of attributes to report by are kept once, and other texts are rejected")
    void reportsBy() {
        assertEquals(
                Set.of("campaign", "list"),
                POLICY.reportBy("campaign").reportBy("list", "campaign").reportedBy());
        assertRejected(
                "the name of an attribute must be a letter from a to z and up to 31 letters, digits and underscores, such as"
                        + " campaign, not \"my list\"",
                () -> POLICY.reportBy("my list"));
    }
}
