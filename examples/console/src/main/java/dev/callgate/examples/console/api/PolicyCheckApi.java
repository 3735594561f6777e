package dev.callgate.examples.console.api;

import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.AgentAssignments;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.Place;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says what the policy says about a call, without counting anything. */
@RestController
@RequestMapping("/api/v1/policy/check")
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
class PolicyCheckApi {
    /** The most numbers of the agent that are tried. */
    private static final int MAX_TRIED = 10;

    private final CallGate gate;
    private final Agents agents;
    private final Assignments assignments;

    PolicyCheckApi(CallGate gate, Agents agents, Assignments assignments) {
        this.gate = gate;
        this.agents = agents;
        this.assignments = assignments;
    }

    @PostMapping
    CheckedCall check(@AuthenticationPrincipal Member member, @RequestBody CheckCall call) {
        AgentId agent = agents.require(
                        member.organization(), new AgentId(RequestValues.required("agent_id", call.agentId())))
                .id();
        CallRequest request = request(member, agent, call);
        CallDecision decision = gate.preview(request);
        return CheckedCall.of(decision, decision instanceof Allowed allowed ? numbers(request, allowed) : List.of());
    }

    private static CallRequest request(Member member, AgentId agent, CheckCall call) {
        CallRequest request = CallRequest.by(member.organization(), agent).to(RequestValues.required("to", call.to()));
        if (call.place() != null) {
            request = request.place(place(call.place()));
        }
        return RequestedAttributes.addTo(request, call.attributes());
    }

    private static Place place(String code) {
        try {
            return Place.of(code);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("place", String.valueOf(e.getMessage()));
        }
    }

    /** Returns the numbers that the call may be placed from, of the first choice and of the agent's first numbers. */
    private List<String> numbers(CallRequest request, Allowed allowed) {
        E164 first = allowed.from();
        if (first == null) {
            return List.of();
        }
        Stream<E164> others =
                AgentAssignments.page(assignments, request.organization(), request.agent(), null, MAX_TRIED).stream()
                        .map(each -> each.number().e164())
                        .filter(each -> !each.equals(first))
                        .filter(each -> gate.preview(request.from(each)).isAllowed());
        return Stream.concat(Stream.of(first), others)
                .limit(MAX_TRIED)
                .map(E164::toString)
                .toList();
    }
}
