package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.contract.MovableClock;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.CallerIdRule;
import dev.callgate.policy.CallingHours;
import dev.callgate.policy.Limit;
import dev.callgate.policy.RestPeriod;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** France, Spain and Florida, each as one policy: when, how often, and from which numbers may a person be called? */
class ThreeCountriesTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final AgentId AGENT = new AgentId("agent");
    private static final AgentId BEGINNER = new AgentId("beginner");

    private static final CallPolicy FRANCE = CallPolicy.in(ZoneId.of("Europe/Paris"))
            .region("FR")
            .callees(CalleePrivacy.inFull())
            // Monday to Friday, 10 to 13 and 14 to 20, not on holidays: Code de la consommation, D. 223-9
            .rules(CallingHours.never().where("FR", CallingHours.france()).mobilesByCountry())
            // four calls in 30 days: the same article
            .limits(Limit.calls(4).perCallee().within(Duration.ofDays(30)))
            // no call for 60 days after the consumer has refused: the same article
            .restPeriods(RestPeriod.france())
            // only verified numbers: Arcep's numbering plan
            .callerIds(CallerIdRule.france());

    private static final CallPolicy SPAIN = CallPolicy.in(ZoneId.of("Europe/Madrid"))
            .region("ES")
            // Monday to Friday, 9 to 21
            .rules(CallingHours.never()
                    .where(
                            "ES",
                            CallingHours.between(LocalTime.of(9, 0), LocalTime.of(21, 0))
                                    .onlyOn(
                                            DayOfWeek.MONDAY,
                                            DayOfWeek.TUESDAY,
                                            DayOfWeek.WEDNESDAY,
                                            DayOfWeek.THURSDAY,
                                            DayOfWeek.FRIDAY))
                    .mobilesByCountry())
            // no mobile number: Orden TDF/149/2025
            .callerIds(CallerIdRule.spain());

    private static final CallPolicy FLORIDA = CallPolicy.in(ZoneId.of("America/New_York"))
            .region("US")
            .callees(CalleePrivacy.inFull())
            // 8 to 20 in Florida, 8 to 21 elsewhere: Florida Statutes 501.616(6)(a), 47 CFR 64.1200(c)(1)
            .rules(CallingHours.tcpa().where("US-FL", CallingHours.florida()))
            // three calls in 24 hours in Florida: 501.616(6)(b)
            .limits(Limit.florida().where("florida", call -> call.place().mayBeIn("US-FL")));

    private final MovableClock clock = new MovableClock(Instant.EPOCH);
    private final InMemoryStorage storage = InMemoryStorage.create(clock);

    private void assign(AgentId agent, String country, String... numbers) {
        for (String number : numbers) {
            StoreUnderTest.over(storage)
                    .assign(ACME, agent, E164.of(number), Terms.dailyLimit(100).countries(country));
        }
    }

    private CallGate gate(CallPolicy policy) {
        return CallGate.over(storage).clock(clock).policy(policy).build();
    }

    private void at(String local, String zone) {
        clock.moveTo(instant(local, zone));
    }

    private static Instant instant(String local, String zone) {
        return LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();
    }

    private static String from(CallGate gate, String to) {
        return String.valueOf(assertInstanceOf(
                        Allowed.class, gate.decide(CallRequest.by(ACME, AGENT).to(to)))
                .from());
    }

    private static CallId callId(CallGate gate, String to) {
        return assertInstanceOf(
                        Allowed.class, gate.decide(CallRequest.by(ACME, AGENT).to(to)))
                .callId();
    }

    private static Refused refused(AgentId agent, CallGate gate, String to) {
        return assertInstanceOf(
                Refused.class, gate.decide(CallRequest.by(ACME, agent).to(to)));
    }

    private static void assertRefusedUntil(CallGate gate, String to, String code, Instant next) {
        Refused refused = refused(AGENT, gate, to);
        assertEquals(code, refused.cause().code());
        assertEquals(next, refused.nextAllowed());
    }

    @Test
    @DisplayName(
            "D1 D14 D15 D19 France: weekdays 10 to 13 and 14 to 20, four calls in 30 days, none for 60 days after a refusal, from verified numbers only")
    void france() {
        String paris = "Europe/Paris";
        String callee = "06 12 34 56 78";
        String verified = "+33162000001";
        assign(AGENT, "FR", "+33612345679", "+33142278186", verified, "+12025550100");
        assign(BEGINNER, "FR", "+33612345670", "+33142278187");
        CallGate gate = gate(FRANCE);

        at("2026-03-02T09:59", paris);
        assertRefusedUntil(gate, callee, Reason.OUTSIDE_CALLING_HOURS, instant("2026-03-02T10:00", paris));
        at("2026-03-02T10:00", paris);
        assertEquals(verified, from(gate, callee));
        at("2026-03-02T13:30", paris);
        assertRefusedUntil(gate, callee, Reason.OUTSIDE_CALLING_HOURS, instant("2026-03-02T14:00", paris));
        for (int day = 3; day <= 5; day++) {
            at("2026-03-0%dT19:59".formatted(day), paris);
            assertEquals(verified, from(gate, callee));
        }
        at("2026-03-06T11:00", paris);
        Instant thirtyDaysLater = instant("2026-03-02T10:00", paris).plus(Duration.ofDays(30));
        assertRefusedUntil(gate, callee, Reason.CALLEE_LIMIT_REACHED, thirtyDaysLater);
        assertEquals(verified, from(gate, "01 42 27 81 88"));
        clock.moveTo(thirtyDaysLater);
        assertEquals(verified, from(gate, callee));

        String refusing = "01 42 27 81 89";
        gate.complete(ACME, callId(gate, refusing), CallOutcome.of(Result.NOT_INTERESTED, Duration.ofSeconds(30)));
        assertRefusedUntil(gate, refusing, Reason.CALLEE_REST_PERIOD, instant("2026-06-01T10:00", paris));
        assertEquals(verified, from(gate, "01 42 27 81 90"));

        Refused withoutVerified = refused(BEGINNER, gate, "01 42 27 81 88");
        assertEquals(
                Reason.CALLER_ID_PREFIX_NOT_ALLOWED, withoutVerified.cause().code());
        assertEquals(2, withoutVerified.cause().numbers());
        assertTrue(withoutVerified.isFinal());
    }

    @Test
    @DisplayName("D1 D15 Spain: weekdays 9 to 21, and never from a mobile number")
    void spain() {
        String madrid = "Europe/Madrid";
        String callee = "912 34 56 78";
        String landline = "+34912345670";
        assign(AGENT, "ES", "+34612345678", landline);
        assign(BEGINNER, "ES", "+34712345678");
        CallGate gate = gate(SPAIN);

        at("2026-03-01T12:00", madrid);
        assertRefusedUntil(gate, callee, Reason.OUTSIDE_CALLING_HOURS, instant("2026-03-02T09:00", madrid));
        at("2026-03-02T09:00", madrid);
        for (int call = 0; call < 10; call++) {
            assertEquals(landline, from(gate, callee));
        }
        Refused mobile = refused(BEGINNER, gate, callee);
        assertEquals(
                "numbers of class mobile must not be the caller ID of calls to Spain (1 of 1 numbers)",
                mobile.cause().message());
        assertEquals(Reason.CALLER_ID_CLASS_NOT_ALLOWED, mobile.cause().code());
        assertTrue(mobile.isFinal());
    }

    @Test
    @DisplayName("D1 D14 D15 Florida: 8 to 20, and three calls in 24 hours; other states have neither")
    void florida() {
        String eastern = "America/New_York";
        String orlando = "(689) 555-0123";
        String atlanta = "(404) 555-0123";
        String number = "+12025550100";
        assign(AGENT, "US", number);
        CallGate gate = gate(FLORIDA);

        at("2026-03-02T20:00", eastern);
        assertRefusedUntil(gate, orlando, Reason.OUTSIDE_CALLING_HOURS, instant("2026-03-03T08:00", eastern));
        assertEquals(number, from(gate, atlanta));
        for (int hour = 8; hour <= 10; hour++) {
            at("2026-03-03T%02d:00".formatted(hour), eastern);
            assertEquals(number, from(gate, orlando));
        }
        assertRefusedUntil(gate, orlando, Reason.CALLEE_LIMIT_REACHED, instant("2026-03-04T08:00", eastern));
        for (int call = 0; call < 5; call++) {
            assertEquals(number, from(gate, atlanta));
        }
        at("2026-03-04T08:00", eastern);
        assertEquals(number, from(gate, orlando));
    }
}
