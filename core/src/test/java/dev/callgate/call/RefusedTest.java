package dev.callgate.call;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.callgate.call.Refused.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RefusedTest {
    private static final Reason REASON = new Reason(Reason.NO_ASSIGNMENT, "agent anna has no number");

    @Test
    @DisplayName("D9 there is no refusal without a reason")
    void needsAReason() {
        assertThrowsNaming(
                IllegalArgumentException.class, () -> new Refused(List.of(), null, 0, List.of(), false), "at least one reason");
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
}
