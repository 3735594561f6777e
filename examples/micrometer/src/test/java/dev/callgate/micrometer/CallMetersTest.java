package dev.callgate.micrometer;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.Limit;
import dev.callgate.storage.memory.InMemoryStorage;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CallMetersTest {
    private static final OrganizationId ORG = new OrganizationId("acme");
    private static final AgentId AGENT = new AgentId("agent-1");
    private static final String CALLEE = "+12125550142";

    private final InMemoryStorage storage = InMemoryStorage.create();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private CallGate gate(int dailyLimit, CallRule... rules) {
        return gate(dailyLimit, CallPolicy.inUtc().region("US").rules(rules));
    }

    private CallGate gate(int dailyLimit, CallPolicy policy) {
        var number = NumberInventory.over(storage).add(NewNumber.of(ORG, "+12025550123"));
        Assignments.over(storage)
                .assign(number, AGENT, Terms.dailyLimit(dailyLimit).countries("US"));
        return CallGate.over(storage)
                .policy(policy)
                .listener(CallMeters.to(registry))
                .build();
    }

    private static CallRequest call(String to) {
        return CallRequest.by(ORG, AGENT).to(to);
    }

    private static CallId allowed(CallGate gate, String id) {
        assertTrue(gate.decide(call(CALLEE).callId(id)).isAllowed());
        return new CallId(id);
    }

    private long decisions(String result, String reason) {
        Timer timer = registry.find("callgate.decisions")
                .tags("result", result, "reason", reason)
                .timer();
        return timer == null ? 0 : timer.count();
    }

    private double completions(String result) {
        var counter =
                registry.find("callgate.completions").tag("result", result).counter();
        return counter == null ? 0 : counter.count();
    }

    private double releases() {
        return registry.get("callgate.releases").counter().count();
    }

    private Timer talkTime() {
        return registry.get("callgate.talk.time").timer();
    }

    @Test
    void timesDecisionsByResultAndCause() {
        CallGate gate = gate(2);
        for (String to : List.of(CALLEE, CALLEE, CALLEE, "+442079460123", "+442079460123", "call me", "911")) {
            gate.decide(call(to));
        }
        gate.preview(call(CALLEE));
        assertAll(
                () -> assertEquals(2, decisions("allowed", "none")),
                () -> assertEquals(1, decisions("refused", Reason.DAILY_LIMIT_REACHED)),
                () -> assertEquals(2, decisions("refused", Reason.COUNTRY_NOT_ALLOWED)),
                () -> assertEquals(1, decisions("refused", Reason.INVALID_DESTINATION)),
                () -> assertEquals(1, decisions("emergency", "none")),
                () -> assertTrue(registry.get("callgate.decisions")
                                .tag("result", "allowed")
                                .timer()
                                .totalTime(TimeUnit.NANOSECONDS)
                        > 0),
                () -> assertEquals(
                        5, registry.find("callgate.decisions").timers().size()));
    }

    @Test
    @DisplayName("D5 T1 repetitions are told apart from calls that were counted, and reused ids from other refusals")
    void tagsRepetitions() {
        CallGate gate = gate(10);
        for (int i = 0; i < 3; i++) {
            allowed(gate, "c-1");
        }
        gate.decide(call("+12125550143").callId("c-1"));
        assertAll(
                () -> assertEquals(1, decisions("allowed", "none")),
                () -> assertEquals(2, decisions("repeated", "none")),
                () -> assertEquals(1, decisions("refused", Reason.CALL_ID_REUSED)));
    }

    @Test
    void timesFailedDecisions() {
        List<RuntimeException> failures = List.of(
                new StoreException.NotApplied("no connection", null),
                new StoreException.OutcomeUnknown("the connection was lost", null),
                new StoreException.Permanent("a table is missing", null),
                new IllegalStateException("a rule of the host's failed"));
        CallGate gate = gate(10, failingBy(failures));
        for (RuntimeException each : failures) {
            assertThrows(each.getClass(), () -> gate.decide(call("+1212555014" + failures.indexOf(each))));
        }
        assertAll(
                () -> assertEquals(1, decisions("not_applied", "none")),
                () -> assertEquals(1, decisions("outcome_unknown", "none")),
                () -> assertEquals(1, decisions("permanent", "none")),
                () -> assertEquals(1, decisions("error", "none")),
                () -> assertEquals(0, decisions("allowed", "none")));
    }

    /** The last digit of the called number says how to fail. */
    private static CallRule failingBy(List<RuntimeException> failures) {
        return call -> {
            throw failures.get((int) (call.to().toLong() % 10));
        };
    }

    @Test
    void tagsReasonsOfCustomRules() {
        CallGate gate = gate(10, call -> Optional.of(new Reason("school", "at school")));
        gate.decide(call(CALLEE));
        assertEquals(1, decisions("refused", "school"));
    }

    @Test
    @DisplayName("D9 a refusal is counted by its cause: what waiting does not end comes before a limit")
    void tagsTheCause() {
        CallPolicy policy = CallPolicy.inUtc()
                .region("US")
                .limits(Limit.calls(1).perAgent().aDay())
                .rules(call -> call.to().toString().equals(CALLEE)
                        ? Optional.empty()
                        : Optional.of(new Reason("school", "at school")));
        CallGate gate = gate(10, policy);
        gate.decide(call(CALLEE));
        gate.decide(call(CALLEE));
        gate.decide(call("+12125550143"));
        assertAll(
                () -> assertEquals(1, decisions("refused", Reason.AGENT_LIMIT_REACHED)),
                () -> assertEquals(1, decisions("refused", "school")));
    }

    @Test
    @DisplayName("T1 a limit that is nearly reached is counted once, by its scope and kind")
    void countsLimitsApproached() {
        CallPolicy policy = CallPolicy.inUtc()
                .region("US")
                .limits(
                        Limit.calls(5).perNumber().anHour(),
                        Limit.calls(2).per("campaign").atOnce(),
                        Limit.calls(10).perOrganization().aMonth());
        CallGate gate = gate(5, policy);
        for (int i = 1; i <= 5; i++) {
            assertTrue(gate.decide(call(CALLEE).with("campaign", "c-" + i)).isAllowed());
        }
        assertAll(
                () -> assertEquals(1, approached("assignment", "calls/day")),
                () -> assertEquals(1, approached("number", "calls/hour")),
                () -> assertEquals(0, approached("attribute", "calls/live")),
                () -> assertEquals(0, approached("organization", "calls/month")));
    }

    private double approached(String scope, String kind) {
        var counter = registry.find("callgate.limits.approached")
                .tags("scope", scope, "kind", kind)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void countsCompletionsByResultAndTimesTheTalkOfAnsweredCalls() {
        CallGate gate = gate(10);
        gate.complete(ORG, allowed(gate, "c-1"), CallOutcome.answered(Duration.ofSeconds(90)));
        gate.complete(ORG, allowed(gate, "c-2"), CallOutcome.answered(Duration.ofSeconds(30)));
        gate.complete(ORG, allowed(gate, "c-3"), CallOutcome.ofSipStatus(480));
        gate.complete(ORG, new CallId("unknown"), CallOutcome.ofSipStatus(480));
        assertAll(
                () -> assertEquals(2, completions("answered")),
                () -> assertEquals(1, completions("no_answer")),
                () -> assertEquals(2, talkTime().count()),
                () -> assertEquals(120, talkTime().totalTime(TimeUnit.SECONDS)),
                () -> assertEquals(0, releases()));
    }

    @Test
    void countsTheFirstEndOfACall() {
        CallGate gate = gate(10);
        CallId placed = allowed(gate, "c-1");
        gate.complete(ORG, placed, CallOutcome.of(CallOutcome.Result.BUSY));
        gate.release(ORG, placed);
        CallId neverPlaced = allowed(gate, "c-2");
        gate.release(ORG, neverPlaced);
        gate.complete(ORG, neverPlaced, CallOutcome.answered(Duration.ofSeconds(90)));
        assertAll(
                () -> assertEquals(1, releases()),
                () -> assertEquals(1, completions("busy")),
                () -> assertEquals(0, completions("answered")),
                () -> assertEquals(0, talkTime().count()));
    }

    @Test
    void countsRepetitionsOnce() {
        CallGate gate = gate(10);
        CallId placed = allowed(gate, "c-1");
        gate.complete(ORG, placed, CallOutcome.answered(Duration.ofSeconds(90)));
        gate.complete(ORG, placed, CallOutcome.of(CallOutcome.Result.FAILED));
        CallId neverPlaced = allowed(gate, "c-2");
        gate.release(ORG, neverPlaced);
        gate.release(ORG, neverPlaced);
        assertAll(
                () -> assertEquals(1, completions("answered")),
                () -> assertEquals(0, completions("failed")),
                () -> assertEquals(1, talkTime().count()),
                () -> assertEquals(1, releases()));
    }

    @Test
    void hasOnlyTagsOfFewValues() {
        CallGate gate = gate(1);
        gate.complete(ORG, allowed(gate, "c-1"), CallOutcome.answered(Duration.ofSeconds(90)));
        Set<String> keys = registry.getMeters().stream()
                .flatMap(meter -> meter.getId().getTags().stream())
                .map(tag -> tag.getKey())
                .collect(Collectors.toSet());
        assertEquals(Set.of("result", "reason", "scope", "kind"), keys);
    }

    @Test
    void tagsAreIndependentOfTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            CallGate gate = gate(10);
            gate.complete(ORG, allowed(gate, "c-1"), CallOutcome.of(CallOutcome.Result.FAILED));
            assertEquals(1, completions("failed"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void sumsOverGatesThatShareARegistry() {
        CallGate one = gate(10);
        CallGate other = CallGate.over(storage)
                .policy(CallPolicy.inUtc().region("US"))
                .listener(CallMeters.to(registry))
                .build();
        one.decide(call(CALLEE));
        other.decide(call(CALLEE));
        assertEquals(2, decisions("allowed", "none"));
    }
}
