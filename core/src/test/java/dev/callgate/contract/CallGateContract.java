package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.spi.AssignmentStore;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The promises of a gate over every store. */
abstract class CallGateContract extends ContractTests {
    private static final String WASHINGTON = "+12025550199";
    private static final String KINGSTON = "+18765550123";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-02T15:00:00Z"));
    private Fixture fixture;
    private CallGate gate;

    @BeforeEach
    void setUp() {
        fixture = new Fixture(tested);
        gate = gate(ZoneOffset.UTC);
    }

    private CallGate gate(ZoneId zone) {
        return CallGate.over(tested.store())
                .clock(clock)
                .policy(CallPolicy.in(zone))
                .build();
    }

    private CallDecision call(String to) {
        return gate.decide(CallRequest.by(fixture.organization, fixture.agent).to(to));
    }

    private static List<String> codes(CallDecision decision) {
        return assertInstanceOf(Refused.class, decision).reasons().stream()
                .map(Reason::code)
                .toList();
    }

    private int callsMade(Assignment assignment) {
        return fixture.stored(assignment).callsMadeToday();
    }

    @Test
    @DisplayName("D1 a call that passes every check is allowed, and counted")
    void allows() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(2).countries("US", "CA"));

        Allowed allowed = assertInstanceOf(Allowed.class, call("+1 (202) 555-0199"));

        assertEquals(Fixture.e164(1), allowed.from());
        assertEquals(WASHINGTON, allowed.to());
        assertEquals(1, Objects.requireNonNull(allowed.assignment()).callsMadeToday());
        assertEquals(1, callsMade(assignment));
    }

    @Test
    @DisplayName("D1 without an assignment, nothing is allowed")
    void needsAnAssignment() {
        fixture.assign(new AgentId("agent-2"), 1, Terms.forCountries("US"));

        assertEquals(List.of(Reason.NO_ASSIGNMENT), codes(call(WASHINGTON)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "hello", "2025550199", "+1202555019", "+12", "+99912345678", "٩٨٧"})
    @DisplayName("D1 a text that is not a number to dial is refused, and nothing is counted")
    void needsADestination(String to) {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(2).anyCountry());

        assertEquals(List.of(Reason.INVALID_DESTINATION), codes(call(to)));
        assertEquals(0, callsMade(assignment));
    }

    @Test
    @DisplayName("D9 a refusal names every reason against the call, the first one first")
    @Needs(Ability.NUMBER_STATUS)
    void refusalListsEveryReason() {
        Assignment inactive = fixture.assign(1, Terms.dailyLimit(0).countries("CA"));
        tested.deactivate(inactive);

        Refused refused = assertInstanceOf(Refused.class, call(KINGSTON));

        assertEquals(
                List.of(Reason.NUMBER_INACTIVE, Reason.COUNTRY_NOT_ALLOWED, Reason.DAILY_LIMIT_REACHED),
                codes(refused));
        assertTrue(refused.reasons().get(1).message().contains("JM"), refused.toString());
        assertNull(refused.nextAllowed());
    }

    @Test
    @DisplayName("D9 the next time is the next midnight if only the limit refuses the call")
    void returnsTheNextAllowedTime() {
        gate = gate(ZoneId.of("America/New_York"));
        fixture.assign(1, Terms.dailyLimit(1).countries("US"));
        assertInstanceOf(Allowed.class, call(WASHINGTON));

        Refused full = assertInstanceOf(Refused.class, call(WASHINGTON));
        Refused abroad = assertInstanceOf(Refused.class, call(KINGSTON));

        assertEquals(Instant.parse("2026-03-03T05:00:00Z"), full.nextAllowed());
        assertNull(abroad.nextAllowed());
        clock.moveTo(Objects.requireNonNull(full.nextAllowed()));
        assertInstanceOf(Allowed.class, call(WASHINGTON));
    }

    @Test
    @DisplayName("D9 a number in quarantine is back when its day begins, or the day after its limit was reached")
    @Needs(Ability.QUARANTINE)
    void waitsForTheEndOfAQuarantine() {
        gate = gate(ZoneId.of("America/New_York"));
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(1).countries("US"));
        tested.quarantine(assignment, LocalDate.parse("2026-03-08"));

        Refused resting = assertInstanceOf(Refused.class, call(WASHINGTON));
        assertEquals(List.of(Reason.NUMBER_QUARANTINED), codes(resting));
        assertEquals(Instant.parse("2026-03-08T05:00:00Z"), resting.nextAllowed());

        clock.moveTo(Objects.requireNonNull(resting.nextAllowed()));
        assertInstanceOf(Allowed.class, call(WASHINGTON));
        tested.quarantine(assignment, LocalDate.parse("2026-03-09"));
        Refused restingAndFull = assertInstanceOf(Refused.class, call(WASHINGTON));
        assertEquals(List.of(Reason.NUMBER_QUARANTINED, Reason.DAILY_LIMIT_REACHED), codes(restingAndFull));
        assertEquals(Instant.parse("2026-03-09T04:00:00Z"), restingAndFull.nextAllowed());
        clock.moveTo(Objects.requireNonNull(restingAndFull.nextAllowed()));
        assertInstanceOf(Allowed.class, call(WASHINGTON));
    }

    @ParameterizedTest(name = "{0} is not {1}")
    @CsvSource({
        "+18765550123,US", // Jamaica
        "+18095550123,US", // Dominican Republic
        "+14165550100,US", // Canada
        "+17875550123,US", // Puerto Rico
        "+77012345678,RU", // Kazakhstan
        "+441534456789,GB", // Jersey
        "+80012345678,US",
        "+12025550199,CA"
    })
    @DisplayName("D8 a shared country code is not a country")
    void distinguishesCountries(String to, String allowed) {
        Assignment assignment = fixture.assign(1, Terms.forCountries(allowed));

        assertEquals(List.of(Reason.COUNTRY_NOT_ALLOWED), codes(call(to)));
        assertEquals(0, callsMade(assignment));
    }

    @Test
    @DisplayName("D8 an empty list allows nothing; any country must be allowed explicitly, and does not include 001")
    void emptyListAllowsNothing() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(5));
        assertEquals(List.of(Reason.COUNTRY_NOT_ALLOWED), codes(call(WASHINGTON)));

        tested.changeTerms(assignment, Terms.dailyLimit(5).anyCountry());
        assertInstanceOf(Allowed.class, call(WASHINGTON));
        assertEquals(List.of(Reason.COUNTRY_NOT_ALLOWED), codes(call("+80012345678")));

        tested.changeTerms(assignment, Terms.dailyLimit(5).countries("*", "001"));
        assertInstanceOf(Allowed.class, call("+80012345678"));
    }

    @Test
    @DisplayName("D2 64 threads that ask for 10,000 calls on a limit of 1,000 get exactly 1,000")
    void isExactUnderLoad() throws Exception {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(1_000).countries("US"));
        CallRequest request =
                CallRequest.by(fixture.organization, fixture.agent).to(WASHINGTON);

        List<Integer> allowed = Together.run(64, thread -> () -> {
            int counted = 0;
            for (int n = thread; n < 10_000; n += 64) {
                counted += gate.decide(request).isAllowed() ? 1 : 0;
            }
            return counted;
        });

        assertEquals(1_000, allowed.stream().mapToInt(Integer::intValue).sum());
        assertEquals(1_000, callsMade(assignment));
    }

    @Test
    @DisplayName("D11 all numbers of an agent together give exactly the sum of their limits, then the call is refused")
    void neverExceedsACap() throws Exception {
        for (int n = 1; n <= 5; n++) {
            fixture.assign(n, Terms.dailyLimit(20).countries("US"));
        }

        List<Integer> allowed = Together.run(16, thread -> () -> {
            int counted = 0;
            for (int n = 0; n < 25; n++) {
                counted += call(WASHINGTON).isAllowed() ? 1 : 0;
            }
            return counted;
        });

        assertEquals(100, allowed.stream().mapToInt(Integer::intValue).sum());
        assertEquals(List.of(Reason.DAILY_LIMIT_REACHED), codes(call(WASHINGTON)));
        for (Assignment each : tested.store().assignmentsOf(fixture.organization, fixture.agent)) {
            assertEquals(20, each.callsMadeToday());
        }
    }

    @Test
    @DisplayName("D11 the least used number is chosen first")
    void choosesTheLeastUsed() {
        fixture.assign(1, Terms.forCountries("US"));
        fixture.assign(2, Terms.forCountries("US"));
        fixture.assign(3, Terms.forCountries("CA"));

        List<E164> from = Stream.generate(() -> call(WASHINGTON))
                .limit(4)
                .map(decision -> ((Allowed) decision).from())
                .toList();

        assertEquals(List.of(Fixture.e164(1), Fixture.e164(2), Fixture.e164(1), Fixture.e164(2)), from);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Etc/GMT+12", // -12:00
                "America/New_York",
                "UTC",
                "Asia/Kathmandu",
                "Pacific/Apia",
                "Pacific/Kiritimati" // +14:00
            })
    @DisplayName("D3 the day begins and ends at the organization's midnight, to the second")
    void countsTheLocalDay(String zoneName) {
        ZoneId zone = ZoneId.of(zoneName);
        gate = gate(zone);
        fixture.assign(1, Terms.dailyLimit(1).countries("US"));
        Instant midnight = LocalDateTime.parse("2026-03-03T00:00").atZone(zone).toInstant();

        clock.moveTo(midnight.minusSeconds(1));
        assertInstanceOf(Allowed.class, call(WASHINGTON));
        assertEquals(List.of(Reason.DAILY_LIMIT_REACHED), codes(call(WASHINGTON)));
        clock.moveTo(midnight);
        assertInstanceOf(Allowed.class, call(WASHINGTON));
        assertEquals(List.of(Reason.DAILY_LIMIT_REACHED), codes(call(WASHINGTON)));
    }

    @ParameterizedTest(name = "{0} has {1} hours")
    @CsvSource({"2026-03-08,23", "2026-11-01,25", "2026-06-01,24"})
    @DisplayName("D3 a day of 23, 24 or 25 hours is one day")
    void countsLongAndShortDays(String date, int hours) {
        ZoneId zone = ZoneId.of("America/New_York");
        gate = gate(zone);
        fixture.assign(1, Terms.dailyLimit(1).countries("US"));
        clock.moveTo(LocalDate.parse(date).atStartOfDay(zone).toInstant());

        assertInstanceOf(Allowed.class, call(WASHINGTON));
        clock.move(Duration.ofHours(hours).minusSeconds(1));
        assertEquals(List.of(Reason.DAILY_LIMIT_REACHED), codes(call(WASHINGTON)));
        clock.move(Duration.ofSeconds(1));
        assertInstanceOf(Allowed.class, call(WASHINGTON));
    }

    @Test
    @DisplayName("D3 an organization that changes its zone at noon gets no second allowance for one date")
    void changesItsZone() {
        AtomicReference<ZoneId> zone = new AtomicReference<>(ZoneId.of("Pacific/Kiritimati"));
        gate = CallGate.over(tested.store())
                .clock(clock)
                .policies(any -> CallPolicy.in(zone.get()))
                .build();
        fixture.assign(1, Terms.dailyLimit(1).countries("US"));
        clock.moveTo(Instant.parse("2026-03-02T12:00:00Z")); // the 3rd in Kiritimati, the 2nd elsewhere

        assertInstanceOf(Allowed.class, call(WASHINGTON)); // on the 3rd
        zone.set(ZoneId.of("Etc/GMT+12"));
        assertEquals(
                List.of(Reason.DAILY_LIMIT_REACHED),
                codes(call(WASHINGTON))); // the 2nd, but the 3rd is the counted day
        clock.moveTo(Instant.parse("2026-03-03T12:00:00Z")); // the 3rd here too
        assertEquals(List.of(Reason.DAILY_LIMIT_REACHED), codes(call(WASHINGTON)));
        clock.moveTo(Instant.parse("2026-03-04T12:00:00Z"));
        assertInstanceOf(Allowed.class, call(WASHINGTON)); // on the 4th
        zone.set(ZoneId.of("Pacific/Kiritimati")); // where it is the 5th by now
        assertInstanceOf(Allowed.class, call(WASHINGTON));
    }

    @Test
    @DisplayName("D3 D4 a node whose clock is days ahead gets an exception, not an answer")
    void rejectsAClockThatRunsAhead() {
        Assignment assignment = fixture.assign(1, Terms.forCountries("US"));
        clock.moveTo(Instant.now().plus(Duration.ofDays(3)));

        assertThrows(StoreException.Permanent.class, () -> call(WASHINGTON));
        assertNull(fixture.stored(assignment).lastResetDate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"911", "112", "999", "000", " 9-1-1 "})
    @DisplayName("D7 an emergency call is never refused nor counted, and never waits for the store")
    void allowsEmergencyCalls(String to) {
        Assignment exhausted = fixture.assign(1, Terms.dailyLimit(0));

        Allowed allowed = assertInstanceOf(Allowed.class, call(to));
        assertTrue(allowed.isEmergency());
        assertNull(allowed.from());
        assertEquals(to.replaceAll("[^0-9]", ""), allowed.to());
        assertEquals(0, callsMade(exhausted));

        CallGate withoutAStore = CallGate.over(new NoStore()).build();
        CallRequest byNobody =
                CallRequest.by(fixture.organization, new AgentId("nobody")).to(to);
        assertTrue(withoutAStore.decide(byNobody).isAllowed());
        assertThrows(
                StoreException.NotApplied.class,
                () -> withoutAStore.decide(
                        CallRequest.by(fixture.organization, fixture.agent).to(WASHINGTON)));
    }

    @Test
    @DisplayName(
            "D4 if the assignment changes during each of 16 attempts, nothing is allowed, and the host is told to ask again")
    void keepsChanging() {
        Assignment assignment = fixture.assign(1, Terms.forCountries("US"));
        AtomicInteger attempts = new AtomicInteger();
        AssignmentStore restless = new AssignmentStore() {
            @Override
            public List<Assignment> assignmentsOf(OrganizationId organization, AgentId agent) {
                tested.changeTerms(assignment, Terms.forCountries("US"));
                return tested.store().assignmentsOf(organization, agent);
            }

            @Override
            public CountResult count(CountRequest request) {
                attempts.incrementAndGet();
                tested.changeTerms(assignment, Terms.forCountries("CA"));
                return tested.store().count(request);
            }
        };
        CallGate gate = CallGate.over(restless).clock(clock).build();
        CallRequest request =
                CallRequest.by(fixture.organization, fixture.agent).to(WASHINGTON);
        Failures.assertThrowsNaming(
                StoreException.NotApplied.class, () -> gate.decide(request), "changed 16 times during one decision");
        assertEquals(16, attempts.get());
        assertEquals(0, callsMade(assignment));
    }

    /** A store that is down. */
    private static final class NoStore implements AssignmentStore {
        @Override
        public List<Assignment> assignmentsOf(OrganizationId organization, AgentId agent) {
            throw new StoreException.NotApplied("the store is down", null);
        }

        @Override
        public CountResult count(CountRequest request) {
            throw new StoreException.NotApplied("the store is down", null);
        }
    }
}
