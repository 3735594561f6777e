package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.callgate.CallGate;
import dev.callgate.call.Allowed;
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
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import dev.callgate.model.E164;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.annotation.JsonDeserialize;

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

    /**
     * A call to be placed.
     *
     * @param to as it was dialed
     * @param from the number that it has to go out from; any of the agent's where it is missing
     * @param callId an id that the dialer makes for this one call: the same request again has the same answer, and counts
     *     nothing more; another request is a conflict
     */
    record Call(
            @Nullable String agentId,

            @JsonDeserialize(using = JsonText.Any.class) @Nullable
            String to,

            @Nullable String from,
            @Nullable String callId) {}

    /** Why not, and until when. */
    record Reason(String code, String message, @Nullable Instant until) {}

    /**
     * The answer; where the call is not allowed, with all reasons.
     *
     * @param from the caller ID; null for an emergency call, which shows the line's own
     * @param repeated whether the same request was allowed before under its call id: place the call only if it was not placed
     *     then
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            boolean success,
            boolean allowed,
            @Nullable Boolean emergency,
            @Nullable String from,
            @Nullable String to,
            @Nullable String extension,
            @Nullable String callId,
            @Nullable Boolean repeated,
            @Nullable List<Reason> reasons,
            @Nullable Instant nextAllowed,
            @Nullable Long remaining) {
        static Answer of(CallDecision decision) {
            if (decision instanceof Allowed allowed) {
                return new Answer(
                        true,
                        true,
                        allowed.isEmergency(),
                        text(allowed.from()),
                        allowed.to(),
                        allowed.extension(),
                        text(allowed.callId()),
                        allowed.repeated(),
                        null,
                        null,
                        null);
            }
            Refused refused = (Refused) decision;
            List<Reason> reasons = refused.reasons().stream()
                    .map(each -> new Reason(each.code(), each.message(), each.until()))
                    .toList();
            return new Answer(
                    true,
                    false,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    reasons,
                    refused.nextAllowed(),
                    refused.remaining());
        }

        @Nullable
        private static String text(@Nullable Object value) {
            return value == null ? null : value.toString();
        }
    }

    /** A call that was allowed before, by the id that its decision was asked with or answered with. */
    record Ended(@Nullable String callId) {}

    /** How a call went: answered, busy, no_answer, failed or rejected; or the SIP status that says so. */
    record Outcome(
            @Nullable String callId,
            @Nullable String result,
            @Nullable Integer sipStatus,
            @Nullable Double talkSeconds,
            @Nullable String answeredBy) {}

    /** A call that was allowed before, as it stands now. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CallUpdate(
            boolean success,
            String callId,
            String from,
            LocalDate day,
            boolean released,
            @Nullable String result,
            @Nullable Double talkSeconds) {
        static CallUpdate of(CallRecord call) {
            CallOutcome outcome = call.outcome();
            return new CallUpdate(
                    true,
                    call.call().callId().value(),
                    call.call().counted().number().e164().toString(),
                    Objects.requireNonNull(call.call().counted().lastResetDate()),
                    call.call().isReleased(),
                    outcome == null ? null : outcome.result().name().toLowerCase(Locale.ROOT),
                    outcome == null ? null : outcome.talkTime().toMillis() / 1e3);
        }
    }

    @PostMapping
    Answer decide(@AuthenticationPrincipal Member member, @RequestBody Call call) {
        return answer(gate.decide(request(member, call)));
    }

    /** Returns the answer; a call id that stands for another request is the client's mistake, and no refusal of the call. */
    private static Answer answer(CallDecision decision) {
        if (decision instanceof Refused refused
                && refused.reasons().get(0).code().equals(Refused.Reason.CALL_ID_REUSED)) {
            throw Problem.conflict(
                    Refused.Reason.CALL_ID_REUSED, refused.reasons().get(0).message(), "call_id");
        }
        return Answer.of(decision);
    }

    /** The same answer, and nothing is counted. */
    @PostMapping("/preview")
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER', 'DIALER')")
    Answer preview(@AuthenticationPrincipal Member member, @RequestBody Call call) {
        return answer(gate.preview(request(member, call)));
    }

    private CallRequest request(Member member, Call call) {
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
    CallUpdate release(@AuthenticationPrincipal Member member, @RequestBody Ended call) {
        CallId id = id(call.callId());
        return gate.release(member.organization(), id)
                .map(CallUpdate::of)
                .orElseThrow(() -> Problem.notFound("call", id));
    }

    /** Notes how a call went. */
    @PostMapping("/complete")
    CallUpdate complete(@AuthenticationPrincipal Member member, @RequestBody Outcome outcome) {
        CallId id = id(outcome.callId());
        return gate.complete(member.organization(), id, outcome(outcome))
                .map(CallUpdate::of)
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

    private static CallOutcome outcome(Outcome told) {
        if (told.result() == null && told.sipStatus() != null) {
            return CallOutcome.ofSipStatus(told.sipStatus());
        }
        CallOutcome.Result result = RequestValues.constant(
                CallOutcome.Result.class, "result", RequestValues.required("result", told.result()));
        double seconds = told.talkSeconds() == null ? 0 : told.talkSeconds();
        if (Double.isNaN(seconds)) {
            throw Problem.invalid("talk_seconds", "talk_seconds is a number of seconds, not NaN");
        }
        Duration talked = Duration.ofMillis(Math.round(seconds * 1e3));
        CallOutcome outcome = new CallOutcome(result, talked, null, told.sipStatus(), null);
        return told.answeredBy() == null
                ? outcome
                : outcome.by(RequestValues.constant(CallOutcome.AnsweredBy.class, "answered_by", told.answeredBy()));
    }
}
