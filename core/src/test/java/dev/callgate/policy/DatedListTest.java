package dev.callgate.policy;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DatedListTest {
    private static final String LISTED = "+12025550123";
    private static final String OTHER = "+12025550124";
    private static final String LONDON = "+442071838750";
    private static final LocalDate OBTAINED = LocalDate.parse("2026-03-02");

    /** The first moment, in UTC, at which the list must not be used. */
    private static final Instant TOO_LATE = Instant.parse("2026-04-03T00:00:00Z");

    /** A list of one number. */
    private static final DoNotCallList LIST = new DoNotCallList() {
        @Override
        public boolean contains(E164 number) {
            return number.equals(E164.of(LISTED));
        }

        @Override
        public LocalDate date() {
            return OBTAINED;
        }
    };

    private static CallRule rule(String... countries) {
        return CallRule.doNotCall("national", LIST, 31, Set.of(countries));
    }

    private static Optional<String> code(CallRule rule, CallFacts call) {
        return rule.objectionTo(call).map(Reason::code);
    }

    private static Optional<String> code(CallRule rule, String number, Instant at) {
        return code(rule, Calls.call(number, at));
    }

    @Test
    @DisplayName("D9 a number on the list is refused for good, even if the list is too old")
    void listed() {
        for (Instant at : List.of(TOO_LATE.minusNanos(1), TOO_LATE)) {
            Reason reason = Calls.ask(rule("US"), LISTED, at).orElseThrow();
            assertEquals(Reason.DO_NOT_CALL, reason.code());
            assertEquals("+12*******23 is on the do-not-call list \"national\"", reason.message());
            assertFalse(reason.isTemporary());
        }
        assertEquals(Optional.empty(), code(rule("US"), OTHER, TOO_LATE.minusNanos(1)));
    }

    @Test
    @DisplayName("D9 from the day after its last one, a list refuses all calls to its countries until it is replaced")
    void tooOld() {
        Reason reason = Calls.ask(rule("US"), OTHER, TOO_LATE).orElseThrow();
        assertEquals(Reason.DO_NOT_CALL_LIST_TOO_OLD, reason.code());
        assertEquals(
                "the do-not-call list \"national\" was obtained on 2026-03-02 and may be used for 31 days: load a newer one",
                reason.message());
        assertTrue(reason.isTemporary());
        assertNull(reason.until());
        assertEquals(Optional.empty(), code(rule("US"), LONDON, TOO_LATE));
        assertEquals(Optional.of(Reason.DO_NOT_CALL_LIST_TOO_OLD), code(rule(), LONDON, TOO_LATE));
    }

    private static CallFacts call(String number, ZoneId zone, Place place) {
        return new CallFacts(
                new OrganizationId("acme"), new AgentId("agent"), E164.of(number), TOO_LATE, zone, Map.of(), place);
    }

    @Test
    @DisplayName(
            "D15 the age is counted by the organization's date, and a known place in a country of the list needs it")
    void datesAndPlaces() {
        assertEquals(Optional.empty(), code(rule("US"), call(OTHER, ZoneId.of("America/New_York"), null)));
        assertEquals(
                Optional.of(Reason.DO_NOT_CALL_LIST_TOO_OLD),
                code(rule("US"), call(LONDON, ZoneOffset.UTC, Place.of("US-NY"))));
        assertEquals(Optional.empty(), code(rule("US"), call(LONDON, ZoneOffset.UTC, Place.of("FR"))));
    }

    @Test
    @DisplayName("an age below zero is rejected; a list may be good for its own day only")
    void ages() {
        assertThrowsNaming(
                IllegalArgumentException.class, () -> CallRule.doNotCall("national", LIST, -1, Set.of()), "not -1");
        CallRule oneDay = CallRule.doNotCall("national", LIST, 0, Set.of());
        Instant midnight = Instant.parse("2026-03-03T00:00:00Z");
        assertEquals(Optional.empty(), code(oneDay, OTHER, midnight.minusNanos(1)));
        assertEquals(Optional.of(Reason.DO_NOT_CALL_LIST_TOO_OLD), code(oneDay, OTHER, midnight));
    }
}
