package dev.callgate.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallPolicy;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.E164;
import dev.callgate.model.InventoryException;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallingHours;
import dev.callgate.policy.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TestGateTest {
    private static final String NOON = "2026-03-02T12:00-05:00[America/New_York]";
    private static final String CALLEE = "+12125550142";
    private static final Terms TERMS = Terms.dailyLimit(100).countries("US");

    @Test
    @DisplayName("D3 the 101st call is refused, and allowed after midnight")
    void cap(@GateAt(NOON) TestGate gate) {
        gate.assign("agent-7", "+12025550123", TERMS);
        for (int i = 0; i < 100; i++) {
            gate.call("agent-7", CALLEE).isAllowedFrom("+12025550123");
        }
        gate.call("agent-7", CALLEE).isRefused(Reason.DAILY_LIMIT_REACHED);
        gate.call("agent-7", CALLEE).isRefusedFor(Duration.ofHours(12));
        gate.moveToNextDay();
        assertEquals(Instant.parse("2026-03-03T05:00:00Z"), gate.clock().instant());
        gate.call("agent-7", CALLEE).isAllowed();
    }

    @Test
    @DisplayName("D3 the next day begins an hour earlier or later after the clocks change")
    void clocksChange() {
        TestGate gate = TestGate.at("2026-03-08T00:00-05:00[America/New_York]");
        gate.moveToNextDay();
        assertEquals(Instant.parse("2026-03-09T04:00:00Z"), gate.clock().instant());
        gate.moveTo(Instant.parse("2026-11-01T04:00:00Z"));
        gate.moveToNextDay();
        assertEquals(Instant.parse("2026-11-02T05:00:00Z"), gate.clock().instant());
    }

    @Test
    @DisplayName("a gate has one policy at a time, and keeps its counts when it gets another one")
    void policies(@GateAt(NOON) TestGate gate) {
        gate.assign("agent-7", "+12025550123", TERMS);
        CallPolicy policy = CallPolicy.in(ZoneId.of("America/New_York")).region("US");
        gate.policy(policy.limits(Limit.calls(1).perAgent().atOnce()));
        gate.call(gate.request("agent-7", "(212) 555-0142").callId("c-1")).isAllowed();
        gate.call(gate.request("agent-7", "(212) 555-0142").callId("c-2")).isRefused(Reason.AGENT_LIMIT_REACHED);
        gate.complete("c-1", CallOutcome.answered(Duration.ofMinutes(1)));
        gate.call(gate.request("agent-7", "(212) 555-0142").callId("c-3")).isAllowed();
        gate.policy(policy.rules(CallingHours.tcpa()));
        gate.move(Duration.ofHours(9));
        gate.call("agent-7", CALLEE).isRefused(Reason.OUTSIDE_CALLING_HOURS);
        gate.call("agent-7", "911").isAllowed();
        assertEquals(
                2,
                gate.assignments()
                        .find(
                                gate.organization(),
                                gate.inventory()
                                        .find(gate.organization(), E164.parse("+12025550123"))
                                        .orElseThrow()
                                        .id())
                        .orElseThrow()
                        .callsMadeToday());
    }

    @Test
    @DisplayName("an assertion that fails shows the call, the time, and every reason")
    void messages(@GateAt(NOON) TestGate gate) {
        gate.assign("agent-7", "+12025550123", TERMS);
        TestCall allowed = gate.call("agent-7", CALLEE);
        assertMessage("must be refused, but is allowed from +12025550123", allowed::isRefused);
        assertMessage(
                "must be allowed from +12025550999, but is allowed from", () -> allowed.isAllowedFrom("+12025550999"));
        TestCall refused = gate.call("agent-7", "+493012345678");
        assertMessage("must be allowed, but is refused: country_not_allowed (", refused::isAllowed);
        assertMessage(
                "must be refused because of daily_limit_reached, but is refused: country_not_allowed (",
                () -> refused.isRefused(Reason.DAILY_LIMIT_REACHED));
        assertMessage(
                "must be refused until 2026-03-02T13:00-05:00[America/New_York], after PT1H, but is refused",
                () -> refused.isRefusedFor(Duration.ofHours(1)));
        assertEquals("allowed as an emergency call", emergency(gate).toString());
    }

    @Test
    @DisplayName(
            "a host that names its organization has the number in it; ends of calls that were not allowed are refused")
    void organization(@GateAt(NOON) TestGate gate) {
        gate.organization("acme")
                .assign("agent-7", "+12025550123", Terms.dailyLimit(1).countries("US"));
        CallRequest request = CallRequest.by(new OrganizationId("acme"), new AgentId("agent-7"))
                .to(CALLEE)
                .callId("c-1");
        assertTrue(gate.gate().decide(request).isAllowed());
        gate.release("c-1");
        gate.call(gate.request("agent-7", CALLEE).callId("c-2")).isAllowed();
        for (Executable wrong : List.<Executable>of(
                () -> gate.complete("nope", CallOutcome.answered(Duration.ZERO)), () -> gate.release("nope"))) {
            assertEquals(
                    "no call of organization acme was allowed under the ID nope",
                    assertThrows(IllegalArgumentException.class, wrong).getMessage());
        }
        assertTrue(assertThrows(IllegalArgumentException.class, () -> TestGate.at("2026-03-02T12:00"))
                .getMessage()
                .startsWith("\"2026-03-02T12:00\" is not a time with an offset, such as"));
    }

    private static TestCall emergency(TestGate gate) {
        return gate.policy(CallPolicy.inUtc().region("US")).call("agent-7", "911");
    }

    private static void assertMessage(String part, Runnable assertion) {
        String message = assertThrows(AssertionError.class, assertion::run).getMessage();
        assertTrue(
                message.startsWith("the call of agent-7 to +")
                        && message.contains(" at 2026-03-02T12:00-05:00[America/New_York] must be "),
                message);
        assertTrue(message.contains(part), message);
    }

    @Test
    @DisplayName(
            "a number that is assigned again changes its terms or stays with the other agent; a time needs an offset")
    void mistakes(@GateAt(NOON) TestGate gate) {
        gate.assign("agent-7", "+12025550123", TERMS);
        assertThrows(InventoryException.class, () -> gate.assign("agent-8", "+12025550123", TERMS));
        assertThrows(IllegalArgumentException.class, () -> gate.assign("agent-8", "12", TERMS));
        assertThrows(IllegalArgumentException.class, () -> TestGate.at("2026-03-02T12:00"));
    }

    @Test
    @DisplayName("a view of a clock in another zone moves with it")
    void views() {
        TestClock clock = TestClock.at(Instant.EPOCH, ZoneOffset.UTC);
        TestClock view = clock.withZone(ZoneId.of("Asia/Tokyo"));
        view.moveToNextDay();
        assertEquals(Instant.parse("1970-01-01T15:00:00Z"), clock.instant());
        assertEquals(ZoneOffset.UTC, clock.getZone());
    }
}
