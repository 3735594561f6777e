package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.admin.CallJournal;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.E164;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call keeps a check value of its request while it is open, and no longer. */
@Needs(Ability.CALL_IDS)
abstract class CallFingerprintContract extends CallIdReuseTests {
    private static final AgentId AGENT_WITHOUT_NUMBERS = new AgentId("agent-3");

    @Test
    @DisplayName(
            "D5 if two requests race for one ID, one is allowed and the other refused with a reason, for 200 IDs and 16 threads")
    void oneOfTwoConcurrentRequestsGetsTheId() throws Exception {
        CallGate gate = gate(policy(Kept.NOTHING));
        int ids = 200;
        List<List<CallDecision>> answers = Together.run(16, thread -> () -> {
            List<CallDecision> own = new ArrayList<>();
            for (int id = 0; id < ids; id++) {
                own.add(gate.decide(
                        request(thread % 2 == 0 ? WASHINGTON : NEW_YORK).callId("c-" + id)));
            }
            return own;
        });
        for (int id = 0; id < ids; id++) {
            Set<String> called = new HashSet<>();
            int firsts = 0;
            for (List<CallDecision> own : answers) {
                if (own.get(id) instanceof Allowed allowed) {
                    called.add(allowed.to());
                    firsts += allowed.repeated() ? 0 : 1;
                } else {
                    assertEquals(Reason.CALL_ID_REUSED, code(own.get(id)));
                }
            }
            assertEquals(1, called.size(), called::toString);
            assertEquals(1, firsts);
        }
        assertEquals(ids, counted());
    }

    @Test
    @DisplayName("T2 an erased callee leaves no check value of an open call with any privacy setting, and others stay")
    void erasesFingerprints() {
        for (Kept kept : Kept.values()) {
            CallGate gate = gate(policy(kept));
            assertTrue(gate.decide(request(WASHINGTON + ";ext=45").callId("erased " + kept))
                    .isAllowed());
            assertTrue(gate.decide(request(NEW_YORK).callId("other " + kept)).isAllowed());
            assertNotNull(counted("erased " + kept).fingerprint());
        }
        CallJournal.over(store).eraseCallee(fixture.organization, E164.of(WASHINGTON), Kept.HASHES.privacy);
        for (Kept kept : Kept.values()) {
            CallGate gate = gate(policy(kept));
            assertNull(counted("erased " + kept).fingerprint());
            assertNull(counted("erased " + kept).callee());
            assertEquals(
                    Reason.CALL_ID_REUSED,
                    code(gate.decide(request(WASHINGTON + ";ext=45").callId("erased " + kept))));
            CallDecision other = gate.decide(request(NEW_YORK).callId("other " + kept));
            assertTrue(assertInstanceOf(Allowed.class, other).repeated());
        }
    }

    @Test
    @DisplayName("T2 an erased callee leaves no check value of calls to another form of its number")
    void erasesFingerprintsOfTheSameLine() {
        CallGate gate = gate(policy(Kept.NOTHING));
        assertTrue(gate.decide(request("+5491123456789").callId("mobile")).isAllowed());
        CallJournal.over(store).eraseCallee(fixture.organization, E164.of("+541123456789"));
        assertNull(counted("mobile").fingerprint());
    }

    @Test
    @DisplayName("T2 a call that has ended keeps no check value of its callee")
    void forgetsFingerprintsAtTheEnd() {
        CallGate gate = gate(policy(Kept.NOTHING));
        assertTrue(gate.decide(request(WASHINGTON).callId("completed")).isAllowed());
        assertTrue(gate.decide(request(WASHINGTON).callId("released")).isAllowed());
        gate.complete(fixture.organization, new CallId("completed"), CallOutcome.ofSipStatus(486));
        gate.release(fixture.organization, new CallId("released"));
        assertNull(counted("completed").fingerprint());
        assertNull(counted("released").fingerprint());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "D5 D1 of random requests with 100 IDs, none is allowed that would be refused with a fresh ID, except repetitions, "
                    + "and each allowed call is counted")
    void rejectsAnotherRequest(Kept kept) {
        CallGate gate = gate(policy(kept));
        List<ReusedIds.Way> ways = ReusedIds.ways(
                List.of(fixture.agent, OTHER_AGENT, AGENT_WITHOUT_NUMBERS), List.of(Fixture.e164(1), Fixture.e164(3)));
        ReusedIds.Host host = new ReusedIds.Host() {
            @Override
            public String ask(ReusedIds.Way way, String callId) {
                CallRequest request = request(way.agent(), way.to()).callId(callId);
                CallRequest asked = way.from() == null ? request : request.from(way.from());
                String preview = ReusedIds.answer(gate.preview(asked));
                String answer = ReusedIds.answer(gate.decide(asked));
                assertEquals(preview, answer);
                return answer;
            }

            @Override
            public void complete(String callId) {
                gate.complete(fixture.organization, new CallId(callId), CallOutcome.ofSipStatus(486));
            }

            @Override
            public void release(String callId) {
                gate.release(fixture.organization, new CallId(callId));
            }
        };
        assertEquals(ReusedIds.run(host, fixture.organization, ways, suite.requests()), counted());
    }
}
