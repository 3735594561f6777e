package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AttemptLimit;
import dev.callgate.model.CallId;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Caps;
import dev.callgate.spi.JournalStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** Test data of the contracts of call IDs: a gate, and all counters of a call. */
abstract class CallIdTests extends ContractTests {
    static final String WASHINGTON = "+12025550199";
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    static final Caps CAPS = Caps.none()
            .perNumber(100)
            .perAgent(100)
            .perOrganization(100)
            .attemptsPerCallee(new AttemptLimit(50, Duration.ofDays(7)));

    final MovableClock clock = new MovableClock(NOON);
    Fixture fixture;
    CallGate gate;

    @BeforeEach
    void setUp() {
        fixture = new Fixture(tested);
        gate = gate(CallPolicy.inUtc());
    }

    CallGate gate(CallPolicy policy) {
        return CallGate.over(tested.store())
                .clock(clock)
                .policy(policy.callees(CalleePrivacy.inFull()))
                .build();
    }

    JournalStore ledger() {
        return (JournalStore) tested.store();
    }

    CallRequest request(String id) {
        return CallRequest.by(fixture.organization, fixture.agent)
                .to(WASHINGTON)
                .callId(id);
    }

    boolean release(String id) {
        return gate.release(fixture.organization, new CallId(id)).isPresent();
    }

    static List<String> codes(CallDecision decision) {
        return assertInstanceOf(Refused.class, decision).reasons().stream()
                .map(Reason::code)
                .toList();
    }

    int counted(Counter counter) {
        return tested.store()
                .countersOf(fixture.organization, Set.of(counter), null)
                .dailyCount(counter)
                .callsOn(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    int attempts() {
        return tested.store()
                .countersOf(fixture.organization, Set.of(), new CalleeKey(WASHINGTON))
                .attempts()
                .size();
    }
}
