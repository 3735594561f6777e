package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.CallingHours;
import dev.callgate.policy.Rotation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice of the next number and the next allowed time are the same over every store. */
abstract class NumberChoiceContract extends PolicyTests {
    @Test
    @DisplayName("D9 the next time is within the daily limit and the calling hours, and after the number's quarantine")
    @Needs(Ability.QUARANTINE)
    void nextTimeWithAllReasons() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(1).countries("US"));
        LocalDate wednesday = LocalDate.parse("2026-03-04");
        CallGate gate = gate(policy -> policy.rules(CallingHours.tcpa().excluding(Set.of(wednesday))));
        assertTrue(call(gate, WASHINGTON).isAllowed()); // Monday noon

        Refused full = assertInstanceOf(Refused.class, call(gate, WASHINGTON));
        assertEquals(List.of(Reason.DAILY_LIMIT_REACHED), codes(full));
        assertEquals(
                Instant.parse("2026-03-03T05:00:00Z"), full.reasons().get(0).until());
        // The daily count is zero again at midnight, but the calling hours begin at eight.
        assertEquals(Instant.parse("2026-03-03T13:00:00Z"), full.nextAllowed());

        tested.quarantine(assignment, wednesday);
        Refused resting = assertInstanceOf(Refused.class, call(gate, WASHINGTON));
        assertEquals(List.of(Reason.NUMBER_QUARANTINED, Reason.DAILY_LIMIT_REACHED), codes(resting));
        assertEquals(Instant.parse("2026-03-05T13:00:00Z"), resting.nextAllowed());

        clock.moveTo(Instant.parse("2026-03-05T12:59:59Z"));
        Refused early = assertInstanceOf(Refused.class, call(gate, WASHINGTON));
        assertEquals(List.of(Reason.OUTSIDE_CALLING_HOURS), codes(early));
        assertEquals(resting.nextAllowed(), early.nextAllowed());
        assertEquals(1, early.remaining());
        clock.moveTo(Objects.requireNonNull(early.nextAllowed()));
        assertTrue(call(gate, WASHINGTON).isAllowed());
    }

    @Test
    @DisplayName("D9 the next time is unknown if a reason never passes, or if a rule gives no time")
    void nextTimeUnknown() {
        fixture.assign(1, Terms.dailyLimit(1).countries("US"));
        CallGate gate = gate(policy -> policy.rules(CallingHours.tcpa(), CallRule.doNotCall(number -> true)));
        clock.moveTo(Instant.parse("2026-03-02T06:00:00Z"));
        Refused refused = assertInstanceOf(Refused.class, call(gate, WASHINGTON));
        assertEquals(List.of(Reason.DO_NOT_CALL, Reason.OUTSIDE_CALLING_HOURS), codes(refused));
        assertNull(refused.nextAllowed());
        assertNull(refused.reasons().get(0).until());
        assertEquals(
                Instant.parse("2026-03-02T13:00:00Z"), refused.reasons().get(1).until());
    }

    @Test
    @DisplayName("D9 if two rules are never open at the same time, the search for the next time ends without a time")
    void noNextTime() {
        fixture.assign(1, Terms.dailyLimit(1).countries("US"));
        CallRule even = call -> reasonUnless(call.at().getEpochSecond() % 2 == 0, call.at());
        CallRule odd = call -> reasonUnless(call.at().getEpochSecond() % 2 == 1, call.at());
        Refused refused = assertInstanceOf(Refused.class, call(gate(policy -> policy.rules(even, odd)), WASHINGTON));
        assertNull(refused.nextAllowed());
    }

    private static Optional<Reason> reasonUnless(boolean holds, Instant at) {
        return holds ? Optional.empty() : Optional.of(new Reason("parity", "not in this second", at.plusSeconds(1)));
    }

    @Test
    @DisplayName("D1 a request may require a number, and is refused with a reason if the number cannot be used")
    void requiresANumber() {
        fixture.assign(1, Terms.dailyLimit(10).countries("US"));
        Assignment second = fixture.assign(2, Terms.dailyLimit(2).countries("US"));
        fixture.assign(Fixture.agent(2), 3, Terms.dailyLimit(10).countries("US"));
        CallGate gate = gate(policy -> policy);
        CallRequest insisting = request(WASHINGTON).from(Fixture.e164(2));
        assertEquals(Fixture.e164(2), from(gate.decide(insisting)));
        assertEquals(Fixture.e164(2), from(gate.decide(insisting)));
        Refused full = assertInstanceOf(Refused.class, gate.decide(insisting));
        assertEquals(List.of(Reason.DAILY_LIMIT_REACHED), codes(full));
        assertEquals(2, fixture.stored(second).callsMadeToday());

        Refused others =
                assertInstanceOf(Refused.class, gate.decide(request(WASHINGTON).from(Fixture.e164(3))));
        assertEquals(List.of(Reason.NUMBER_NOT_ASSIGNED), codes(others));
        assertTrue(others.reasons().get(0).message().contains(Fixture.e164(3).toString()), others::toString);
        assertEquals(Fixture.e164(1), from(gate.decide(request(WASHINGTON))));
    }

    @Test
    @DisplayName("D1 a preview gives the same answer as a decision, and counts nothing")
    void previews() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(1).countries("US"));
        CallGate gate = gate(policy -> policy);
        Allowed seen = assertInstanceOf(Allowed.class, gate.preview(request(WASHINGTON)));
        assertEquals(fixture.stored(assignment), seen.assignment());
        Allowed counted = assertInstanceOf(Allowed.class, call(gate, WASHINGTON));
        assertEquals(seen.to(), counted.to());
        assertEquals(seen.from(), counted.from());
        assertEquals(gate.preview(request(WASHINGTON)), call(gate, WASHINGTON));
        assertEquals(gate.preview(request("+18765550123")), call(gate, "+18765550123"));
        assertEquals(1, fixture.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D10 each organization's calls are decided by its own policy, and a change applies to the next call")
    @Needs(Ability.ORGANIZATIONS)
    void policiesByOrganization() {
        fixture.assign(1, Terms.dailyLimit(10).countries("US"));
        Fixture other = new Fixture(tested);
        other.assign(1, Terms.dailyLimit(10).countries("US"));
        CallPolicy open = CallPolicy.inUtc();
        CallPolicy closed = open.rules(CallRule.blocked(number -> true));
        Map<OrganizationId, CallPolicy> policies = new HashMap<>();
        policies.put(fixture.organization, open);
        policies.put(other.organization, closed);
        CallGate gate = CallGate.over(tested.store())
                .clock(clock)
                .policies(policies::get)
                .build();
        CallRequest theirs = CallRequest.by(other.organization, other.agent).to(WASHINGTON);
        assertTrue(call(gate, WASHINGTON).isAllowed());
        assertEquals(List.of(Reason.CALLEE_BLOCKED), codes(gate.decide(theirs)));
        policies.put(other.organization, open);
        assertTrue(gate.decide(theirs).isAllowed());
    }

    @Test
    @DisplayName(
            "D2 D11 ten numbers with a limit of 200 give an agent exactly 2,000 calls, evenly used throughout with least used")
    void leastUsedIsEven() throws Exception {
        for (int n = 1; n <= 10; n++) {
            fixture.assign(n, Terms.dailyLimit(200).countries("US"));
        }
        CallGate gate = gate(policy -> policy);
        for (int call = 1; call <= 1_000; call++) {
            assertTrue(call(gate, WASHINGTON).isAllowed());
            if (call % 99 == 0) {
                assertEvenWithinOne();
            }
        }
        List<Integer> allowed = Together.run(
                8,
                thread -> () -> IntStream.range(0, 150)
                        .map(n -> call(gate, WASHINGTON).isAllowed() ? 1 : 0)
                        .sum());
        assertEquals(1_000, allowed.stream().mapToInt(Integer::intValue).sum());
        assertEquals(List.of(Reason.DAILY_LIMIT_REACHED), codes(call(gate, WASHINGTON)));
        assertEvenWithinOne();
    }

    private void assertEvenWithinOne() {
        List<Integer> calls = tested.store().assignmentsOf(fixture.organization, fixture.agent).stream()
                .map(Assignment::callsMadeToday)
                .sorted()
                .toList();
        assertTrue(calls.get(calls.size() - 1) - calls.get(0) <= 1, calls::toString);
    }

    @Test
    @DisplayName("D11 each sticky callee sees one number until its limit is reached, and together they see all numbers")
    void stickyCallees() {
        for (int n = 1; n <= 5; n++) {
            fixture.assign(n, Terms.dailyLimit(100).countries("US"));
        }
        CallGate gate = gate(policy -> policy.rotation(Rotation.sticky()));
        Map<String, Set<E164>> seen = new HashMap<>();
        for (int call = 0; call < 120; call++) {
            String callee = "+1202555%04d".formatted(1_000 + call % 40);
            seen.computeIfAbsent(callee, any -> new HashSet<>()).add(from(call(gate, callee)));
        }
        assertTrue(seen.values().stream().allMatch(numbers -> numbers.size() == 1), seen::toString);
        Set<E164> together = new HashSet<>();
        seen.values().forEach(together::addAll);
        assertEquals(5, together.size());

        E164 usual = from(call(gate, WASHINGTON));
        while (from(call(gate, WASHINGTON)).equals(usual)) {
            // The callee's number reaches its limit, and then another one is used.
        }
        assertTrue(call(gate, WASHINGTON).isAllowed());
    }

    @Test
    @DisplayName(
            "D11 local presence picks a number with the callee's area code if there is one, then from its region, then +1")
    void localPresence() {
        List<String> numbers = List.of("+12025550101", "+12125550101", "+14165550101", "+442079460101");
        for (String each : numbers) {
            tested.assign(
                    fixture.organization,
                    fixture.agent,
                    E164.of(each),
                    Terms.dailyLimit(50).countries("*"));
        }
        CallGate gate = gate(policy -> policy.rotation(Rotation.localPresence().then(Rotation.leastUsed())));
        assertEquals("+12125550101", from(call(gate, "+12125550199")).toString());
        assertEquals("+12125550101", from(call(gate, "+12125550199")).toString());
        assertEquals("+14165550101", from(call(gate, "+14165550199")).toString());
        assertEquals("+442079460101", from(call(gate, "+442079460199")).toString());
        assertEquals("+14165550101", from(call(gate, "+16045550199")).toString());
        assertEquals("+12025550101", from(call(gate, "+14155550199")).toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @DisplayName("D11 a custom rotation decides which numbers are tried, and a number that it omits is not tried")
    void ownRotation(int tried) {
        fixture.assign(1, Terms.dailyLimit(1).countries("US"));
        fixture.assign(2, Terms.dailyLimit(1).countries("US"));
        CallGate gate = gate(policy -> policy.rotation((candidates, call) -> {
            List<Assignment> some = new ArrayList<>(candidates);
            some.removeIf(each -> each.number().e164().equals(Fixture.e164(2)));
            return tried == 0 ? List.of() : some;
        }));
        if (tried == 1) {
            assertEquals(Fixture.e164(1), from(call(gate, WASHINGTON)));
        }
        Refused refused = assertInstanceOf(Refused.class, call(gate, WASHINGTON));
        assertEquals(List.of(tried == 0 ? Reason.NO_NUMBER_CHOSEN : Reason.DAILY_LIMIT_REACHED), codes(refused));
    }

    @Test
    @DisplayName("D1 a destination that was parsed once can be used in many requests")
    void acceptsParsedDestinations() {
        fixture.assign(1, Terms.dailyLimit(5).countries("US"));
        Destination parsed = Destination.parse("202-555-0199 x7", "US");
        Allowed allowed = assertInstanceOf(
                Allowed.class,
                gate(policy -> policy)
                        .decide(CallRequest.by(fixture.organization, fixture.agent)
                                .to(parsed)));
        assertEquals(WASHINGTON, allowed.to());
        assertEquals("7", allowed.extension());
    }
}
