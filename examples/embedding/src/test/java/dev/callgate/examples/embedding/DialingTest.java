package dev.callgate.examples.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.call.CallRequest;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.policy.Limit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page's function, which is Kotlin's. */
class DialingTest {
    private final Acme acme = new Acme();
    private final List<String> dialed = new ArrayList<>();

    private String dial(String to, String callId) {
        return DialingKt.dial(acme.gate(), Acme.ID, Acme.AGENT, to, callId, (from, callee) -> {
            dialed.add(from + " " + callee);
            return CallOutcome.of(Result.BUSY);
        });
    }

    @Test
    void dialsAndReportsTheOutcome() {
        assertEquals("+12125550142: busy", dial("(212) 555-0142", "c-1"));
        assertEquals(List.of("+12025550123 +12125550142"), dialed);
        assertEquals(CallOutcome.of(Result.BUSY), acme.get("c-1").outcome());
    }

    @Test
    void dialsAnEmergencyWithoutANumber() {
        assertEquals("911: busy", dial("911", "c-1"));
        assertEquals(List.of("null 911"), dialed);
    }

    @Test
    @DisplayName("D5 a call that may have been dialed already is not dialed again")
    void dialsOnce() {
        acme.gate()
                .decide(CallRequest.by(Acme.ID, Acme.AGENT).to("+12125550142").callId("c-1"));
        assertEquals("+12125550142: may have been dialed already", dial("(212) 555-0142", "c-1"));
        assertEquals(List.of(), dialed);
    }

    @Test
    @DisplayName("D13 an agent has one call at a time; the outcome ends it")
    void dialsOneAtATime() {
        var gate = acme.gate(Limit.calls(1).perAgent().atOnce());
        String first = DialingKt.dial(gate, Acme.ID, Acme.AGENT, "(212) 555-0142", "c-1", (from, callee) -> {
            dialed.add(DialingKt.dial(gate, Acme.ID, Acme.AGENT, "(212) 555-0143", "c-2", (f, to) -> {
                throw new AssertionError("a second call");
            }));
            return CallOutcome.of(Result.BUSY);
        });
        assertEquals("+12125550142: busy", first);
        assertEquals(List.of("agent agent-1 has reached the limit of 1 call per agent at once"), dialed);
        assertEquals(CallOutcome.of(Result.BUSY), acme.get("c-1").outcome());
        assertTrue(acme.find("c-2").isEmpty());
    }

    @Test
    void doesNotDialRefusedCalls() {
        assertEquals("calls to DE are not allowed (1 of 1 numbers)", dial("+4930123456", "c-1"));
        assertEquals(List.of(), dialed);
    }
}
