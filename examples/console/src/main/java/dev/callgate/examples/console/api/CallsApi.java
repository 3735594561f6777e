package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.callgate.CallGate;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.examples.console.login.Member;
import dev.callgate.id.AgentId;
import dev.callgate.id.CallId;
import dev.callgate.journal.CallOutcome;
import dev.callgate.journal.CallRecord;
import dev.callgate.number.E164;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
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

    CallsApi(CallGate gate) {
        this.gate = gate;
    }

    /**
     * A call to be placed.
     *
     * @param to as it was dialled
     * @param from the number that it has to go out from; any of the agent's where it is missing
     * @param callId an id that the dialer makes for this one call: the same request again has the same answer, and counts
     *     nothing more; another request is a conflict
     */
    record Call(
            @Nullable String agentId,
            @Nullable String to,
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

    /** How a call went: answered, busy, no_answer, failed or rejected; or the SIP status that says so. */
    record Outcome(
            @Nullable String result,
            @Nullable Integer sipStatus,
            @Nullable Double talkSeconds,
            @Nullable String answeredBy) {}

    /** A call that was allowed before, as it stands now. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Settled(
            boolean success,
            String callId,
            String from,
            LocalDate day,
            boolean released,
            @Nullable String result,
            @Nullable Double talkSeconds) {
        static Settled of(CallRecord call) {
            CallOutcome outcome = call.outcome();
            return new Settled(
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

    private static CallRequest request(Member member, Call call) {
        CallRequest request = CallRequest.by(
                        member.organization(), new AgentId(Values.required("agent_id", call.agentId())))
                .to(Values.required("to", call.to()));
        if (call.from() != null) {
            request = request.from(E164.parse(call.from()));
        }
        return call.callId() == null ? request : request.callId(call.callId());
    }

    /** A call that was never placed is given back. */
    @PostMapping("/{id}/release")
    Settled release(@AuthenticationPrincipal Member member, @PathVariable String id) {
        return gate.release(member.organization(), new CallId(id))
                .map(Settled::of)
                .orElseThrow(() -> Problem.notFound("call", id));
    }

    @PostMapping("/{id}/complete")
    Settled complete(@AuthenticationPrincipal Member member, @PathVariable String id, @RequestBody Outcome outcome) {
        return gate.complete(member.organization(), new CallId(id), outcome(outcome))
                .map(Settled::of)
                .orElseThrow(() -> Problem.notFound("call", id));
    }

    private static CallOutcome outcome(Outcome told) {
        if (told.result() == null && told.sipStatus() != null) {
            return CallOutcome.ofSipStatus(told.sipStatus());
        }
        CallOutcome.Result result =
                Values.constant(CallOutcome.Result.class, "result", Values.required("result", told.result()));
        double seconds = told.talkSeconds() == null ? 0 : told.talkSeconds();
        if (Double.isNaN(seconds)) {
            throw Problem.invalid("talk_seconds", "talk_seconds is a number of seconds, not NaN");
        }
        Duration talked = Duration.ofMillis(Math.round(seconds * 1e3));
        CallOutcome outcome = new CallOutcome(result, talked, null, told.sipStatus(), null);
        return told.answeredBy() == null
                ? outcome
                : outcome.by(Values.constant(CallOutcome.AnsweredBy.class, "answered_by", told.answeredBy()));
    }
}
