package dev.callgate.examples.console.api;

import dev.callgate.CallGate;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.micrometer.CallMeters;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import dev.callgate.storage.jdbc.JdbcStorage;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.Nullable;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.concurrent.Semaphore;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Allows emergency calls before authentication, which needs the database: an emergency call never waits for it. The credentials of the
 * request are not checked. The answer reveals nothing about the organization, and nothing is counted. People dial the calls that this
 * console decides; for an automatic dialer, see {@link dev.callgate.CallPolicy#automaticDialing}.
 *
 * <p>Only few bodies that arrive slowly are read at the same time. All other requests are authenticated first, so that unauthenticated
 * clients do not hold threads.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class EmergencyCalls extends OncePerRequestFilter {
    private static final PathPatternRequestMatcher.Builder PATHS = PathPatternRequestMatcher.withDefaults();

    private static final RequestMatcher DECISIONS = new OrRequestMatcher(
            PATHS.matcher(HttpMethod.POST, "/api/v1/calls"), PATHS.matcher(HttpMethod.POST, "/api/v1/calls/preview"));

    /** A request for a call is far smaller. A larger body is not searched for an emergency number. */
    private static final int MAX_BYTES = 16_384;

    /** The organization is unknown before authentication. */
    private static final OrganizationId UNKNOWN = new OrganizationId("unknown");

    private static final int MAX_SLOW_BODIES = 16;

    private final CallGate gate;
    private final JsonMapper json;
    private final Semaphore slowBodies = new Semaphore(MAX_SLOW_BODIES);

    EmergencyCalls(JdbcStorage storage, MeterRegistry meters, JsonMapper json) {
        this.gate = CallGate.over(storage).listener(CallMeters.to(meters)).build();
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        boolean showsCredentials =
                request.getHeader(HttpHeaders.AUTHORIZATION) != null || request.getRequestedSessionId() != null;
        return !showsCredentials || !DECISIONS.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        InputStream body = request.getInputStream();
        byte[] beginning = beginning(body, request.getContentLength());
        JsonNode call = read(beginning);
        if (call != null && Destination.parse(destination(call)) instanceof Destination.Emergency) {
            allow(call, response);
        } else {
            chain.doFilter(new ReadAgain(request, beginning, body), response);
        }
    }

    /** Returns the beginning of a body, or nothing if it has not arrived and too many others are being waited for. */
    private byte[] beginning(InputStream body, int length) throws IOException {
        boolean isThere = length >= 0 && body.available() >= Math.min(length, MAX_BYTES);
        if (isThere) {
            return body.readNBytes(MAX_BYTES);
        }
        if (!slowBodies.tryAcquire()) {
            return new byte[0];
        }
        try {
            return body.readNBytes(MAX_BYTES);
        } finally {
            slowBodies.release();
        }
    }

    @Nullable
    private JsonNode read(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            return null;
        }
    }

    private void allow(JsonNode call, HttpServletResponse response) throws IOException {
        CallRequest request = CallRequest.by(UNKNOWN, agent(call)).to(destination(call));
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getOutputStream().write(json.writeValueAsBytes(DecisionResponse.of(gate.decide(request))));
    }

    /** Returns the destination. A JSON number such as 911 is accepted as well. */
    private static String destination(JsonNode call) {
        JsonNode to = call.path("to");
        return to.isString() || to.isIntegralNumber() ? to.asString() : "";
    }

    private static AgentId agent(JsonNode call) {
        try {
            return new AgentId(call.path("agent_id").asString(""));
        } catch (IllegalArgumentException e) {
            return new AgentId("unknown");
        }
    }

    /** A request with a body that can be read from its beginning again. */
    private static final class ReadAgain extends HttpServletRequestWrapper {
        private final InputStream body;

        ReadAgain(HttpServletRequest request, byte[] beginning, InputStream rest) {
            super(request);
            this.body = new SequenceInputStream(new ByteArrayInputStream(beginning), rest);
        }

        @Override
        public ServletInputStream getInputStream() {
            return new ServletInputStream() {
                @Override
                public int read() throws IOException {
                    return body.read();
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    return body.read(bytes, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return false;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("the body is read by the thread of the request");
                }
            };
        }
    }
}
