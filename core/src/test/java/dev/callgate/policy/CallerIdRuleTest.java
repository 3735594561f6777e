package dev.callgate.policy;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Place;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerIdRuleTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final String WASHINGTON = "+12025550123";
    private static final String TOLL_FREE = "+18005550123";
    private static final String PARIS = "+33142278186";
    private static final String FRENCH_MOBILE = "+33612345678";
    private static final String MADRID = "+34912345678";
    private static final String SPANISH_MOBILE = "+34612345678";

    private static Optional<Reason> ask(CallerIdRule rule, String from, CallFacts call) {
        return rule.objectionTo(PhoneNumber.of(ACME, E164.of(from)), call);
    }

    private static Optional<Reason> ask(CallerIdRule rule, String from, String to) {
        return ask(rule, from, Calls.call(to, NOW));
    }

    private static CallFacts callTo(String to, Place place) {
        return new CallFacts(ACME, new AgentId("agent"), E164.of(to), NOW, ZoneOffset.UTC, Map.of(), place);
    }

    private static String messageOf(Executable creation) {
        return assertThrows(IllegalArgumentException.class, creation).getMessage();
    }

    @Test
    @DisplayName("D9 a number of a class that must not be the caller ID is refused with its class, and no other is")
    void classes() {
        CallerIdRule rule = CallerIdRule.never(NumberClass.TOLL_FREE, NumberClass.MOBILE);
        assertEquals(
                Optional.of(new Reason(
                        "caller_id_class_not_allowed", "numbers of class toll_free must not be the caller ID")),
                ask(rule, TOLL_FREE, WASHINGTON));
        assertEquals(
                "numbers of class mobile must not be the caller ID",
                ask(rule, FRENCH_MOBILE, WASHINGTON).orElseThrow().message());
        assertEquals(Optional.empty(), ask(rule, WASHINGTON, TOLL_FREE));
        assertEquals(Optional.empty(), ask(rule, PARIS, WASHINGTON));
    }

    @Test
    @DisplayName("D9 a number outside the prefixes of the caller ID is refused with them, and one within them is not")
    void onlyWithin() {
        CallerIdRule rule = CallerIdRule.onlyWithin("+1202", "+33");
        assertEquals(
                Optional.of(new Reason(
                        "caller_id_prefix_not_allowed",
                        "only numbers that begin with +1202, +33 may be the caller ID")),
                ask(rule, MADRID, WASHINGTON));
        assertEquals(Optional.empty(), ask(rule, WASHINGTON, MADRID));
        assertEquals(Optional.empty(), ask(rule, PARIS, MADRID));
        assertTrue(ask(rule, TOLL_FREE, MADRID).isPresent());
    }

    @Test
    @DisplayName("D9 a number within blocked prefixes is refused with the longest one, and one outside them is not")
    void notWithin() {
        CallerIdRule rule = CallerIdRule.notWithin("+1", "+1800");
        assertEquals(
                Optional.of(new Reason(
                        "caller_id_prefix_blocked", "numbers that begin with +1800 must not be the caller ID")),
                ask(rule, TOLL_FREE, MADRID));
        assertEquals(
                "numbers that begin with +1 must not be the caller ID",
                ask(rule, WASHINGTON, MADRID).orElseThrow().message());
        assertEquals(Optional.empty(), ask(rule, PARIS, MADRID));
    }

    @Test
    @DisplayName("a rule with a condition judges only the calls that the condition selects")
    void where() {
        CallerIdRule rule = CallerIdRule.never(NumberClass.TOLL_FREE)
                .where(call -> call.to().region().equals("FR"))
                .where(call -> call.to().numberClass() == NumberClass.MOBILE);
        assertTrue(ask(rule, TOLL_FREE, FRENCH_MOBILE).isPresent());
        assertEquals(Optional.empty(), ask(rule, TOLL_FREE, PARIS));
        assertEquals(Optional.empty(), ask(rule, TOLL_FREE, SPANISH_MOBILE));
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "+34612345678, +34912345678, yes, a Spanish mobile number",
        "+34722123456, +34612345678, yes, a Spanish mobile number to another",
        "+33612345678, +34912345678, yes, a mobile number of another country",
        "+34912345679, +34612345678, no, a Spanish landline",
        "+34900123456, +34912345678, no, a toll-free number",
        "+12025550123, +34912345678, no, a number of a plan without ranges for mobile phones",
        "+34612345678, +33142278186, no, a call to another country",
        "+34612345678, +12025550123, no, a call to another country"
    })
    @DisplayName("D15 Spain: no mobile number is the caller ID of a call to Spain")
    void spain(String from, String to, String refused, String why) {
        Optional<Reason> objection = ask(CallerIdRule.spain(), from, to);
        assertEquals(refused.equals("yes"), objection.isPresent(), why);
        objection.ifPresent(reason -> assertEquals(
                new Reason(
                        "caller_id_class_not_allowed",
                        "numbers of class mobile must not be the caller ID of calls to Spain"),
                reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+33162000000", "+33163000000", "+33270000000", "+33271999999", "+33377000000", "+33378000000",
                "+33424000000", "+33425000000", "+33568000000", "+33569000000", "+33948000000", "+33949999999"
            })
    @DisplayName("D15 France: the caller ID of a call to France is within the verified ranges of its numbering plan")
    void franceAllows(String from) {
        assertEquals(Optional.empty(), ask(CallerIdRule.france(), from, PARIS));
        assertEquals(Optional.empty(), ask(CallerIdRule.france(), from, FRENCH_MOBILE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+33612345678", "+33712345678", "+33142278186", "+33161999999", "+33164000000", "+33937000000",
                "+33947500000", "+33801020304", "+590947500000", "+34912345678", "+442079460123", "+12025550123"
            })
    @DisplayName("D15 France: no other number is the caller ID of a call to France, be it mobile, special or foreign")
    void franceRefuses(String from) {
        Reason reason = ask(CallerIdRule.france(), from, FRENCH_MOBILE).orElseThrow();
        assertEquals("caller_id_prefix_not_allowed", reason.code());
        assertTrue(reason.message().endsWith("+33949 may be the caller ID of calls to France"), reason.message());
        assertEquals(Optional.empty(), ask(CallerIdRule.france(), from, MADRID));
        assertEquals(Optional.empty(), ask(CallerIdRule.france(), from, "+590590123456"));
    }

    @Test
    @DisplayName(
            "D15 the law of a country applies if the number is of the country, or the request says that the callee is there")
    void knownPlace() {
        CallFacts inFrance = callTo(WASHINGTON, Place.of("FR"));
        CallFacts inSpain = callTo(FRENCH_MOBILE, Place.of("ES"));
        assertTrue(ask(CallerIdRule.france(), WASHINGTON, inFrance).isPresent());
        assertTrue(ask(CallerIdRule.france(), SPANISH_MOBILE, inSpain).isPresent());
        assertTrue(ask(CallerIdRule.spain(), SPANISH_MOBILE, inSpain).isPresent());
        assertEquals(Optional.empty(), ask(CallerIdRule.spain(), SPANISH_MOBILE, inFrance));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "33162", "+0162", "+1234567890123456", "+33 162", "+33x", "0162"})
    @DisplayName("a text that is no prefix is rejected, with its form")
    void rejectsPrefixes(String prefix) {
        String message = "\"%s\" is not a prefix: use the form +1876, a plus sign and 1 to 15 digits, the first not 0"
                .formatted(prefix);
        assertEquals(message, messageOf(() -> CallerIdRule.onlyWithin("+33", prefix)));
        assertEquals(message, messageOf(() -> CallerIdRule.notWithin(prefix)));
    }

    @Test
    @DisplayName("a rule about nothing is rejected")
    void rejectsNothing() {
        assertEquals("a rule needs the classes that it refuses: name at least one", messageOf(CallerIdRule::never));
        String message = "a rule needs the prefixes of numbers: name at least one, such as +33162";
        assertEquals(message, messageOf(CallerIdRule::onlyWithin));
        assertEquals(message, messageOf(CallerIdRule::notWithin));
        assertThrowsNaming(
                NullPointerException.class, () -> CallerIdRule.spain().where(null), "calls");
    }
}
