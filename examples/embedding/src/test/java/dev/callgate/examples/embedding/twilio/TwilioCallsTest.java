package dev.callgate.examples.embedding.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.twilio.exception.ApiConnectionException;
import com.twilio.exception.ApiException;
import com.twilio.http.HttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.Refused;
import dev.callgate.examples.embedding.Acme;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.policy.Limit;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Twilio's SDK would send, and what becomes of what it would be answered. Nothing leaves this machine. */
class TwilioCallsTest {
    private final Acme acme = new Acme();
    private final Line line = new Line();
    private final TwilioCalls calls = new TwilioCalls(
            acme.gate(Limit.calls(1).per("campaign").atOnce()),
            new TwilioRestClient.Builder("AC123", "secret").httpClient(line).build(),
            URI.create("https://acme.example/twiml"),
            URI.create("https://acme.example/status"));

    /** The end of the SDK: takes its requests, and answers with a status; 0 for none. */
    private static final class Line extends HttpClient {
        private final List<Request> requests = new ArrayList<>();
        private int status = 201;

        @Override
        public Response makeRequest(Request request) {
            requests.add(request);
            if (status == 0) {
                throw new ApiConnectionException("the connection was lost");
            }
            return new Response(
                    status < 300 ? "{\"sid\": \"CA1\"}" : "{\"code\": 1, \"status\": " + status + "}", status);
        }

        String parameter(String name) {
            return requests.get(0).getPostParams().get(name).get(0);
        }
    }

    private void call(String callId) {
        assertInstanceOf(Allowed.class, call("spring", callId));
    }

    private CallDecision call(String campaign, String callId) {
        return calls.call(Acme.ID, Acme.AGENT, "(212) 555-0142", campaign, callId);
    }

    @Test
    void callsFromTheDecidedNumber() {
        call("c 1");
        assertEquals(Acme.NUMBER, line.parameter("From"));
        assertEquals(Acme.CALLEE, line.parameter("To"));
        assertEquals("https://acme.example/status?call=c+1", line.parameter("StatusCallback"));
    }

    @Test
    void sendsNoRefusedOrEmergencyCalls() {
        assertInstanceOf(Refused.class, calls.call(Acme.ID, Acme.AGENT, "+4930123456", "spring", "c-1"));
        assertInstanceOf(Allowed.class, calls.call(Acme.ID, Acme.AGENT, "911", "spring", "c-2"));
        assertEquals(List.of(), line.requests);
    }

    @Test
    @DisplayName("D5 a call that is asked for again is not dialed again")
    void dialsOnce() {
        call("c-1");
        call("c-1");
        assertEquals(1, line.requests.size());
    }

    @Test
    void releasesCallsThatTwilioRejects() {
        line.status = 400;
        assertThrows(ApiException.class, () -> call("c-1"));
        assertTrue(acme.get("c-1").call().isReleased());
    }

    @Test
    void countsUnknownOutcomes() {
        line.status = 0;
        assertThrows(ApiConnectionException.class, () -> call("spring", "c-1"));
        line.status = 500;
        assertThrows(ApiException.class, () -> call("fall", "c-2"));
        assertFalse(acme.get("c-1").call().isReleased());
        assertFalse(acme.get("c-2").call().isReleased());
    }

    @Test
    @DisplayName("D13 a campaign has one call at a time, until Twilio tells that it ended")
    void limitsTheCallsOfACampaign() {
        call("spring", "c-1");
        Refused refused = assertInstanceOf(Refused.class, call("spring", "c-2"));
        assertEquals(Refused.Reason.ATTRIBUTE_LIMIT_REACHED, refused.cause().code());
        calls.ended(Acme.ID, "c-1", "busy", null);
        assertInstanceOf(Allowed.class, call("spring", "c-3"));
        assertEquals(Map.of("campaign", "spring"), acme.get("c-3").call().attributes());
    }

    @Test
    void recordsHowACallEnded() {
        call("c-1");
        calls.ended(Acme.ID, "c-1", "ringing", null);
        assertNull(acme.get("c-1").outcome());
        calls.ended(Acme.ID, "c-1", "completed", "63");
        assertEquals(
                CallOutcome.answered(Duration.ofSeconds(63)), acme.get("c-1").outcome());
        call("c-2");
        calls.ended(Acme.ID, "c-2", "no-answer", "0");
        assertEquals(CallOutcome.of(Result.NO_ANSWER), acme.get("c-2").outcome());
    }
}
