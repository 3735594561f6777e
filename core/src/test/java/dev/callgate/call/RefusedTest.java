package dev.callgate.call;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.call.Refused.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RefusedTest {
    private static final Reason REASON = new Reason(Reason.NO_ASSIGNMENT, "agent anna has no number");

    @Test
    @DisplayName("D9 there is no refusal without a reason")
    void needsAReason() {
        assertThrowsNaming(
                IllegalArgumentException.class,
                () -> new Refused(List.of(), null, 0, List.of(), false),
                "at least one reason");
    }

    @Test
    @DisplayName("D9 a refusal keeps its reasons, in their order, whatever becomes of the list")
    void keepsItsReasons() {
        Reason second = new Reason(Reason.NUMBER_INACTIVE, "the number is inactive");
        List<Reason> reasons = new ArrayList<>(List.of(REASON, second));
        Refused refused = new Refused(reasons, null, 0, List.of(), false);
        reasons.clear();
        assertEquals(List.of(REASON, second), refused.reasons());
        assertFalse(refused.isAllowed());
    }

    @Test
    @DisplayName("D9 the cause is the first reason, and a final refusal has no next time")
    void isFinalWithoutANextTime() {
        Refused refused = new Refused(List.of(REASON), null, 0, List.of(), true);
        assertSame(REASON, refused.cause());
        Instant tomorrow = Instant.parse("2026-03-03T00:00:00Z");
        assertRejected(
                "a refusal cannot be final if the call may be allowed at 2026-03-03T00:00:00Z",
                () -> new Refused(List.of(REASON), tomorrow, 0, List.of(), true));
    }

    @Test
    @DisplayName("D9 a reason that ends at a time is temporary, one without a time is not unless it says so")
    void reasonsAreTemporary() {
        Instant tomorrow = Instant.parse("2026-03-03T00:00:00Z");
        assertFalse(REASON.isTemporary());
        assertTrue(new Reason("lunch", "at lunch", tomorrow).isTemporary());
        assertFalse(new Reason("list", "on a list", null).isTemporary());
        assertTrue(Reason.untilUnknown("busy", "all lines are busy").isTemporary());
        assertEquals(0, REASON.numbers());
        assertRejected(
                "a reason that ends at 2026-03-03T00:00:00Z is temporary",
                () -> new Reason("lunch", "at lunch", tomorrow, false, 0));
        assertRejected(
                "a reason concerns 0 or more numbers, not -1", () -> new Reason("lunch", "at lunch", null, true, -1));
        assertRejected("a reason code must have 1 to 64 characters, unlike \"\"", () -> new Reason("", "nothing"));
    }

    private static void assertRejected(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
