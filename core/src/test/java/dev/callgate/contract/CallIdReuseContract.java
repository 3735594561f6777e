package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.E164;
import dev.callgate.model.Place;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.Limit;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A call ID names one call: another request under it is refused. */
@Needs(Ability.CALL_IDS)
abstract class CallIdReuseContract extends CallIdReuseTests {
    private static Allowed repetitionOf(CallDecision decision) {
        Allowed allowed = assertInstanceOf(Allowed.class, decision);
        return new Allowed(allowed.to(), allowed.extension(), allowed.assignment(), allowed.callId(), true, List.of());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D5 the same request is allowed again, says that it is a repetition, and is counted once")
    void repeatsTheSameRequest(Kept kept) {
        CallGate gate = gate(policy(kept));
        List<CallRequest> requests = List.of(
                request(WASHINGTON).callId("plain"),
                request(WASHINGTON).from(first.number().e164()).callId("insisted"),
                request(WASHINGTON + ";ext=45").callId("extension"));
        for (CallRequest each : requests) {
            CallDecision decision = gate.decide(each);
            assertFalse(assertInstanceOf(Allowed.class, decision).repeated());
            assertEquals(repetitionOf(decision), gate.decide(each));
            assertEquals(repetitionOf(decision), gate.preview(each));
            assertEquals(repetitionOf(decision), gate.decide(each));
        }
        assertEquals(requests.size(), counted());
    }

    @Test
    @DisplayName("D5 D15 rules see the place that comes with a request, and it is not part of what a call ID names")
    void repeatsWithAnotherPlace() {
        CallGate gate = gate(policy(Kept.NOTHING)
                .rules(call -> call.place().mayBeIn("US-FL")
                        ? Optional.empty()
                        : Optional.of(new Reason("not_in_florida", "not in Florida", null))));
        CallRequest request = request(WASHINGTON).callId("c-1");
        assertInstanceOf(Refused.class, gate.decide(request));
        CallRequest inFlorida = request.place(Place.of("US-FL"));
        assertFalse(assertInstanceOf(Allowed.class, gate.decide(inFlorida)).repeated());
        CallRequest alsoInGeorgia = request.place(
                new Place("US", Set.of("US-FL", "US-GA"), Set.of(ZoneId.of("America/New_York")), Set.of()));
        assertTrue(assertInstanceOf(Allowed.class, gate.decide(alsoInGeorgia)).repeated());
        assertEquals(1, counted());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D5 the same request in another notation is the same request")
    void repeatsInAnyNotation(Kept kept) {
        CallGate gate = gate(policy(kept).region("US"));
        CallDecision decision = gate.decide(request(WASHINGTON).callId("c-1"));
        for (String same :
                List.of("(202) 555-0199", "tel:+1-202-555-0199", "sip:+12025550199@example.com", "12025550199")) {
            assertEquals(repetitionOf(decision), gate.decide(request(same).callId("c-1")), same);
        }
        assertEquals(1, counted());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "none",
            value = {
                "another number,                   agent-1, +12125550123;ext=45,    none",
                "one digit off,                    agent-1, +12025550198;ext=45,    none",
                "two digits transposed,            agent-1, +12029550599;ext=45,    none",
                "another area code,                agent-1, +13035550199;ext=45,    none",
                "nearly the same in Germany,       agent-1, +4920255501990;ext=45,  none",
                "Canada,                           agent-1, +14165550123,           none",
                "Jamaica,                          agent-1, +18765550123,           none",
                "Puerto Rico,                      agent-1, +17875550123,           none",
                "Great Britain,                    agent-1, +442071838750,          none",
                "Argentina,                        agent-1, +541123456789,          none",
                "Kazakhstan,                       agent-1, +77172580000,           none",
                "do not call,                      agent-1, +12025550177,           none",
                "premium rate,                     agent-1, +19005550123,           none",
                "British premium rate,             agent-1, +449098790000,          none",
                "shared cost,                      agent-1, +448431234567,          none",
                "personal number,                  agent-1, +447012345678,          none",
                "pager,                            agent-1, +447640123456,          none",
                "toll-free,                        agent-1, +18005550123,           none",
                "international toll-free,          agent-1, +80012345678,           none",
                "satellite,                        agent-1, +870773111632,          none",
                "global network,                   agent-1, +882161234567,          none",
                "international premium rate,       agent-1, +979123456789,          none",
                "no extension,                     agent-1, +12025550199,           none",
                "another extension,                agent-1, +12025550199;ext=46,    none",
                "a longer extension,               agent-1, +12025550199;ext=450,   none",
                "an extension with a zero,         agent-1, +12025550199;ext=045,   none",
                "another agent,                    agent-2, +12025550199;ext=45,    none",
                "another agent and number,         agent-2, +12125550123,           none",
                "an agent without numbers,         agent-3, +12025550199;ext=45,    none",
                "an unknown agent,                 nobody,  +12025550199;ext=45,    none",
                "an agent in another case,         AGENT-1, +12025550199;ext=45,    none",
                "insisting on the number,          agent-1, +12025550199;ext=45,    +12025550101",
                "insisting on another own number,  agent-1, +12025550199;ext=45,    +12025550102",
                "insisting on another's number,    agent-1, +12025550199;ext=45,    +12025550103",
                "insisting on an unknown number,   agent-1, +12025550199;ext=45,    +12025550109",
            })
    @DisplayName("D5 D1 another request under an ID that was allowed is refused with its own code, and not counted")
    void rejectsAnotherRequest(String what, String agent, String to, @Nullable String from) {
        Set<E164> numbers = Stream.of(WASHINGTON, to)
                .map(each -> E164.of(each.replaceFirst(";.*", "")))
                .collect(Collectors.toSet());
        List<String> ids = ReusedIds.distinctIds(fixture.organization, numbers, Kept.values().length);
        for (Kept kept : Kept.values()) {
            CallGate gate = gate(policy(kept));
            String id = ids.get(kept.ordinal());
            CallRequest allowed = request(WASHINGTON + ";ext=45").callId(id);
            CallDecision decision = gate.decide(allowed);
            assertTrue(decision.isAllowed());
            CallRequest other = request(new AgentId(agent), to).callId(id);
            CallRequest asked = from == null ? other : other.from(E164.of(from));
            assertEquals(Reason.CALL_ID_REUSED, code(gate.preview(asked)), what);
            assertEquals(Reason.CALL_ID_REUSED, code(gate.decide(asked)), what);
            assertEquals(repetitionOf(decision), gate.decide(allowed));
        }
        assertEquals(Kept.values().length, counted());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D5 a request with a required number is a different one without it, or with another number")
    void rejectsAnotherRequiredNumber(Kept kept) {
        CallGate gate = gate(policy(kept));
        CallRequest insisting = request(WASHINGTON).from(Fixture.e164(2)).callId("c-1");
        CallDecision decision = gate.decide(insisting);
        assertTrue(decision.isAllowed());
        assertEquals(Reason.CALL_ID_REUSED, code(gate.decide(request(WASHINGTON).callId("c-1"))));
        assertEquals(Reason.CALL_ID_REUSED, code(gate.decide(insisting.from(Fixture.e164(1)))));
        assertEquals(repetitionOf(decision), gate.decide(insisting));
        assertFalse(gate.decide(request("nonsense").callId("c-1")).isAllowed());
        assertEquals(1, counted());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D5 D1 only the same request is a repetition, even if the number, the rules or the day change")
    @Needs({Ability.QUARANTINE, Ability.NUMBER_STATUS})
    void repeatsOnlyTheSameRequestAfterChanges(Kept kept) {
        CallGate gate = gate(policy(kept));
        CallGate strict = gate(policy(kept).rules(CallRule.blocked(number -> true)));
        CallRequest same = request(WASHINGTON).from(first.number().e164()).callId("c-1");
        CallRequest other = request(NEW_YORK).from(first.number().e164()).callId("c-1");
        assertTrue(gate.decide(same).isAllowed());
        List<Runnable> happenings = List.of(
                () -> tested.quarantine(first, LocalDate.parse("2026-06-01")),
                () -> tested.deactivate(first),
                () -> tested.changeTerms(first, Terms.dailyLimit(0)),
                () -> tested.unassign(first),
                () -> clock.move(Duration.ofHours(12)),
                () -> clock.move(Duration.ofDays(40)));
        for (Runnable happening : happenings) {
            happening.run();
            for (CallGate each : List.of(gate, strict)) {
                Allowed again = assertInstanceOf(Allowed.class, each.decide(same));
                assertTrue(again.repeated());
                assertEquals(WASHINGTON, again.to());
                assertEquals(first.number().e164(), again.from());
                assertEquals(Reason.CALL_ID_REUSED, code(each.decide(other)));
            }
        }
        assertFalse(gate.decide(same.callId("c-2")).isAllowed());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "D5 after the call has ended, every request under its ID is refused with a reason, and a new ID is allowed")
    void rejectsAfterTheEnd(Kept kept) {
        CallGate gate = gate(policy(kept));
        assertTrue(gate.decide(request(WASHINGTON).callId("completed")).isAllowed());
        assertTrue(gate.decide(request(WASHINGTON).callId("released")).isAllowed());
        gate.complete(fixture.organization, new CallId("completed"), CallOutcome.answered(Duration.ofSeconds(30)));
        gate.release(fixture.organization, new CallId("released"));
        for (CallRequest each :
                List.of(request(WASHINGTON), request(NEW_YORK), request(UNWANTED), request(OTHER_AGENT, WASHINGTON))) {
            assertEquals(Reason.CALL_COMPLETED, code(gate.decide(each.callId("completed"))));
            assertEquals(Reason.CALL_COMPLETED, code(gate.preview(each.callId("completed"))));
            assertEquals(Reason.CALL_RELEASED, code(gate.decide(each.callId("released"))));
            assertEquals(Reason.CALL_RELEASED, code(gate.preview(each.callId("released"))));
        }
        assertEquals(1, counted());
        assertTrue(gate.decide(request(WASHINGTON).callId("redialed")).isAllowed());
        assertEquals(2, counted());
    }

    @Test
    @DisplayName("D5 D9 a reused ID does not get around a limit of the calls to a callee, 40 times in a minute")
    @Needs(Ability.LIMITS)
    void countsAttempts() {
        CallGate gate = gate(policy(Kept.NUMBERS)
                .limits(
                        Limit.calls(5).perNumber().aDay(),
                        Limit.calls(3).perCallee().within(Duration.ofHours(1))));
        assertTrue(gate.decide(request(WASHINGTON).callId("c-0")).isAllowed());
        int allowed = 1;
        for (int attempt = 1; attempt <= 40; attempt++) {
            gate.complete(fixture.organization, new CallId("c-0"), CallOutcome.ofSipStatus(486));
            allowed += gate.decide(request(WASHINGTON).callId("c-0")).isAllowed() ? 1 : 0;
        }
        assertEquals(1, allowed);
        assertEquals(1, counted());
    }
}
