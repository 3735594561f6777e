package dev.callgate.examples.console.api;

import dev.callgate.CallGate;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.call.Refused;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.E164;
import jakarta.annotation.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a dialer asks before a call, and tells after it. */
@RestController
@RequestMapping("/api/v1/calls")
@PreAuthorize("hasAnyRole('ADMIN', 'DIALER')")
class CallsApi {
    private final CallGate gate;
    private final Agents agents;
    private final Organizations organizations;

    CallsApi(CallGate gate, Agents agents, Organizations organizations) {
        this.gate = gate;
        this.agents = agents;
        this.organizations = organizations;
    }

    @PostMapping
    DecisionResponse decide(@AuthenticationPrincipal Member member, @RequestBody DecideCall call) {
        return answer(gate.decide(request(member, call)));
    }

    /** Returns the answer; a call id that stands for another request is the client's mistake, and no refusal of the call. */
    private static DecisionResponse answer(CallDecision decision) {
        if (decision instanceof Refused refused
                && refused.reasons().get(0).code().equals(Refused.Reason.CALL_ID_REUSED)) {
            throw Problem.conflict(
                    Refused.Reason.CALL_ID_REUSED, refused.reasons().get(0).message(), "call_id");
        }
        return DecisionResponse.of(decision);
    }

    /** The same answer, and nothing is counted. */
    @PostMapping("/preview")
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER', 'DIALER')")
    DecisionResponse preview(@AuthenticationPrincipal Member member, @RequestBody DecideCall call) {
        return answer(gate.preview(request(member, call)));
    }

    private CallRequest request(Member member, DecideCall call) {
        AgentId agent = new AgentId(RequestValues.required("agent_id", call.agentId()));
        String to = required(call.to());
        if (!isEmergency(member, to) && !agents.isKnown(member.organization(), agent)) {
            throw Problem.notFound("agent", agent);
        }
        CallRequest request = CallRequest.by(member.organization(), agent).to(to);
        if (call.from() != null) {
            request = request.from(E164.parse(call.from()));
        }
        return call.callId() == null
                ? request
                : request.callId(id(call.callId()).value());
    }

    private static String required(@Nullable String to) {
        if (to == null || to.isBlank()) {
            throw Problem.missing("to");
        }
        return to;
    }

    /** An emergency number waits for no table, and is let through whoever calls. */
    private boolean isEmergency(Member member, String to) {
        Destination destination;
        try {
            destination = Destination.parse(
                    to, organizations.get(member.organization()).region());
        } catch (DataAccessException e) {
            destination = Destination.parse(to);
        }
        return destination instanceof Destination.Emergency;
    }

    /** Gives back a call that was never placed. */
    @PostMapping("/release")
    CallResponse release(@AuthenticationPrincipal Member member, @RequestBody ReleaseCall call) {
        CallId id = id(call.callId());
        return gate.release(member.organization(), id)
                .map(CallResponse::of)
                .orElseThrow(() -> Problem.notFound("call", id));
    }

    /** Notes how a call went. */
    @PostMapping("/complete")
    CallResponse complete(@AuthenticationPrincipal Member member, @RequestBody CompleteCall call) {
        CallId id = id(call.callId());
        return gate.complete(member.organization(), id, call.outcome())
                .map(CallResponse::of)
                .orElseThrow(() -> Problem.notFound("call", id));
    }

    /** Returns the id exactly as it was sent. A path could not carry every id: a SIP Call-ID may hold a slash. */
    private static CallId id(@Nullable String text) {
        if (text == null) {
            throw Problem.missing("call_id");
        }
        try {
            return new CallId(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("call_id", String.valueOf(e.getMessage()));
        }
    }
}
