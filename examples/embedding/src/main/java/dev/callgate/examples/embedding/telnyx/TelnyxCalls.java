package dev.callgate.examples.embedding.telnyx;

import dev.callgate.CallGate;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Places calls through Telnyx's REST API. Asks the gate first and shows the number that it returns. Thread-safe. */
public final class TelnyxCalls {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final CallGate gate;
    private final HttpClient http;
    private final URI calls;
    private final String apiKey;
    private final String connectionId;

    /**
     * Calls through a gate.
     *
     * @param calls {@code https://api.telnyx.com/v2/calls}
     * @param connectionId of the Call Control application, which has the URL of the webhooks
     */
    public TelnyxCalls(CallGate gate, HttpClient http, URI calls, String apiKey, String connectionId) {
        this.gate = gate;
        this.http = http;
        this.calls = calls;
        this.apiKey = apiKey;
        this.connectionId = connectionId;
    }

    /**
     * Calls, if the gate allows it. An emergency number is not called: Telnyx needs a number with an emergency address for it.
     *
     * @param callId an id for this one call: asked again with it, nothing is counted or dialed
     * @return the decision of the gate
     * @throws IOException if Telnyx rejected the call, which is then released, or if the outcome is unknown; then it stays counted
     */
    public CallDecision call(OrganizationId organization, AgentId agent, String to, String callId)
            throws IOException, InterruptedException {
        CallDecision decision =
                gate.decide(CallRequest.by(organization, agent).to(to).callId(callId));
        if (decision instanceof Allowed allowed && allowed.from() != null && !allowed.repeated()) {
            dial(organization, callId, allowed.to(), allowed.from().toString());
        }
        return decision;
    }

    private void dial(OrganizationId organization, String callId, String to, String from)
            throws IOException, InterruptedException {
        String state = Base64.getEncoder().encodeToString(callId.getBytes(StandardCharsets.UTF_8));
        Map<String, String> call = Map.of(
                "connection_id", connectionId, "to", to, "from", from, "client_state", state, "command_id", callId);
        HttpRequest request = HttpRequest.newBuilder(calls)
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + apiKey)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(call)))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        int status = answer.statusCode();
        if (status >= 400 && status < 500) { // Telnyx understood, and does not call; after a 500 it may
            gate.release(organization, new CallId(callId));
        }
        if (status >= 300) {
            throw new IOException("Telnyx answered %d: %s".formatted(status, answer.body()));
        }
    }

    /**
     * Takes down how a call ended: the webhook {@code call.hangup}, after its signature was checked. Others are passed over.
     *
     * @param webhook its body, JSON
     * @param answeredAt {@code occurred_at} of the call's webhook {@code call.answered}, which the host keeps; null if there was none
     */
    public void hungUp(OrganizationId organization, String webhook, @Nullable Instant answeredAt) {
        JsonNode data = JSON.readTree(webhook).path("data");
        if (!data.path("event_type").asString().equals("call.hangup")) {
            return;
        }
        JsonNode payload = data.path("payload");
        byte[] state = Base64.getDecoder().decode(payload.path("client_state").asString());
        CallOutcome outcome = answeredAt == null
                ? unanswered(payload)
                : CallOutcome.answered(Duration.between(
                        answeredAt, Instant.parse(data.path("occurred_at").asString())));
        gate.complete(organization, new CallId(new String(state, StandardCharsets.UTF_8)), outcome);
    }

    /** The far end's final response is the most specific; there is none if Telnyx hung up by itself. */
    private static CallOutcome unanswered(JsonNode payload) {
        int sipStatus = payload.path("sip_hangup_cause").asInt(0);
        if (sipStatus >= 300 && sipStatus <= 699) {
            return CallOutcome.ofSipStatus(sipStatus);
        }
        return switch (payload.path("hangup_cause").asString("")) {
            case "user_busy" -> CallOutcome.of(Result.BUSY);
            case "call_rejected" -> CallOutcome.of(Result.REJECTED);
            case "timeout", "no_answer", "originator_cancel" -> CallOutcome.of(Result.NO_ANSWER);
            default -> CallOutcome.of(Result.FAILED);
        };
    }
}
