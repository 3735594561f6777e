package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallListener;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.LimitUsage;
import dev.callgate.contract.Fixture;
import dev.callgate.contract.MovableClock;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitApproachedTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final AgentId AGENT = new AgentId("agent");

    private final List<String> approached = new ArrayList<>();
    private final MovableClock clock = new MovableClock(Fixture.NOW);
    private final InMemoryStorage storage = InMemoryStorage.create();

    private CallGate gate(int dailyLimit, double share, Limit... limits) {
        StoreUnderTest.over(storage)
                .assign(
                        ACME,
                        AGENT,
                        E164.of("+12025550100"),
                        Terms.dailyLimit(dailyLimit).countries("US"));
        return CallGate.over(storage)
                .clock(clock)
                .policy(CallPolicy.inUtc().limits(limits))
                .alertAt(share)
                .listener(new CallListener() {
                    @Override
                    public void limitApproached(CallRequest request, LimitUsage usage) {
                        approached.add("%s: %d of %d".formatted(usage.limit(), usage.used(), usage.most()));
                    }
                })
                .build();
    }

    private CallDecision call(CallGate gate) {
        return gate.decide(CallRequest.by(ACME, AGENT).to("+12025550199"));
    }

    private CallId allowed(CallGate gate) {
        return ((Allowed) call(gate)).callId();
    }

    @Test
    @DisplayName("T1 a limit that reaches its share is told once a period, and so is the daily limit of an assignment")
    void notifiesOncePerPeriod() {
        CallGate gate = gate(10, 0.5, Limit.calls(4).perAgent().anHour());
        for (int hour = 0; hour < 3; hour++) {
            while (call(gate).isAllowed()) {
                gate.preview(CallRequest.by(ACME, AGENT).to("+12025550199"));
            }
            clock.move(Duration.ofHours(1));
        }
        String hourly = "4 calls per agent an hour: 2 of 4";
        assertEquals(List.of(hourly, "10 calls of an assignment a day: 5 of 10", hourly, hourly), approached);
    }

    @Test
    @DisplayName("T1 a daily limit that reaches its share is told where no other limit applies")
    void notifiesOfDailyLimits() {
        CallGate gate = gate(4, 0.5);
        for (int n = 0; n < 4; n++) {
            assertTrue(call(gate).isAllowed());
        }
        assertEquals(List.of("4 calls of an assignment a day: 2 of 4"), approached);
    }

    @Test
    @DisplayName("T1 a limit of calls at once is told each time that it reaches its share again")
    void notifiesAgain() {
        CallGate gate = gate(1_000, 1, Limit.calls(2).perAgent().atOnce());
        allowed(gate);
        for (int n = 0; n < 3; n++) {
            CallId second = allowed(gate);
            assertTrue(gate.release(ACME, second).isPresent());
        }
        String full = "2 calls per agent at once: 2 of 2";
        assertEquals(List.of(full, full, full), approached);
    }

    @Test
    @DisplayName("T1 a limit of minutes is told in seconds, by what a call reserves")
    void notifiesOfSeconds() {
        CallGate gate = gate(1_000, 0.8, Limit.minutes(1_000).perAgent().aDay());
        for (int n = 0; n < 4; n++) {
            allowed(gate);
        }
        assertEquals(List.of("1000 minutes per agent a day: 57600 of 60000"), approached);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
    @DisplayName("a share that is not more than 0 and at most 1 is rejected")
    void rejectsShares(double share) {
        CallGate.Builder builder = CallGate.over(storage);
        assertEquals(
                "the share of a limit must be more than 0 and at most 1, not " + share,
                assertThrows(IllegalArgumentException.class, () -> builder.alertAt(share))
                        .getMessage());
    }
}
