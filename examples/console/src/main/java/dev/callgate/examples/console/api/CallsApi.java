package dev.callgate.examples.console.api;

import dev.callgate.CallGate;
import dev.callgate.admin.CallJournal;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.call.Refused;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.request.CallSearch;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.E164;
import jakarta.annotation.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Decides on calls for dialers, and records how they went. */
@RestController
@RequestMapping("/api/v1/calls")
@PreAuthorize("hasAnyRole('ADMIN', 'DIALER')")
class CallsApi {
    private final CallGate gate;
    private final CallJournal journal;
    private final Agents agents;

    CallsApi(CallGate gate, CallJournal journal, Agents agents) {
        this.gate = gate;
        this.journal = journal;
        this.agents = agents;
    }

    @PostMapping
    DecisionResponse decide(@AuthenticationPrincipal Member member, @RequestBody DecideCall call) {
        return answer(gate.decide(request(member, call)));
    }

    /** Returns the answer. A call ID that was used for another request is a mistake of the client, not a refusal. */
    private static DecisionResponse answer(CallDecision decision) {
        if (decision instanceof Refused refused && refused.cause().code().equals(Refused.Reason.CALL_ID_REUSED)) {
            throw Problem.conflict(
                    Refused.Reason.CALL_ID_REUSED, refused.cause().message(), "call_id");
        }
        return DecisionResponse.of(decision);
    }

    /** Decides without counting. */
    @PostMapping("/preview")
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER', 'DIALER')")
    DecisionResponse preview(@AuthenticationPrincipal Member member, @RequestBody DecideCall call) {
        return answer(gate.preview(request(member, call)));
    }

    private CallRequest request(Member member, DecideCall call) {
        AgentId agent = new AgentId(RequestValues.required("agent_id", call.agentId()));
        String to = required(call.to());
        // An emergency call is allowed for every agent, without reading a table.
        if (!(Destination.parse(to) instanceof Destination.Emergency)
                && !agents.isKnown(member.organization(), agent)) {
            throw Problem.notFound("agent", agent);
        }
        CallRequest request = CallRequest.by(member.organization(), agent).to(to);
        if (call.from() != null) {
            request = request.from(E164.parse(call.from()));
        }
        if (call.callId() != null) {
            request = request.callId(id(call.callId()).value());
        }
        return RequestedAttributes.addTo(request, call.attributes());
    }

    private static String required(@Nullable String to) {
        if (to == null || to.isBlank()) {
            throw Problem.missing("to");
        }
        return to;
    }

    /** Releases a call that was allowed and never placed. */
    @PostMapping("/release")
    CallResponse release(@AuthenticationPrincipal Member member, @RequestBody ReleaseCall call) {
        CallId id = id(call.callId());
        return gate.release(member.organization(), id)
                .map(CallResponse::of)
                .orElseThrow(() -> Problem.notFound("call", id));
    }

    /** Completes a call with its outcome. */
    @PostMapping("/complete")
    CallResponse complete(@AuthenticationPrincipal Member member, @RequestBody CompleteCall call) {
        CallId id = id(call.callId());
        return gate.complete(member.organization(), id, call.outcome())
                .map(CallResponse::of)
                .orElseThrow(() -> Problem.notFound("call", id));
    }

    /** Makes a call that is in progress count for longer on limits of calls at once. */
    @PostMapping("/renew")
    RenewedCall renew(@AuthenticationPrincipal Member member, @RequestBody RenewCall call) {
        CallId id = id(call.callId());
        boolean renewed = gate.renew(member.organization(), id);
        if (!renewed && journal.find(member.organization(), id).isEmpty()) {
            throw Problem.notFound("call", id);
        }
        return new RenewedCall(true, id.value(), renewed);
    }

    /** Returns the ID. It is not part of the path, since a SIP Call-ID may contain a slash. */
    private static CallId id(@Nullable String text) {
        return CallSearch.callId("call_id", text);
    }
}
