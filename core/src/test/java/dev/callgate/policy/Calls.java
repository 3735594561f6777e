package dev.callgate.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Calls that rules are evaluated for. */
final class Calls {
    private static final OrganizationId ACME = new OrganizationId("acme");

    private Calls() {}

    static CallFacts call(String number, Instant at) {
        return call(E164.parse(number), at);
    }

    static CallFacts call(E164 number, Instant at) {
        return new CallFacts(ACME, new AgentId("agent"), number, at, ZoneOffset.UTC);
    }

    static Optional<Reason> ask(CallRule rule, String number, Instant at) {
        return rule.objectionTo(call(number, at));
    }

    static Optional<Reason> ask(CallRule rule, String number, String at) {
        return ask(rule, number, Instant.parse(at));
    }

    static void assertAllowed(CallRule rule, String number, Instant at) {
        assertEquals(Optional.empty(), ask(rule, number, at), () -> number + " at " + at);
    }

    static void assertAllowed(CallRule rule, String number, String at) {
        assertAllowed(rule, number, Instant.parse(at));
    }

    static Reason assertRefused(CallRule rule, String number, Instant at, Instant until) {
        Reason reason = ask(rule, number, at).orElseThrow(() -> new AssertionError(number + " was allowed at " + at));
        assertEquals(Reason.OUTSIDE_CALLING_HOURS, reason.code(), () -> number + " at " + at);
        assertEquals(until, reason.until(), () -> number + " at " + at);
        return reason;
    }

    static Reason assertRefused(CallRule rule, String number, String at, String until) {
        return assertRefused(rule, number, Instant.parse(at), Instant.parse(until));
    }
}
