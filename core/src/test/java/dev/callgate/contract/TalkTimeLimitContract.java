package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.Counter;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import dev.callgate.spi.CounterValue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Limits of minutes reserve the longest call for each call, and count its talk time once it is completed. */
@Needs({Ability.LIMITS, Ability.CALL_IDS})
abstract class TalkTimeLimitContract extends CallIdTests {
    private static final Duration LONGEST_CALL = Duration.ofMinutes(10);
    private static final Instant MIDNIGHT = Instant.parse("2026-03-03T00:00:00Z");
    private static final Limit A_DAY = Limit.minutes(30).perAgent().aDay();
    private static final Limit WITHIN_AN_HOUR = Limit.minutes(30).perAgent().within(Duration.ofHours(1));

    @BeforeEach
    void assign() {
        fixture.assign(1, Terms.dailyLimit(1_000).countries("US"));
    }

    private CallGate gate(Limit limit) {
        return gate(CallPolicy.inUtc().longestCall(LONGEST_CALL).limits(limit));
    }

    /** Asserts that a call is allowed, after which so many seconds count. */
    private void assertAllowed(CallGate limited, String id, long used) {
        Allowed allowed = assertInstanceOf(Allowed.class, limited.decide(request(id)));
        assertEquals(used, allowed.limits().get(0).used());
        assertEquals(1_800, allowed.limits().get(0).most());
    }

    private void assertFull(CallGate limited, Instant until, long used) {
        Refused refused = assertInstanceOf(Refused.class, limited.decide(request("too many")));
        assertEquals(List.of(Reason.AGENT_LIMIT_REACHED), codes(refused));
        assertEquals(until, refused.nextAllowed());
        assertEquals(used, refused.limits().get(0).used());
        assertEquals(0, refused.remaining());
    }

    private void complete(String id, Duration talked) {
        CallOutcome outcome = talked.isZero() ? CallOutcome.ofSipStatus(486) : CallOutcome.answered(talked);
        assertTrue(gate.complete(fixture.organization, new CallId(id), outcome).isPresent());
    }

    private CounterValue valueOf(Limit limit) {
        return fixture.valueOf(Counter.ofAgent(fixture.agent, limit.kind()), clock.instant());
    }

    @Test
    @DisplayName("D16 each call reserves the longest call, and counts its talk time once it is completed")
    void reservesAndSettles() {
        CallGate limited = gate(A_DAY);
        assertAllowed(limited, "c-1", 600);
        assertAllowed(limited, "c-2", 1_200);
        assertAllowed(limited, "c-3", 1_800);
        assertFull(limited, MIDNIGHT, 1_800);
        complete("c-1", Duration.ofMillis(61_500));
        assertFull(limited, MIDNIGHT, 1_262);
        complete("c-2", Duration.ZERO);
        assertAllowed(limited, "c-4", 1_262);
        assertFull(limited, MIDNIGHT, 1_262);
        assertTrue(release("c-4"));
        assertAllowed(limited, "c-5", 1_262);
    }

    @Test
    @DisplayName("D16 only the first end of a call counts, and a longer talk time than the longest call counts in full")
    void settlesOnce() {
        CallGate limited = gate(A_DAY);
        assertAllowed(limited, "c-1", 600);
        complete("c-1", Duration.ofMinutes(19));
        complete("c-1", Duration.ofSeconds(1));
        assertTrue(release("c-1"));
        assertAllowed(limited, "c-2", 1_140 + 600);
        assertTrue(release("c-2"));
        complete("c-2", Duration.ofMinutes(5));
        assertTrue(release("c-2"));
        assertEquals(1_140, valueOf(A_DAY).amount());
    }

    @Test
    @DisplayName("D16 a call that is never completed counts as the longest call until its day is over")
    void countsLostCalls() {
        CallGate limited = gate(A_DAY);
        for (int n = 1; n <= 3; n++) {
            assertAllowed(limited, "c-" + n, 600L * n);
        }
        clock.moveTo(MIDNIGHT.minusNanos(1_000));
        assertFull(limited, MIDNIGHT, 1_800);
        clock.moveTo(MIDNIGHT);
        assertAllowed(limited, "c-4", 600);
    }

    @Test
    @DisplayName("D3 D16 a call that is completed on the next day changes nothing of that day")
    void settlesInItsOwnDay() {
        CallGate limited = gate(A_DAY);
        clock.moveTo(MIDNIGHT.minusSeconds(60));
        assertAllowed(limited, "c-1", 600);
        assertAllowed(limited, "c-2", 1_200);
        clock.moveTo(MIDNIGHT.plusSeconds(60));
        complete("c-1", Duration.ofSeconds(90));
        assertEquals(new CounterValue(690, LocalDateTime.parse("2026-03-02T00:00:00"), List.of()), valueOf(A_DAY));
        assertAllowed(limited, "c-3", 600);
        complete("c-2", Duration.ofSeconds(90));
        assertEquals(new CounterValue(600, LocalDateTime.parse("2026-03-03T00:00:00"), List.of()), valueOf(A_DAY));
        clock.move(Duration.ofDays(-1));
        assertAllowed(limited, "c-4", 1_200);
        complete("c-4", Duration.ofSeconds(30));
        assertEquals(630, valueOf(A_DAY).amount());
    }

    @Test
    @DisplayName(
            "D9 D16 in a rolling window, the talk time counts from the time of the call, which tells the next room")
    void settlesInAWindow() {
        CallGate limited = gate(WITHIN_AN_HOUR);
        assertAllowed(limited, "c-1", 600);
        clock.move(Duration.ofMinutes(5));
        assertAllowed(limited, "c-2", 1_200);
        clock.move(Duration.ofMinutes(5));
        assertAllowed(limited, "c-3", 1_800);
        Instant hour = NOON.plus(Duration.ofHours(1));
        assertFull(limited, hour, 1_800);
        complete("c-1", Duration.ofSeconds(1));
        assertFull(limited, hour, 1_201);
        complete("c-3", Duration.ofSeconds(200));
        assertAllowed(limited, "c-4", 1_401);
        complete("c-4", Duration.ZERO);
        clock.moveTo(hour.plus(Duration.ofMinutes(5)));
        assertAllowed(limited, "c-5", 800);
        complete("c-2", Duration.ofSeconds(1));
        clock.moveTo(hour.plus(Duration.ofMinutes(10)));
        assertAllowed(limited, "c-6", 1_200);
    }
}
