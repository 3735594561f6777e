package dev.callgate.policy;

import static dev.callgate.policy.Candidates.callTo;
import static dev.callgate.policy.Candidates.digits;
import static dev.callgate.policy.Candidates.unused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.callgate.model.Assignment;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalPresenceTest {
    private static final String WASHINGTON = "+12025550123";
    private static final String WASHINGTON_TOO = "+12025550100";
    private static final String SAN_FRANCISCO = "+14155550123";
    private static final String TORONTO = "+14165550123";
    private static final String TORONTO_TOO = "+14165550100";
    private static final String LONDON = "+442079460123";
    private static final String JERSEY = "+441534456789";
    private static final String BERLIN = "+4930123456";
    private static final String BERLIN_MOBILE = "+4915123456789";
    private static final String FREEPHONE = "+80012345678";

    private final Rotation tested = Rotation.localPresence();

    private List<String> ordered(String callee, String... numbers) {
        return digits(tested.order(unused(numbers), callTo(callee)));
    }

    @Test
    @DisplayName(
            "numbers of the callee's area come first, then those of its state, its region, its country code, and the others")
    void nearestFirst() {
        assertEquals(
                List.of(WASHINGTON, SAN_FRANCISCO, TORONTO, LONDON),
                ordered("+12025550199", LONDON, TORONTO, SAN_FRANCISCO, WASHINGTON));
        assertEquals(
                List.of(TORONTO, WASHINGTON, SAN_FRANCISCO, LONDON),
                ordered("+14165550199", LONDON, WASHINGTON, TORONTO, SAN_FRANCISCO));
        assertEquals(
                List.of(LONDON, JERSEY, WASHINGTON, BERLIN),
                ordered("+441614960123", WASHINGTON, JERSEY, BERLIN, LONDON));
    }

    @Test
    @DisplayName("D15 numbers of an overlay are of the same area, and those of the same state come next")
    void overlaysAndStates() {
        String orlando = "+14075550123";
        String overlayOfOrlando = "+16895550123";
        String miami = "+13055550123";
        assertEquals(
                List.of(orlando, miami, WASHINGTON, TORONTO, LONDON),
                ordered("+16895550199", LONDON, TORONTO, WASHINGTON, miami, orlando));
        assertEquals(
                List.of(overlayOfOrlando, miami, WASHINGTON),
                ordered("+14075550199", WASHINGTON, miami, overlayOfOrlando));
        assertEquals(
                List.of("+14375550123", "+16135550123", "+15145550123", WASHINGTON),
                ordered(TORONTO_TOO, WASHINGTON, "+15145550123", "+16135550123", "+14375550123"));
    }

    @Test
    @DisplayName("D15 a mobile phone of Argentina is in the area behind its 9")
    void mobilesOfArgentina() {
        String buenosAires = "+541143211234";
        String buenosAiresMobile = "+5491143211234";
        String cordoba = "+543514211234";
        assertEquals(
                List.of(buenosAires, buenosAiresMobile, cordoba, LONDON),
                ordered("+5491123456789", LONDON, cordoba, buenosAires, buenosAiresMobile));
        assertEquals(
                List.of(buenosAiresMobile, buenosAires, cordoba),
                ordered("+541123456789", cordoba, buenosAiresMobile, buenosAires));
    }

    @Test
    @DisplayName("equally near numbers keep their order")
    void keepsTheOrderOfEquals() {
        assertEquals(
                List.of(WASHINGTON, WASHINGTON_TOO, TORONTO, TORONTO_TOO, LONDON, BERLIN),
                ordered("+12025550199", LONDON, TORONTO, BERLIN, WASHINGTON, TORONTO_TOO, WASHINGTON_TOO));
        assertEquals(
                List.of(WASHINGTON_TOO, WASHINGTON, TORONTO_TOO, TORONTO, BERLIN, LONDON),
                ordered("+12025550199", WASHINGTON_TOO, BERLIN, LONDON, TORONTO_TOO, TORONTO, WASHINGTON));
    }

    @Test
    @DisplayName("to a callee without an area code, the numbers of its region are equally near")
    void calleeWithoutArea() {
        assertEquals(
                List.of(BERLIN, BERLIN_MOBILE, WASHINGTON, LONDON),
                ordered("+4915198765432", WASHINGTON, BERLIN, LONDON, BERLIN_MOBILE));
    }

    @ParameterizedTest
    @CsvSource({"+80087654321, of no country", "+12, not valid"})
    @DisplayName("to a callee that is at no place, all numbers are equally far")
    void calleeWithoutAPlace(String callee, String why) {
        assertEquals(
                List.of(LONDON, FREEPHONE, "+19", WASHINGTON),
                ordered(callee, LONDON, FREEPHONE, "+19", WASHINGTON),
                why);
    }

    @Test
    @DisplayName("of two candidates, the nearer one comes first")
    void twoCandidates() {
        assertEquals(List.of(WASHINGTON, LONDON), ordered("+12025550199", LONDON, WASHINGTON));
    }

    @Test
    @DisplayName("a single candidate is returned as it is")
    void oneCandidate() {
        List<Assignment> one = unused(LONDON);
        assertSame(one, tested.order(one, callTo("+12025550199")));
    }
}
