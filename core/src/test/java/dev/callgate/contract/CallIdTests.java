package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.CallId;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import dev.callgate.spi.JournalStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Test data of the contracts of call IDs: a gate, and all counters of a call. */
abstract class CallIdTests extends ContractTests {
    static final String WASHINGTON = "+12025550199";
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    static final Limit[] LIMITS = {
        Limit.calls(100).perNumber().aDay(),
        Limit.calls(100).perAgent().aDay(),
        Limit.calls(100).perOrganization().aDay(),
        Limit.calls(50).perCallee().within(Duration.ofDays(7))
    };

    private static final Counter ATTEMPTS =
            Counter.ofCallee(new CalleeKey(WASHINGTON), Counter.Kind.parse("calls/" + Duration.ofDays(7)));

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

    long counted(Counter counter) {
        return fixture.counted(counter, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /** Returns how many calls the window of {@link #LIMITS} holds. */
    long attempts() {
        return fixture.valueOf(ATTEMPTS, clock.instant()).amount();
    }
}
