package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.Limit;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Attributes of calls: limits count by their values, and the journal keeps them exactly. */
@Needs(Ability.LIMITS)
abstract class AttributeContract extends CallIdTests {
    /** Values that a careless comparison takes for the same. */
    private static final List<String> ALIKE = List.of(
            "spring",
            "Spring",
            "sprıng",
            "spring.",
            "été",
            "ete",
            "e\u0301te\u0301",
            "ß",
            "ss",
            "100%",
            "100_",
            "'; --",
            "a=b",
            "\ud83d\udcde",
            "\ud83d\udcdf",
            "x".repeat(63) + "y",
            "x".repeat(64));

    private Assignment assignment;

    @BeforeEach
    void assign() {
        assignment = fixture.assign(1, Terms.dailyLimit(1_000).countries("US"));
    }

    private static CallPolicy perCampaign(int most) {
        return CallPolicy.inUtc().limits(Limit.calls(most).per("campaign").aDay());
    }

    private CallRequest request() {
        return CallRequest.by(fixture.organization, fixture.agent).to(WASHINGTON);
    }

    @Test
    @DisplayName("D18 a request without an attribute that a limit counts by is refused, finally, and counted nowhere")
    void needsTheAttribute() {
        CallGate limited = gate(perCampaign(5).limits(Limit.calls(5).per("list").anHour()));
        Refused refused =
                assertInstanceOf(Refused.class, limited.decide(request().with("list", "a")));
        assertEquals(List.of(Reason.ATTRIBUTE_MISSING), codes(refused));
        assertEquals(
                "the request has no attribute campaign, by which the policy distinguishes calls: add with(\"campaign\", …)",
                refused.cause().message());
        assertTrue(refused.isFinal());
        assertEquals(List.of(Reason.ATTRIBUTE_MISSING, Reason.ATTRIBUTE_MISSING), codes(limited.decide(request())));
        assertEquals(codes(limited.decide(request())), codes(limited.preview(request())));
        assertEquals(0, fixture.stored(assignment).callsMadeToday());
        Allowed allowed = assertInstanceOf(
                Allowed.class, limited.decide(request().with("list", "a").with("campaign", "spring")));
        allowed.limits().forEach(each -> assertEquals(1, each.used(), each::toString));
    }

    @Test
    @DisplayName("D2 D18 each value counts on its own, exactly as it was given, and each attribute does")
    void countsEachValue() {
        CallGate limited = gate(perCampaign(1));
        for (String value : ALIKE) {
            assertTrue(limited.decide(request().with("campaign", value)).isAllowed(), value);
        }
        for (String value : ALIKE) {
            Refused refused =
                    assertInstanceOf(Refused.class, limited.decide(request().with("campaign", value)), value);
            assertEquals(List.of(Reason.ATTRIBUTE_LIMIT_REACHED), codes(refused));
            assertEquals(
                    "campaign=%s has reached the limit of 1 call per campaign a day".formatted(value),
                    refused.cause().message());
        }
        CallGate byList =
                gate(CallPolicy.inUtc().limits(Limit.calls(1).per("list").aDay()));
        assertTrue(byList.decide(request().with("list", "spring")).isAllowed());
        assertEquals(ALIKE.size() + 1, fixture.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D2 D18 64 threads get exactly what the limit of each campaign allows")
    void countsUnderLoad() throws Exception {
        CallGate limited = gate(perCampaign(7));
        List<Long> allowed = Together.run(
                64,
                thread -> () -> IntStream.range(0, 3)
                        .filter(campaign -> limited.decide(request().with("campaign", "c" + campaign))
                                .isAllowed())
                        .count());
        assertEquals(3 * 7, allowed.stream().mapToLong(Long::longValue).sum());
        assertEquals(3 * 7, fixture.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D1 D18 rules and the conditions of limits see the attributes")
    void rulesSeeAttributes() {
        CallRule noTests = call -> "test".equals(call.attributes().get("campaign"))
                ? Optional.of(new Reason("no_tests", "no tests today"))
                : Optional.empty();
        CallGate limited = gate(CallPolicy.inUtc()
                .rules(noTests)
                .limits(Limit.calls(1).perAgent().aDay().where("sales", call -> "sales"
                        .equals(call.attributes().get("kind")))));
        assertEquals(List.of("no_tests"), codes(limited.decide(request().with("campaign", "test"))));
        assertTrue(limited.decide(request().with("kind", "service")).isAllowed());
        assertTrue(limited.decide(request().with("kind", "sales")).isAllowed());
        assertEquals(
                List.of(Reason.AGENT_LIMIT_REACHED),
                codes(limited.decide(request().with("kind", "sales"))));
        assertTrue(limited.decide(request().with("kind", "service")).isAllowed());
    }

    @Test
    @DisplayName("D5 D18 a request with other attributes is another request under the same call ID")
    @Needs(Ability.CALL_IDS)
    void identifiesTheRequest() {
        CallGate limited = gate(perCampaign(5));
        CallRequest first = request("c-1").with("campaign", "spring").with("list", "a");
        assertTrue(limited.decide(first).isAllowed());
        assertTrue(assertInstanceOf(
                        Allowed.class,
                        limited.decide(request("c-1").with("list", "a").with("campaign", "spring")))
                .repeated());
        List<CallRequest> others = List.of(
                first.with("campaign", "Spring"),
                first.with("more", "x"),
                request("c-1").with("campaign", "spring"),
                request("c-1").with("campaign", "a").with("list", "spring"));
        for (CallRequest other : others) {
            assertEquals(List.of(Reason.CALL_ID_REUSED), codes(limited.decide(other)), other::toString);
            assertEquals(List.of(Reason.CALL_ID_REUSED), codes(limited.preview(other)), other::toString);
        }
        assertEquals(1, fixture.stored(assignment).callsMadeToday());
    }

    private List<String> listed(CallQuery query) {
        return ledger().list(query).stream()
                .map(each -> each.call().callId().value())
                .toList();
    }

    @Test
    @DisplayName("D18 the journal keeps attributes exactly, and lists the calls that have a value, page by page")
    @Needs(Ability.CALL_IDS)
    void listsByAttribute() {
        for (int n = 0; n < ALIKE.size(); n++) {
            assertTrue(gate.decide(request("c-" + (10 + n)).with("campaign", ALIKE.get(n)))
                    .isAllowed());
            clock.move(Duration.ofSeconds(1));
        }
        for (int n = 0; n < 3; n++) {
            assertTrue(gate.decide(request("d-" + n).with("campaign", "spring").with("list", "l" + n))
                    .isAllowed());
            clock.move(Duration.ofSeconds(1));
        }
        assertTrue(gate.decide(request("plain")).isAllowed());
        gate.complete(fixture.organization, new CallId("d-1"), CallOutcome.answered(Duration.ofSeconds(9)));
        CallQuery all = CallQuery.of(fixture.organization, fixture.agent, LocalDate.parse("2026-03-02"));
        assertEquals(ALIKE.size() + 4, listed(all).size());
        for (int n = 1; n < ALIKE.size(); n++) {
            assertEquals(List.of("c-" + (10 + n)), listed(all.with("campaign", ALIKE.get(n))), ALIKE.get(n));
        }
        CallQuery spring = all.with("campaign", "spring");
        assertEquals(List.of("c-10", "d-0", "d-1", "d-2"), listed(spring));
        assertEquals(List.of("d-1"), listed(spring.with("list", "l1")));
        assertEquals(List.of(), listed(spring.with("list", "l9")));
        List<CallRecord> page = ledger().list(spring.limit(3));
        assertEquals(3, page.size());
        assertEquals(List.of("d-2"), listed(spring.limit(3).after(page.get(2))));
        assertEquals(
                Map.of("campaign", "spring", "list", "l1"), page.get(2).call().attributes());
        assertFalse(page.get(2).isOpen());
        assertEquals(
                Map.of(),
                ledger().allowedCall(fixture.organization, new CallId("plain"))
                        .orElseThrow()
                        .attributes());
    }
}
