package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.Limit;
import dev.callgate.policy.TollRestriction;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The first reason of a refusal is its cause, and a refusal is final if waiting does not help. */
@Needs({Ability.LIMITS, Ability.QUARANTINE, Ability.NUMBER_STATUS})
abstract class RefusalCauseContract extends LimitTests {
    private static final String LONDON = "+442071838750";
    private static final LocalDate REST = LocalDate.parse("2026-03-10");
    private static final Instant TOMORROW = Instant.parse("2026-03-03T00:00:00Z");
    private static final Instant END_OF_REST = Instant.parse("2026-03-10T00:00:00Z");

    /** What stands against a call. */
    private enum Obstacle {
        /** The first of two numbers is in quarantine. */
        ONE_RESTS,
        /** Both numbers are in quarantine. */
        BOTH_REST,
        /** The first of two numbers is inactive. */
        ONE_INACTIVE,
        /** Both numbers are inactive. */
        BOTH_INACTIVE,
        /** The first of two numbers has reached its daily limit. */
        ONE_USED_UP,
        /** The first of two numbers has a daily limit of zero. */
        ONE_UNUSABLE,
        /** The agent has reached a limit. */
        AGENT_LIMIT,
        /** Both numbers have reached a limit per number. */
        NUMBER_LIMIT,
        /** The callee is on a do-not-call list. */
        LISTED,
        /** A rule of the host objects until the next day. */
        LUNCH,
        /** A rule of the host objects for an unknown time. */
        BUSY,
        /** The destination is in a country that no assignment allows. */
        ABROAD,
        /** The destination is in a country that the assignment of the second number does not allow. */
        ABROAD_FROM_ONE
    }

    private static Arguments refused(
            List<Obstacle> obstacles, boolean isFinal, Instant nextAllowed, String... reasons) {
        return Arguments.of(obstacles, isFinal, nextAllowed, List.of(reasons));
    }

    /** The obstacles, whether the refusal is final, the next time, and the reasons with their numbers in order. */
    static Stream<Arguments> mixedReasons() {
        return Stream.of(
                refused(
                        List.of(Obstacle.ONE_RESTS, Obstacle.LISTED),
                        true,
                        null,
                        "do_not_call 0",
                        "number_quarantined 1"),
                refused(
                        List.of(Obstacle.BOTH_REST, Obstacle.LISTED),
                        true,
                        null,
                        "do_not_call 0",
                        "number_quarantined 2"),
                refused(List.of(Obstacle.BOTH_REST), false, END_OF_REST, "number_quarantined 2"),
                refused(
                        List.of(Obstacle.BOTH_REST, Obstacle.LUNCH),
                        false,
                        END_OF_REST,
                        "lunch 0",
                        "number_quarantined 2"),
                refused(List.of(Obstacle.BOTH_REST, Obstacle.BUSY), false, null, "busy 0", "number_quarantined 2"),
                refused(List.of(Obstacle.LUNCH), false, TOMORROW, "lunch 0"),
                refused(List.of(Obstacle.BUSY), false, null, "busy 0"),
                refused(List.of(Obstacle.LUNCH, Obstacle.LISTED), true, null, "do_not_call 0", "lunch 0"),
                refused(List.of(Obstacle.BUSY, Obstacle.LISTED), true, null, "do_not_call 0", "busy 0"),
                refused(
                        List.of(Obstacle.ONE_INACTIVE, Obstacle.LUNCH),
                        false,
                        TOMORROW,
                        "lunch 0",
                        "number_inactive 1"),
                refused(List.of(Obstacle.BOTH_INACTIVE), true, null, "number_inactive 2"),
                refused(List.of(Obstacle.BOTH_INACTIVE, Obstacle.LUNCH), true, null, "number_inactive 2", "lunch 0"),
                refused(
                        List.of(Obstacle.ONE_INACTIVE, Obstacle.AGENT_LIMIT),
                        false,
                        TOMORROW,
                        "agent_limit_reached 0",
                        "number_inactive 1"),
                refused(
                        List.of(Obstacle.ONE_RESTS, Obstacle.NUMBER_LIMIT),
                        false,
                        TOMORROW,
                        "number_limit_reached 2",
                        "number_quarantined 1"),
                refused(
                        List.of(Obstacle.AGENT_LIMIT, Obstacle.NUMBER_LIMIT),
                        false,
                        TOMORROW,
                        "agent_limit_reached 0",
                        "number_limit_reached 2"),
                refused(
                        List.of(Obstacle.AGENT_LIMIT, Obstacle.LUNCH, Obstacle.LISTED, Obstacle.ONE_RESTS),
                        true,
                        null,
                        "do_not_call 0",
                        "lunch 0",
                        "agent_limit_reached 0",
                        "number_quarantined 1"),
                refused(List.of(Obstacle.ABROAD), true, null, "country_not_allowed 2"),
                refused(
                        List.of(Obstacle.ABROAD, Obstacle.LISTED, Obstacle.ONE_RESTS),
                        true,
                        null,
                        "do_not_call 0",
                        "country_not_allowed 2",
                        "number_quarantined 1"),
                refused(
                        List.of(Obstacle.ONE_INACTIVE, Obstacle.ABROAD_FROM_ONE, Obstacle.LUNCH),
                        true,
                        null,
                        "number_inactive 1",
                        "country_not_allowed 1",
                        "lunch 0"),
                refused(
                        List.of(Obstacle.ONE_RESTS, Obstacle.ABROAD_FROM_ONE, Obstacle.LUNCH),
                        false,
                        END_OF_REST,
                        "lunch 0",
                        "country_not_allowed 1",
                        "number_quarantined 1"),
                refused(
                        List.of(Obstacle.ONE_USED_UP, Obstacle.LUNCH),
                        false,
                        TOMORROW,
                        "lunch 0",
                        "daily_limit_reached 1"),
                refused(
                        List.of(Obstacle.ONE_UNUSABLE, Obstacle.LUNCH),
                        false,
                        TOMORROW,
                        "lunch 0",
                        "daily_limit_reached 1"));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("mixedReasons")
    @DisplayName(
            "D9 the cause comes first: permanent if the refusal is final, against the call before some numbers, permanent before temporary")
    void ordersReasons(List<Obstacle> obstacles, boolean isFinal, Instant nextAllowed, List<String> reasons) {
        CallGate gate = gate(obstacles);

        Refused refused = assertInstanceOf(Refused.class, gate.decide(request(obstacles)));

        assertEquals(
                reasons,
                refused.reasons().stream()
                        .map(each -> each.code() + " " + each.numbers())
                        .toList());
        assertEquals(
                reasons.get(0), refused.cause().code() + " " + refused.cause().numbers());
        assertEquals(isFinal, refused.isFinal());
        assertEquals(nextAllowed, refused.nextAllowed());
        for (Reason each : refused.reasons()) {
            assertTrue(each.isTemporary() || each.until() == null, each::toString);
        }
        assertEquals(refused, gate.preview(request(obstacles)));
    }

    private CallRequest request(List<Obstacle> obstacles) {
        return request(fixture.agent, obstacles.contains(Obstacle.ABROAD) ? LONDON : WASHINGTON);
    }

    private CallGate gate(List<Obstacle> obstacles) {
        Assignment first = fixture.assign(1, Terms.dailyLimit(5).countries("US"));
        Assignment second = fixture.assign(2, Terms.dailyLimit(5).countries("US"));
        List<Limit> limits = new ArrayList<>();
        List<CallRule> rules = new ArrayList<>();
        if (obstacles.contains(Obstacle.AGENT_LIMIT)) {
            limits.add(Limit.calls(2).perAgent().aDay());
        }
        if (obstacles.contains(Obstacle.NUMBER_LIMIT)) {
            limits.add(Limit.calls(1).perNumber().aDay());
        }
        useUp(limits, first, second);
        for (Obstacle each : obstacles) {
            switch (each) {
                case ONE_RESTS -> tested.quarantine(first, REST);
                case BOTH_REST -> {
                    tested.quarantine(first, REST);
                    tested.quarantine(second, REST.plusDays(5));
                }
                case ONE_INACTIVE -> tested.deactivate(first);
                case BOTH_INACTIVE -> {
                    tested.deactivate(first);
                    tested.deactivate(second);
                }
                case ONE_USED_UP -> {
                    tested.changeTerms(first, Terms.dailyLimit(1).countries("US"));
                    callFrom(first, gate());
                }
                case ONE_UNUSABLE ->
                    tested.changeTerms(first, Terms.dailyLimit(0).countries("US"));
                case ABROAD_FROM_ONE ->
                    tested.changeTerms(second, Terms.dailyLimit(5).countries("GB"));
                case LISTED -> rules.add(CallRule.doNotCall(number -> true));
                case LUNCH ->
                    rules.add(call -> call.at().isBefore(TOMORROW)
                            ? Optional.of(new Reason("lunch", "at lunch", TOMORROW))
                            : Optional.empty());
                case BUSY -> rules.add(call -> Optional.of(Reason.untilUnknown("busy", "all lines are busy")));
                case AGENT_LIMIT, NUMBER_LIMIT, ABROAD -> {}
            }
        }
        return CallGate.over(tested.store())
                .clock(clock)
                .policy(CallPolicy.inUtc().limits(limits.toArray(Limit[]::new)).rules(rules.toArray(CallRule[]::new)))
                .build();
    }

    /** Calls from each number until the limits are reached. A number that rests has called before. */
    private void useUp(List<Limit> limits, Assignment... assignments) {
        if (!limits.isEmpty()) {
            CallGate gate = gate(limits.toArray(Limit[]::new));
            for (Assignment each : assignments) {
                callFrom(each, gate);
            }
        }
    }

    private void callFrom(Assignment assignment, CallGate gate) {
        assertTrue(gate.decide(request(fixture.agent, WASHINGTON)
                        .from(assignment.number().e164()))
                .isAllowed());
    }

    @Test
    @DisplayName("D9 each limit that applies to a refused call tells how much of it is used, most and remaining")
    void tellsUsage() {
        fixture.assign(1, Terms.dailyLimit(1).countries("US"));
        CallGate gate = gate(
                Limit.calls(4).perAgent().aDay(),
                Limit.calls(9).perNumber().aDay(),
                Limit.calls(1).perCallee().anHour());
        assertTrue(call(gate).isAllowed());
        Refused refused = assertInstanceOf(Refused.class, call(gate));
        assertEquals(
                List.of("4 calls per agent a day: 1 of 4", "1 call per callee an hour: 1 of 1"),
                refused.limits().stream()
                        .map(each -> "%s: %d of %d".formatted(each.limit(), each.used(), each.most()))
                        .toList());
        assertEquals(3, refused.limits().get(0).remaining());
        assertEquals(0.25, refused.limits().get(0).share());
        assertEquals(0, refused.limits().get(1).remaining());
    }

    @Test
    @DisplayName("D9 the remaining calls are those that the limit with the least room allows, all numbers together")
    void remainingByTheTightestLimit() {
        fixture.assign(1, Terms.dailyLimit(10).countries("US"));
        fixture.assign(2, Terms.dailyLimit(10).countries("US"));
        assertEquals(20, remaining());
        assertEquals(7, remaining(Limit.calls(7).perAgent().aDay()));
        assertEquals(6, remaining(Limit.calls(3).perNumber().aDay()));
        assertEquals(
                6,
                remaining(
                        Limit.calls(3).perNumber().aDay(),
                        Limit.calls(7).perAgent().aDay()));
        assertEquals(
                5,
                remaining(
                        Limit.calls(5).perOrganization().anHour(),
                        Limit.calls(3).perNumber().aDay()));
        // A call reserves the longest one, which has 20 minutes.
        assertEquals(2, remaining(Limit.minutes(59).perAgent().aDay()));
    }

    private long remaining(Limit... limits) {
        CallPolicy closed = CallPolicy.inUtc()
                .longestCall(Duration.ofMinutes(20))
                .limits(limits)
                .rules(call -> Optional.of(new Reason("closed", "closed")));
        CallGate gate =
                CallGate.over(tested.store()).clock(clock).policy(closed).build();
        return assertInstanceOf(Refused.class, call(gate)).remaining();
    }

    @Test
    @DisplayName("D9 a request from a number that the agent does not have, or by an agent without numbers, is final")
    void isFinalWithoutNumbers() {
        fixture.assign(1, Terms.dailyLimit(5).countries("US"));
        Refused other = assertInstanceOf(
                Refused.class, gate().decide(request(fixture.agent, WASHINGTON).from(E164.of("+12025550177"))));
        assertEquals(List.of(Reason.NUMBER_NOT_ASSIGNED), codes(other));
        assertTrue(other.isFinal());
        Refused none = assertInstanceOf(Refused.class, gate().decide(request(agent(9), WASHINGTON)));
        assertEquals(List.of(Reason.NO_ASSIGNMENT), codes(none));
        assertTrue(none.isFinal());
        assertNull(none.nextAllowed());
    }

    @Test
    @DisplayName("D9 the class of the called number is a cause before what the policy's rules object to")
    void classComesBeforeRules() {
        fixture.assign(1, Terms.forCountries("US"));
        CallGate gate = CallGate.over(tested.store())
                .clock(clock)
                .policy(CallPolicy.inUtc()
                        .tollRestriction(TollRestriction.standard())
                        .rules(CallRule.doNotCall(any -> true)))
                .build();
        assertEquals(
                List.of("premium_rate_not_allowed", "do_not_call"),
                codes(gate.decide(request(fixture.agent, "+19002345678"))));
    }

    @Test
    @DisplayName("D9 a refusal says that the list of countries is empty")
    void emptyListOfCountries() {
        fixture.assign(1, Terms.dailyLimit(10));
        String message = assertInstanceOf(Refused.class, call(gate())).cause().message();
        assertTrue(
                message.startsWith("calls to US are not allowed; the list of countries is empty: add them"), message);
    }
}
