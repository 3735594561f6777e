package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.spi.JournalStore;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** Test data of the contracts of reused call IDs: three privacy settings, and agents with numbers. */
abstract class CallIdReuseTests extends ContractTests {
    static final String WASHINGTON = "+12025550199";
    static final String NEW_YORK = "+12125550123";
    static final String UNWANTED = "+12025550177";
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final AgentId OTHER_AGENT = new AgentId("agent-2");
    static final Terms TERMS = Terms.dailyLimit(100_000).countries("US", "CA", "AR");

    /** How much of a callee the journal keeps. */
    enum Kept {
        NOTHING(CalleePrivacy.none()),
        HASHES(CalleePrivacy.hashed(new byte[32])),
        NUMBERS(CalleePrivacy.inFull());

        final CalleePrivacy privacy;

        Kept(CalleePrivacy privacy) {
            this.privacy = privacy;
        }
    }

    final MovableClock clock = new MovableClock(NOON);
    JournalStore store;
    Fixture fixture;
    Assignment first;

    @BeforeEach
    void setUp() {
        store = (JournalStore) tested.store();
        fixture = new Fixture(tested);
        first = fixture.assign(1, TERMS);
        fixture.assign(2, TERMS);
        fixture.assign(OTHER_AGENT, 3, TERMS);
    }

    CallPolicy policy(Kept kept) {
        return CallPolicy.inUtc().callees(kept.privacy).rules(CallRule.doNotCall(number -> number.toString()
                .equals(UNWANTED)));
    }

    CallGate gate(CallPolicy policy) {
        return CallGate.over(store).clock(clock).policy(policy).build();
    }

    CallRequest request(AgentId agent, String to) {
        return CallRequest.by(fixture.organization, agent).to(to);
    }

    CallRequest request(String to) {
        return request(fixture.agent, to);
    }

    int counted() {
        return Stream.of(fixture.agent, OTHER_AGENT)
                .flatMap(agent -> store.assignmentsOf(fixture.organization, agent).stream())
                .mapToInt(Assignment::callsMadeToday)
                .sum();
    }

    static String code(CallDecision decision) {
        List<Reason> reasons = assertInstanceOf(Refused.class, decision).reasons();
        assertEquals(1, reasons.size(), reasons::toString);
        return reasons.get(0).code();
    }

    AllowedCall counted(String id) {
        return store.allowedCall(fixture.organization, new CallId(id)).orElseThrow();
    }
}
