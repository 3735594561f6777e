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
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.CallingHours;
import dev.callgate.policy.Rotation;
import dev.callgate.policy.TollRestriction;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.Limits;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a {@link CallPolicy} says, over every store. Extend it, hand in a store, and run it as a JUnit test; it needs
 * junit-jupiter and libphonenumber's geocoder on the test class path.
 */
public abstract class CallPolicyContract {
    private static final String WASHINGTON = "+12025550199";
    private static final String BRITISH_PREMIUM_RATE = "+449098790000";
    private static final Instant NOON = Instant.parse("2026-03-02T17:00:00Z");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final MovableClock clock = new MovableClock(NOON);
    private StoreUnderTest tested;
    private Scene scene;

    /** Returns the store to test. Each test works in an organization of its own, so it may always be the same one. */
    protected abstract StoreUnderTest storeUnderTest();

    @BeforeEach
    void setScene() {
        tested = storeUnderTest();
        scene = new Scene(tested);
    }

    private CallGate gate(UnaryOperator<CallPolicy> change) {
        return CallGate.over(tested.store())
                .clock(clock)
                .policy(change.apply(CallPolicy.in(NEW_YORK)))
                .build();
    }

    private CallRequest request(String to) {
        return CallRequest.by(scene.organization, scene.agent).to(to);
    }

    private CallDecision call(CallGate gate, String to) {
        return gate.decide(request(to));
    }

    private static List<String> codes(CallDecision decision) {
        return assertInstanceOf(Refused.class, decision).reasons().stream()
                .map(Reason::code)
                .toList();
    }

    private static E164 from(CallDecision decision) {
        return Objects.requireNonNull(assertInstanceOf(Allowed.class, decision).from());
    }

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
    @DisplayName("D1 destinations are understood as the people of the organization's region dial")
    void understandsTheRegion(String region, String dialed, String to) {
        scene.assign(1, Terms.dailyLimit(5).countries("US", "GB"));
        Allowed allowed = assertInstanceOf(Allowed.class, call(gate(policy -> policy.region(region)), dialed));
        assertEquals(to, allowed.to());
        assertNull(allowed.extension());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UK", "XX", "001", ""})
    @DisplayName("an organization's region is a country, and any other is refused by name")
    void refusesOtherRegions(String region) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> CallPolicy.inUtc().region(region));
        assertTrue(e.getMessage().contains(region), e.getMessage());
    }

    @Test
    @DisplayName("an extension is handed back for after the call is answered; letters are refused by name")
    void extensionsAndLetters() {
        scene.assign(1, Terms.dailyLimit(5).countries("US"));
        Allowed allowed = assertInstanceOf(Allowed.class, call(gate(policy -> policy), "+1 202 555 0199 ext. 45"));
        assertEquals(WASHINGTON, allowed.to());
        assertEquals("45", allowed.extension());

        Refused letters = assertInstanceOf(Refused.class, call(gate(policy -> policy), "+1-800-FLOWERS"));
        assertEquals(List.of(Reason.VANITY_LETTERS), codes(letters));
        assertNull(letters.nextAllowed());
        assertEquals(0, letters.remaining());
    }

    @Test
    @DisplayName("D7 emergency numbers are those of the organization's region, and go through whatever the policy says")
    void emergencyNumbersByRegion() {
        CallGate strict = gate(policy -> policy.region("US").rules(facts -> Optional.of(new Reason("never", "never"))));
        assertTrue(((Allowed) call(strict, "911")).isEmergency());
        assertTrue(((Allowed) call(strict, "112")).isEmergency());
        assertTrue(((Allowed) strict.preview(request("911"))).isEmergency());
        assertEquals(List.of(Reason.NO_ASSIGNMENT, Reason.INVALID_DESTINATION), codes(call(strict, "999")));
        assertTrue(((Allowed) call(gate(policy -> policy.region("GB")), "999")).isEmergency());
    }

    @Test
    @DisplayName("D7 an emergency call goes through where no policy is known; no other call does")
    void emergencyWithoutAPolicy() {
        CallGate lost =
                CallGate.over(tested.store()).policies(organization -> null).build();
        assertTrue(((Allowed) call(lost, "911")).isEmergency());
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> call(lost, WASHINGTON));
        assertTrue(e.getMessage().contains(scene.organization.value()), e.getMessage());
    }

    @Test
    @DisplayName(
            "D1 premium rate and the like are refused by name, unless the assignment allows them, in countries on its list")
    void restrictedClasses() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(5).countries("GB"));
        CallGate gate = gate(policy -> policy);
        Refused refused = assertInstanceOf(Refused.class, call(gate, BRITISH_PREMIUM_RATE));
        assertEquals(List.of("premium_rate_not_allowed"), codes(refused));
        assertNull(refused.nextAllowed());

        tested.changeTerms(assignment, Terms.dailyLimit(5).countries("GB").classes(NumberClass.PREMIUM_RATE));
        assertEquals(
                Set.of(NumberClass.PREMIUM_RATE),
                scene.stored(assignment).terms().classes());
        Allowed allowed = assertInstanceOf(Allowed.class, call(gate, BRITISH_PREMIUM_RATE));
        assertEquals(
                Set.of(NumberClass.PREMIUM_RATE),
                Objects.requireNonNull(allowed.assignment()).terms().classes());

        tested.changeTerms(assignment, Terms.dailyLimit(5).countries("US").classes(NumberClass.PREMIUM_RATE));
        assertEquals(List.of(Reason.COUNTRY_NOT_ALLOWED), codes(call(gate, BRITISH_PREMIUM_RATE)));
        assertEquals(1, scene.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D10 a class that is taken from an assignment holds for who still remembers it allowed")
    void classesHoldAtOnce() {
        Assignment seen = scene.assign(1, Terms.dailyLimit(5).countries("GB").classes(NumberClass.PREMIUM_RATE));
        CountRequest request = new CountRequest(
                seen,
                E164.of(BRITISH_PREMIUM_RATE),
                new CallDay(LocalDate.parse("2026-03-02"), ZoneOffset.UTC),
                NOON,
                NumberClass.PREMIUM_RATE,
                Limits.NONE,
                null,
                null,
                null);
        assertInstanceOf(CountResult.Counted.class, tested.store().count(request));
        tested.changeTerms(seen, Terms.dailyLimit(5).countries("GB").classes(NumberClass.PAGER));
        assertInstanceOf(CountResult.Stale.class, tested.store().count(request));
        tested.changeTerms(seen, Terms.dailyLimit(5).countries("GB"));
        assertInstanceOf(CountResult.Stale.class, tested.store().count(request));
        assertEquals(1, scene.stored(seen).callsMadeToday());
    }

    @Test
    @DisplayName(
            "D1 of the prefixes that a number begins with, the longest allows or blocks it; countries hold all the same")
    void prefixes() {
        scene.assign(1, Terms.dailyLimit(100).countries("GB", "US"));
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
    @DisplayName("D1 D9 each rule that objects is named, in order, and the call consumes nothing")
    void rules() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(3).countries("US"));
        Set<E164> blocked = new HashSet<>(Set.of(E164.of(WASHINGTON)));
        CallGate gate = gate(policy -> policy.rules(
                CallRule.doNotCall(E164.of(WASHINGTON)::equals),
                CallRule.blocked(blocked::contains),
                call -> call.agent().equals(scene.agent)
                        ? Optional.of(new Reason("lunch", "at lunch", null))
                        : Optional.empty()));
        Refused refused = assertInstanceOf(Refused.class, call(gate, WASHINGTON));
        assertEquals(List.of(Reason.DO_NOT_CALL, Reason.CALLEE_BLOCKED, "lunch"), codes(refused));
        assertEquals(3, refused.remaining());
        assertNull(refused.nextAllowed());
        assertTrue(
                refused.reasons().stream().noneMatch(each -> each.message().contains(WASHINGTON)), refused::toString);
        assertEquals(0, scene.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D1 rules and toll restrictions that are named one after the other all hold")
    void policiesAddUp() {
        scene.assign(1, Terms.dailyLimit(100).countries("US", "CA", "JM").classes(NumberClass.PREMIUM_RATE));
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
    @DisplayName(
            "D9 what refuses the call from every number comes before what refuses it from some of the agent's numbers")
    void firstReasonStandsForTheRefusal() {
        Assignment resting = scene.assign(1, Terms.dailyLimit(100).countries("US"));
        scene.assign(2, Terms.dailyLimit(100).countries("US"));
        tested.quarantine(resting, LocalDate.parse("2026-03-10"));
        CallGate gate = gate(policy -> policy);
        assertEquals(
                List.of(Reason.COUNTRY_NOT_ALLOWED, Reason.NUMBER_QUARANTINED), codes(call(gate, "+442079460123")));
        assertEquals(List.of(Reason.INVALID_DESTINATION, Reason.NUMBER_QUARANTINED), codes(call(gate, "nonsense")));
    }

    @Test
    @DisplayName("D4 a rule that fails allows nothing, and its failure is not dressed up as a refusal")
    void aRuleThatFails() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(3).countries("US"));
        IllegalStateException failure = new IllegalStateException("the list cannot be read");
        CallGate gate = gate(policy -> policy.rules(CallRule.doNotCall(number -> {
            throw failure;
        })));
        assertSame(failure, assertThrows(IllegalStateException.class, () -> call(gate, WASHINGTON)));
        assertSame(failure, assertThrows(IllegalStateException.class, () -> gate.preview(request(WASHINGTON))));
        assertEquals(0, scene.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName(
            "D9 the next time is one at which the day has room, the hours hold, and the number is out of quarantine")
    void nextTimeOfEverything() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(1).countries("US"));
        LocalDate wednesday = LocalDate.parse("2026-03-04");
        CallGate gate = gate(policy -> policy.rules(CallingHours.tcpa().excluding(Set.of(wednesday))));
        assertTrue(call(gate, WASHINGTON).isAllowed()); // Monday noon

        Refused full = assertInstanceOf(Refused.class, call(gate, WASHINGTON));
        assertEquals(List.of(Reason.DAILY_LIMIT_REACHED), codes(full));
        assertEquals(
                Instant.parse("2026-03-03T05:00:00Z"), full.reasons().get(0).until());
        // At midnight there is room, but the hours begin at eight.
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
    @DisplayName("D9 the next time is not known where something never passes, or a rule says no time")
    void nextTimeUnknown() {
        scene.assign(1, Terms.dailyLimit(1).countries("US"));
        CallGate gate = gate(policy -> policy.rules(CallingHours.tcpa(), CallRule.doNotCall(number -> true)));
        clock.moveTo(Instant.parse("2026-03-02T06:00:00Z"));
        Refused refused = assertInstanceOf(Refused.class, call(gate, WASHINGTON));
        assertEquals(List.of(Reason.OUTSIDE_CALLING_HOURS, Reason.DO_NOT_CALL), codes(refused));
        assertNull(refused.nextAllowed());
        assertEquals(
                Instant.parse("2026-03-02T13:00:00Z"), refused.reasons().get(0).until());
    }

    @Test
    @DisplayName(
            "D9 a rule that opens and closes for ever, never together with another, ends in no time instead of no end")
    void nextTimeThatNeverComes() {
        scene.assign(1, Terms.dailyLimit(1).countries("US"));
        CallRule even = call -> objectionUnless(call.at().getEpochSecond() % 2 == 0, call.at());
        CallRule odd = call -> objectionUnless(call.at().getEpochSecond() % 2 == 1, call.at());
        Refused refused = assertInstanceOf(Refused.class, call(gate(policy -> policy.rules(even, odd)), WASHINGTON));
        assertNull(refused.nextAllowed());
    }

    private static Optional<Reason> objectionUnless(boolean holds, Instant at) {
        return holds ? Optional.empty() : Optional.of(new Reason("parity", "not in this second", at.plusSeconds(1)));
    }

    @Test
    @DisplayName("a caller may insist on a number, and is refused by name where it cannot be")
    void insistsOnANumber() {
        scene.assign(1, Terms.dailyLimit(10).countries("US"));
        Assignment second = scene.assign(2, Terms.dailyLimit(2).countries("US"));
        scene.assign(Samples.agent(2), 3, Terms.dailyLimit(10).countries("US"));
        CallGate gate = gate(policy -> policy);
        CallRequest insisting = request(WASHINGTON).from(Scene.number(2));
        assertEquals(Scene.number(2), from(gate.decide(insisting)));
        assertEquals(Scene.number(2), from(gate.decide(insisting)));
        Refused full = assertInstanceOf(Refused.class, gate.decide(insisting));
        assertEquals(List.of(Reason.DAILY_LIMIT_REACHED), codes(full));
        assertEquals(2, scene.stored(second).callsMadeToday());

        Refused others =
                assertInstanceOf(Refused.class, gate.decide(request(WASHINGTON).from(Scene.number(3))));
        assertEquals(List.of(Reason.NUMBER_NOT_ASSIGNED), codes(others));
        assertTrue(others.reasons().get(0).message().contains(Scene.number(3).toString()), others::toString);
        assertEquals(Scene.number(1), from(gate.decide(request(WASHINGTON))));
    }

    @Test
    @DisplayName("a preview is the answer that a decision would be, and counts nothing")
    void previews() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(1).countries("US"));
        CallGate gate = gate(policy -> policy);
        Allowed seen = assertInstanceOf(Allowed.class, gate.preview(request(WASHINGTON)));
        assertEquals(scene.stored(assignment), seen.assignment());
        Allowed counted = assertInstanceOf(Allowed.class, call(gate, WASHINGTON));
        assertEquals(seen.to(), counted.to());
        assertEquals(seen.from(), counted.from());
        assertEquals(gate.preview(request(WASHINGTON)), call(gate, WASHINGTON));
        assertEquals(gate.preview(request("+18765550123")), call(gate, "+18765550123"));
        assertEquals(1, scene.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("each organization's calls are decided by its own policy, and a changed one holds for the next call")
    void policiesByOrganization() {
        scene.assign(1, Terms.dailyLimit(10).countries("US"));
        Scene other = new Scene(tested);
        other.assign(1, Terms.dailyLimit(10).countries("US"));
        CallPolicy open = CallPolicy.inUtc();
        CallPolicy closed = open.rules(CallRule.blocked(number -> true));
        Map<OrganizationId, CallPolicy> policies = new HashMap<>();
        policies.put(scene.organization, open);
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
    @DisplayName("D2 D11 ten numbers of limit 200 give an agent exactly 2,000 calls, evenly all the time by least used")
    void leastUsedIsEven() throws Exception {
        for (int n = 1; n <= 10; n++) {
            scene.assign(n, Terms.dailyLimit(200).countries("US"));
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
                        .map(wish -> call(gate, WASHINGTON).isAllowed() ? 1 : 0)
                        .sum());
        assertEquals(1_000, allowed.stream().mapToInt(Integer::intValue).sum());
        assertEquals(List.of(Reason.DAILY_LIMIT_REACHED), codes(call(gate, WASHINGTON)));
        assertEvenWithinOne();
    }

    private void assertEvenWithinOne() {
        List<Integer> calls = tested.store().assignmentsOf(scene.organization, scene.agent).stream()
                .map(Assignment::callsMadeToday)
                .sorted()
                .toList();
        assertTrue(calls.get(calls.size() - 1) - calls.get(0) <= 1, calls::toString);
    }

    @Test
    @DisplayName("sticky callees see one number each, until it is full, and together they see all numbers")
    void stickyCallees() {
        for (int n = 1; n <= 5; n++) {
            scene.assign(n, Terms.dailyLimit(100).countries("US"));
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
            // The callee's number fills up, and then gives way to another.
        }
        assertTrue(call(gate, WASHINGTON).isAllowed());
    }

    @Test
    @DisplayName(
            "local presence picks a number of the callee's area code where there is one, then of its region, then +1")
    void localPresence() {
        List<String> numbers = List.of("+12025550101", "+12125550101", "+14165550101", "+442079460101");
        for (String each : numbers) {
            tested.assign(
                    scene.organization,
                    scene.agent,
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
    @DisplayName("a rotation of the host's decides what is tried, and what it leaves out is not")
    void ownRotation(int tried) {
        scene.assign(1, Terms.dailyLimit(1).countries("US"));
        scene.assign(2, Terms.dailyLimit(1).countries("US"));
        CallGate gate = gate(policy -> policy.rotation((candidates, call) -> {
            List<Assignment> some = new ArrayList<>(candidates);
            some.removeIf(each -> each.number().e164().equals(Scene.number(2)));
            return tried == 0 ? List.of() : some;
        }));
        if (tried == 1) {
            assertEquals(Scene.number(1), from(call(gate, WASHINGTON)));
        }
        Refused refused = assertInstanceOf(Refused.class, call(gate, WASHINGTON));
        assertEquals(List.of(tried == 0 ? Reason.NO_NUMBER_CHOSEN : Reason.DAILY_LIMIT_REACHED), codes(refused));
    }

    @Test
    @DisplayName("a destination that was parsed once may be asked about often")
    void takesParsedDestinations() {
        scene.assign(1, Terms.dailyLimit(5).countries("US"));
        Destination parsed = Destination.parse("202-555-0199 x7", "US");
        Allowed allowed = assertInstanceOf(
                Allowed.class,
                gate(policy -> policy)
                        .decide(CallRequest.by(scene.organization, scene.agent).to(parsed)));
        assertEquals(WASHINGTON, allowed.to());
        assertEquals("7", allowed.extension());
    }
}
