package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.E164;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;

/** Test data of the contracts of policies: a gate with its own policy, at noon in New York. */
abstract class PolicyTests extends ContractTests {
    static final String WASHINGTON = "+12025550199";
    static final Instant NOON = Instant.parse("2026-03-02T17:00:00Z");
    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    final MovableClock clock = new MovableClock(NOON);
    Fixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new Fixture(tested);
    }

    CallGate gate(UnaryOperator<CallPolicy> change) {
        return CallGate.over(tested.store())
                .clock(clock)
                .policy(change.apply(CallPolicy.in(NEW_YORK)))
                .build();
    }

    CallRequest request(String to) {
        return CallRequest.by(fixture.organization, fixture.agent).to(to);
    }

    CallDecision call(CallGate gate, String to) {
        return gate.decide(request(to));
    }

    static List<String> codes(CallDecision decision) {
        return assertInstanceOf(Refused.class, decision).reasons().stream()
                .map(Reason::code)
                .toList();
    }

    static E164 from(CallDecision decision) {
        return Objects.requireNonNull(assertInstanceOf(Allowed.class, decision).from());
    }
}
