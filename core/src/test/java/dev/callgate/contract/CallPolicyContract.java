package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.TollRestriction;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy allows and refuses the same calls over every store. */
abstract class CallPolicyContract extends PolicyTests {
    private static final String BRITISH_PREMIUM_RATE = "+449098790000";

    @ParameterizedTest(name = "in {0}, {1} is {2}")
    @CsvSource({
        "US, (202) 555-0199, +12025550199",
        "US, 1 202 555 0199, +12025550199",
        "US, 011 44 20 7946 0123, +442079460123",
        "GB, 020 7946 0123, +442079460123",
        "GB, 00 1 202 555 0199, +12025550199",
        "US, tel:+1-202-555-0199, +12025550199",
        "US, sip:2025550199@trunk.example.com, +12025550199",
    })
    @DisplayName("D1 destinations are parsed as dialed in the organization's region")
    void parsesNumbersOfTheRegion(String region, String dialed, String to) {
        fixture.assign(1, Terms.dailyLimit(5).countries("US", "GB"));
        Allowed allowed = assertInstanceOf(Allowed.class, call(gate(policy -> policy.region(region)), dialed));
        assertEquals(to, allowed.to());
        assertNull(allowed.extension());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UK", "XX", "001", ""})
    @DisplayName("D1 an organization's region must be a country, and the message names any other")
    void rejectsOtherRegions(String region) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> CallPolicy.inUtc().region(region));
        assertTrue(e.getMessage().contains(region), e.getMessage());
    }

    @Test
    @DisplayName("D1 an extension is returned, to be dialed after the answer; letters are refused with a reason")
    void extensionsAndLetters() {
        fixture.assign(1, Terms.dailyLimit(5).countries("US"));
        Allowed allowed = assertInstanceOf(Allowed.class, call(gate(policy -> policy), "+1 202 555 0199 ext. 45"));
        assertEquals(WASHINGTON, allowed.to());
        assertEquals("45", allowed.extension());

        Refused letters = assertInstanceOf(Refused.class, call(gate(policy -> policy), "+1-800-FLOWERS"));
        assertEquals(List.of(Reason.VANITY_LETTERS), codes(letters));
        assertNull(letters.nextAllowed());
        assertEquals(0, letters.remaining());
    }

    @Test
    @DisplayName("D7 emergency numbers are those of the organization's region, and are allowed under any policy")
    void emergencyNumbersByRegion() {
        CallGate strict = gate(policy -> policy.region("US").rules(facts -> Optional.of(new Reason("never", "never"))));
        assertTrue(((Allowed) call(strict, "911")).isEmergency());
        assertTrue(((Allowed) call(strict, "112")).isEmergency());
        assertTrue(((Allowed) strict.preview(request("911"))).isEmergency());
        assertEquals(List.of(Reason.NO_ASSIGNMENT, Reason.INVALID_DESTINATION), codes(call(strict, "999")));
        assertTrue(((Allowed) call(gate(policy -> policy.region("GB")), "999")).isEmergency());
    }

    @Test
    @DisplayName("D7 an emergency call is allowed without a policy; no other call is")
    void emergencyWithoutAPolicy() {
        CallGate lost =
                CallGate.over(tested.store()).policies(organization -> null).build();
        assertTrue(((Allowed) call(lost, "911")).isEmergency());
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> call(lost, WASHINGTON));
        assertTrue(e.getMessage().contains(fixture.organization.value()), e.getMessage());
    }

    @Test
    @DisplayName(
            "D1 premium rate and similar classes are refused, unless the assignment allows them, in countries on its list")
    @Needs(Ability.NUMBER_CLASSES)
    void restrictedClasses() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(5).countries("GB"));
        CallGate gate = gate(policy -> policy);
        Refused refused = assertInstanceOf(Refused.class, call(gate, BRITISH_PREMIUM_RATE));
        assertEquals(List.of("premium_rate_not_allowed"), codes(refused));
        assertNull(refused.nextAllowed());

        tested.changeTerms(assignment, Terms.dailyLimit(5).countries("GB").classes(NumberClass.PREMIUM_RATE));
        assertEquals(
                Set.of(NumberClass.PREMIUM_RATE),
                fixture.stored(assignment).terms().classes());
        Allowed allowed = assertInstanceOf(Allowed.class, call(gate, BRITISH_PREMIUM_RATE));
        assertEquals(
                Set.of(NumberClass.PREMIUM_RATE),
                Objects.requireNonNull(allowed.assignment()).terms().classes());

        tested.changeTerms(assignment, Terms.dailyLimit(5).countries("US").classes(NumberClass.PREMIUM_RATE));
        assertEquals(List.of(Reason.COUNTRY_NOT_ALLOWED), codes(call(gate, BRITISH_PREMIUM_RATE)));
        assertEquals(1, fixture.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D10 a class that is removed from an assignment is refused to a caller that has it in its cache")
    @Needs(Ability.NUMBER_CLASSES)
    void classesTakeEffectImmediately() {
        Assignment seen = fixture.assign(1, Terms.dailyLimit(5).countries("GB").classes(NumberClass.PREMIUM_RATE));
        CountRequest request = new CountRequest(
                seen,
                E164.of(BRITISH_PREMIUM_RATE),
                new CallDay(LocalDate.parse("2026-03-02"), ZoneOffset.UTC),
                NOON,
                NumberClass.PREMIUM_RATE,
                List.of(),
                null);
        assertInstanceOf(CountResult.Counted.class, tested.store().count(request));
        tested.changeTerms(seen, Terms.dailyLimit(5).countries("GB").classes(NumberClass.PAGER));
        assertInstanceOf(CountResult.Stale.class, tested.store().count(request));
        tested.changeTerms(seen, Terms.dailyLimit(5).countries("GB"));
        assertInstanceOf(CountResult.Stale.class, tested.store().count(request));
        assertEquals(1, fixture.stored(seen).callsMadeToday());
    }

    @Test
    @DisplayName("D1 the longest matching prefix allows or blocks a number; the countries are checked too")
    void prefixes() {
        fixture.assign(1, Terms.dailyLimit(100).countries("GB", "US"));
        CallGate gate = gate(policy -> policy.tollRestriction(TollRestriction.standard()
                .allowing(NumberClass.SHARED_COST)
                .blockingPrefixes("+1202", "+4490")
                .allowingPrefixes("+449098", "+1202555", "+49")));
        assertTrue(call(gate, WASHINGTON).isAllowed());
        assertTrue(call(gate, BRITISH_PREMIUM_RATE).isAllowed());
        Refused blocked = assertInstanceOf(Refused.class, call(gate, "+12024560199"));
        assertEquals(List.of(Reason.PREFIX_BLOCKED), codes(blocked));
        assertTrue(blocked.reasons().get(0).message().contains("+1202"), blocked::toString);
        assertEquals(List.of(Reason.COUNTRY_NOT_ALLOWED), codes(call(gate, "+4930123456")));

        CallGate blocking =
                gate(policy -> policy.tollRestriction(TollRestriction.standard().blockingPrefixes("+44909")));
        assertEquals(
                List.of(Reason.PREFIX_BLOCKED, "premium_rate_not_allowed"),
                codes(call(blocking, BRITISH_PREMIUM_RATE)));
    }

    @Test
    @DisplayName("D1 D9 each rule that objects is named, in order, and nothing is counted")
    void rules() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(3).countries("US"));
        Set<E164> blocked = new HashSet<>(Set.of(E164.of(WASHINGTON)));
        CallGate gate = gate(policy -> policy.rules(
                CallRule.doNotCall(E164.of(WASHINGTON)::equals),
                CallRule.blocked(blocked::contains),
                call -> call.agent().equals(fixture.agent)
                        ? Optional.of(new Reason("lunch", "at lunch", null))
                        : Optional.empty()));
        Refused refused = assertInstanceOf(Refused.class, call(gate, WASHINGTON));
        assertEquals(List.of(Reason.DO_NOT_CALL, Reason.CALLEE_BLOCKED, "lunch"), codes(refused));
        assertEquals(3, refused.remaining());
        assertNull(refused.nextAllowed());
        assertTrue(
                refused.reasons().stream().noneMatch(each -> each.message().contains(WASHINGTON)), refused::toString);
        assertEquals(0, fixture.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D1 rules and toll restrictions that are added one after the other all apply")
    @Needs(Ability.NUMBER_CLASSES)
    void policiesCombine() {
        fixture.assign(1, Terms.dailyLimit(100).countries("US", "CA", "JM").classes(NumberClass.PREMIUM_RATE));
        CallGate gate = gate(policy -> policy.rules(objecting("one"))
                .rules(objecting("two"), objecting("three"))
                .rules());
        assertEquals(List.of("one", "two", "three"), codes(call(gate, WASHINGTON)));

        CallGate restricted =
                gate(policy -> policy.tollRestriction(TollRestriction.standard().blockingPrefixes("+1876"))
                        .tollRestriction(TollRestriction.standard()
                                .allowing(NumberClass.PREMIUM_RATE)
                                .blockingPrefixes("+1416")));
        assertEquals(List.of(Reason.PREFIX_BLOCKED), codes(call(restricted, "+18765550123")));
        assertEquals(List.of(Reason.PREFIX_BLOCKED), codes(call(restricted, "+14165550123")));
        assertTrue(call(restricted, WASHINGTON).isAllowed());
    }

    private static CallRule objecting(String code) {
        return call -> Optional.of(new Reason(code, "for the test"));
    }

    @Test
    @DisplayName("D9 reasons that apply to every number come before reasons that apply to some of the agent's numbers")
    @Needs(Ability.QUARANTINE)
    void countsOnlyTheFirstReason() {
        Assignment resting = fixture.assign(1, Terms.dailyLimit(100).countries("US"));
        fixture.assign(2, Terms.dailyLimit(100).countries("US"));
        tested.quarantine(resting, LocalDate.parse("2026-03-10"));
        CallGate gate = gate(policy -> policy);
        assertEquals(
                List.of(Reason.COUNTRY_NOT_ALLOWED, Reason.NUMBER_QUARANTINED), codes(call(gate, "+442079460123")));
        assertEquals(List.of(Reason.INVALID_DESTINATION, Reason.NUMBER_QUARANTINED), codes(call(gate, "nonsense")));
    }

    @Test
    @DisplayName("D4 a rule that fails allows nothing, and its exception is thrown instead of a refusal")
    void failingRule() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(3).countries("US"));
        IllegalStateException failure = new IllegalStateException("the list cannot be read");
        CallGate gate = gate(policy -> policy.rules(CallRule.doNotCall(number -> {
            throw failure;
        })));
        assertSame(failure, assertThrows(IllegalStateException.class, () -> call(gate, WASHINGTON)));
        assertSame(failure, assertThrows(IllegalStateException.class, () -> gate.preview(request(WASHINGTON))));
        assertEquals(0, fixture.stored(assignment).callsMadeToday());
    }
}
