package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rolling windows are exact for each callee. */
@Needs(Ability.LIMITS)
abstract class RollingWindowContract extends LimitTests {
    @Test
    @DisplayName("D9 a window that is full is named before a number in quarantine, of which the agent has others")
    @Needs(Ability.QUARANTINE)
    void countsOnlyTheFirstReason() {
        Assignment resting = fixture.assign(1, Terms.dailyLimit(100).countries("US"));
        fixture.assign(2, Terms.dailyLimit(100).countries("US"));
        tested.quarantine(resting, LocalDate.parse("2026-03-10"));
        CallGate gate = gate(Limit.calls(1).perCallee().within(Duration.ofHours(1)));
        assertTrue(call(gate).isAllowed());
        assertEquals(List.of(Reason.CALLEE_LIMIT_REACHED, Reason.NUMBER_QUARANTINED), codes(call(gate)));
    }

    @Test
    @DisplayName("D2 64 threads that call one callee at once get exactly the calls that its windows allow")
    void windowsHoldUnderLoad() throws Exception {
        for (int number = 1; number <= 4; number++) {
            assign(number % 2, number);
        }
        CallGate gate = gate(Limit.florida(), Limit.regulationF());
        List<Instant> allowedAt = new ArrayList<>();
        for (int day = 0; day < 9; day++) {
            List<Boolean> allowed = Together.run(
                    THREADS,
                    thread -> () ->
                            gate.decide(request(agent(thread % 2), WASHINGTON)).isAllowed());
            long counted = allowed.stream().filter(Boolean::booleanValue).count();
            for (int n = 0; n < counted; n++) {
                allowedAt.add(clock.instant());
            }
            clock.move(Duration.ofDays(1));
        }

        List<Integer> byDay = IntStream.range(0, 9)
                .map(day -> (int) allowedAt.stream()
                        .filter(NOON.plus(Duration.ofDays(day))::equals)
                        .count())
                .boxed()
                .toList();
        assertEquals(List.of(3, 3, 1, 0, 0, 0, 0, 3, 3), byDay);
    }

    @Test
    @DisplayName(
            "D2 K1 a window counts per called number, for all agents together, and separately in each organization")
    @Needs(Ability.ORGANIZATIONS)
    void countsByCallee() {
        assign(1, 1);
        assign(2, 2);
        CallGate gate = gate(Limit.calls(1).perCallee().within(Duration.ofHours(1)));
        assertTrue(gate.decide(request(agent(1), WASHINGTON)).isAllowed());
        assertEquals(List.of(Reason.CALLEE_LIMIT_REACHED), codes(gate.decide(request(agent(2), WASHINGTON))));
        assertTrue(gate.decide(request(agent(2), "+12025550198")).isAllowed());

        Fixture other = new Fixture(tested);
        other.assign(1, Terms.forCountries("US"));
        assertTrue(gate.decide(CallRequest.by(other.organization, other.agent).to(WASHINGTON))
                .isAllowed());
    }

    @Test
    @DisplayName("D9 the next time is exact to the microsecond, and a call a moment earlier is refused")
    void windowsAreExact() {
        fixture.assign(1, Terms.forCountries("US"));
        CallGate gate = gate(Limit.calls(2).perCallee().within(Duration.ofMinutes(10)));
        clock.moveTo(NOON.plusNanos(1_000));
        assertTrue(call(gate).isAllowed());
        clock.moveTo(NOON.plusSeconds(60));
        assertTrue(call(gate).isAllowed());
        clock.moveTo(NOON.plusSeconds(600));
        Refused early = assertInstanceOf(Refused.class, call(gate));
        assertEquals(NOON.plusSeconds(600).plusNanos(1_000), early.nextAllowed());
        clock.moveTo(Objects.requireNonNull(early.nextAllowed()));
        assertTrue(call(gate).isAllowed());
        assertEquals(
                NOON.plusSeconds(660),
                assertInstanceOf(Refused.class, call(gate)).nextAllowed());
    }
}
