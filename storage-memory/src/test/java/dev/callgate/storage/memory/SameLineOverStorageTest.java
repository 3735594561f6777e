package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether a line that has two numbers is one callee, whichever of them is dialed. */
class SameLineOverStorageTest {
    private static final String WITH_9 = "+54 9 11 2345 6789";
    private static final String WITH_15 = "+54 11 15 2345 6789";
    private static final String WITHOUT_MOBILE_DIGITS = "+54 11 2345 6789";
    private static final String NEIGHBOR = "+54 11 2345 6780";

    private final InMemoryStorage storage = InMemoryStorage.create();
    private final OrganizationId organization = new OrganizationId("acme");
    private final AgentId agent = new AgentId("agent-7");

    static Stream<CalleePrivacy> privacies() {
        return Stream.of(CalleePrivacy.inFull(), CalleePrivacy.hashed(new byte[32]));
    }

    @BeforeEach
    void assign() {
        NumberInventory inventory = NumberInventory.over(storage);
        Assignments.over(storage)
                .assign(
                        inventory.add(NewNumber.of(organization, "+12025550123")),
                        agent,
                        Terms.dailyLimit(100).countries("AR", "MX", "IT", "SM"));
    }

    private CallDecision call(CallPolicy policy, String to, String id) {
        return CallGate.over(storage)
                .policies(any -> policy)
                .build()
                .decide(CallRequest.by(organization, agent).to(to).callId(id));
    }

    private static String code(CallDecision decision) {
        return assertInstanceOf(Refused.class, decision).reasons().get(0).code();
    }

    @ParameterizedTest
    @CsvSource({
        "+5491123456789, +54 11 2345 6789",
        "+541123456789, +54 9 11 2345 6789",
        "+541123456789, +54 11 15 2345 6789",
        "+5215512345678, +52 55 1234 5678",
        "+525512345678, +52 1 55 1234 5678",
        "+525512345678, +52 044 55 1234 5678",
        "+3780549886377, +39 0549 886377",
        "+390549886377, +378 0549 886377"
    })
    @DisplayName("D1 a do-not-call list and a block list hold for a line in whichever form they have it")
    void lists(String listed, String dialed) {
        Set<E164> list = Set.of(E164.of(listed));
        assertEquals(
                Reason.DO_NOT_CALL,
                code(call(CallPolicy.inUtc().rules(CallRule.doNotCall(list::contains)), dialed, "one")));
        assertEquals(
                Reason.CALLEE_BLOCKED,
                code(call(CallPolicy.inUtc().rules(CallRule.blocked(list::contains)), dialed, "two")));
    }

    @ParameterizedTest
    @MethodSource("privacies")
    @DisplayName(
            "D17 attempts to a line are counted together, whichever form is dialed; what is dialed stays as it was given")
    void attempts(CalleePrivacy privacy) {
        CallPolicy policy = CallPolicy.inUtc()
                .callees(privacy)
                .limits(Limit.calls(2).perCallee().within(Duration.ofDays(1)));
        Allowed first = assertInstanceOf(Allowed.class, call(policy, WITH_9, "one"));
        assertEquals("+5491123456789", first.to());
        Allowed second = assertInstanceOf(Allowed.class, call(policy, WITHOUT_MOBILE_DIGITS, "two"));
        assertEquals("+541123456789", second.to());
        for (String form : Set.of(WITH_9, WITH_15, WITHOUT_MOBILE_DIGITS)) {
            assertEquals(Reason.CALLEE_LIMIT_REACHED, code(call(policy, form, "three")));
        }
        assertInstanceOf(Allowed.class, call(policy, NEIGHBOR, "four"));
    }

    @ParameterizedTest
    @MethodSource("privacies")
    @DisplayName("T2 an erased callee is erased in every form that was dialed, and other callees stay")
    void erases(CalleePrivacy privacy) {
        CallPolicy policy = CallPolicy.inUtc()
                .callees(privacy)
                .limits(Limit.calls(2).perCallee().within(Duration.ofDays(1)));
        call(policy, WITH_9, "one");
        call(policy, WITHOUT_MOBILE_DIGITS, "two");
        call(policy, NEIGHBOR, "other");
        CallJournal journal = CallJournal.over(storage);
        assertEquals(2, journal.eraseCallee(organization, E164.parse(WITH_9), privacy));
        assertEquals(0, journal.eraseCallee(organization, E164.parse(WITHOUT_MOBILE_DIGITS), privacy));
        for (String id : Set.of("one", "two")) {
            assertNull(journal.find(organization, new CallId(id))
                    .orElseThrow()
                    .call()
                    .callee());
        }
        assertNotNull(journal.find(organization, new CallId("other"))
                .orElseThrow()
                .call()
                .callee());
        assertInstanceOf(Allowed.class, call(policy, WITHOUT_MOBILE_DIGITS, "three"));
    }
}
