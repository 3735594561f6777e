package dev.callgate.examples.embedding.telnyx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.callgate.call.Allowed;
import dev.callgate.call.Refused;
import dev.callgate.examples.embedding.Acme;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.policy.Limit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What would be sent to Telnyx goes to a server on this machine. */
class TelnyxCallsTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final Acme acme = new Acme();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final TelnyxCalls calls = new TelnyxCalls(
            acme.gate(Limit.calls(1).perAgent().atOnce()),
            HttpClient.newHttpClient(),
            URI.create("http://%s:%d/v2/calls"
                    .formatted(
                            server.getAddress().getHostString(),
                            server.getAddress().getPort())),
            "key",
            "7267");

    private volatile int status = 200;

    TelnyxCallsTest() throws IOException {
        server.createContext("/v2/calls", exchange -> {
            try (exchange) {
                if (status == 0) {
                    return; // closed without an answer
                }
                assertEquals("Bearer key", exchange.getRequestHeaders().getFirst("Authorization"));
                requests.add(JSON.readTree(exchange.getRequestBody()));
                byte[] answer = "{\"data\": {}}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void call(String callId) throws Exception {
        assertInstanceOf(Allowed.class, calls.call(Acme.ID, Acme.AGENT, "(212) 555-0142", callId));
    }

    @Test
    void callsFromTheDecidedNumber() throws Exception {
        call("c-1");
        JsonNode request = requests.get(0);
        assertEquals(Acme.NUMBER, request.path("from").asString());
        assertEquals(Acme.CALLEE, request.path("to").asString());
        assertEquals("7267", request.path("connection_id").asString());
        assertEquals("Yy0x", request.path("client_state").asString());
    }

    @Test
    @DisplayName("D5 a call that is asked for again is not dialed again")
    void dialsOnce() throws Exception {
        call("c-1");
        call("c-1");
        assertEquals(1, requests.size());
    }

    @Test
    void sendsNoRefusedOrEmergencyCalls() throws Exception {
        assertInstanceOf(Refused.class, calls.call(Acme.ID, Acme.AGENT, "+4930123456", "c-1"));
        assertInstanceOf(Allowed.class, calls.call(Acme.ID, Acme.AGENT, "911", "c-2"));
        assertEquals(List.of(), requests);
    }

    @Test
    void releasesCallsThatTelnyxRejects() {
        status = 422;
        assertThrows(IOException.class, () -> call("c-1"));
        assertTrue(acme.get("c-1").call().isReleased());
    }

    @Test
    void countsUnknownOutcomes() {
        status = 0;
        assertThrows(IOException.class, () -> call("c-1"));
        assertTrue(acme.get("c-1").isOpen());
        acme.gate().complete(Acme.ID, new CallId("c-1"), CallOutcome.of(Result.FAILED));
        status = 500;
        assertThrows(IOException.class, () -> call("c-2"));
        assertTrue(acme.get("c-2").isOpen());
    }

    @Test
    @DisplayName("D13 an agent has one call at a time, until Telnyx tells that it was hung up")
    void limitsTheCallsOfAnAgent() throws Exception {
        call("c-1");
        assertInstanceOf(Refused.class, calls.call(Acme.ID, Acme.AGENT, "(212) 555-0143", "c-2"));
        assertEquals(1, requests.size());
        calls.hungUp(Acme.ID, hangup("Yy0x", "user_busy", "486"), null);
        call("c-3");
        assertEquals(2, requests.size());
    }

    @Test
    void recordsHowACallEnded() throws Exception {
        call("c-1");
        calls.hungUp(Acme.ID, "{\"data\": {\"event_type\": \"call.initiated\"}}", null);
        assertNull(acme.get("c-1").outcome());
        calls.hungUp(Acme.ID, hangup("Yy0x", "normal_clearing", "200"), Instant.parse("2026-03-02T10:00:00Z"));
        assertEquals(
                CallOutcome.answered(Duration.ofSeconds(63)), acme.get("c-1").outcome());
        call("c-2");
        calls.hungUp(Acme.ID, hangup("Yy0y", "call_rejected", "603"), null);
        assertEquals(CallOutcome.ofSipStatus(603), acme.get("c-2").outcome());
    }

    @Test
    void readsHangUpsWithoutASipResponse() throws Exception {
        call("c-1");
        calls.hungUp(Acme.ID, hangup("Yy0x", "timeout", "unspecified"), null);
        assertEquals(CallOutcome.of(Result.NO_ANSWER), acme.get("c-1").outcome());
    }

    private static String hangup(String state, String cause, String sip) {
        return """
                {"data": {"event_type": "call.hangup", "occurred_at": "2026-03-02T10:01:03Z", "payload":
                  {"client_state": "%s", "hangup_cause": "%s", "sip_hangup_cause": "%s"}}}""".formatted(state, cause, sip);
    }
}
