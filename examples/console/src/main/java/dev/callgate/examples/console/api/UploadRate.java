package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.Problem;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.stereotype.Component;

/**
 * Ends an upload that its client sends too slowly, since it holds a thread and blocks other uploads of its organization. The time limit
 * of the server restarts with each byte. This class works below the servlet API, because Tomcat does not read the parts of a form from
 * the stream of a filter.
 *
 * <p>Only the time that the server waits for the client counts, not the time of the database.
 */
@Component
final class UploadRate {
    private final Clock clock;
    private final Duration grace;
    private final long bytesPerSecond;

    UploadRate(Clock clock, RequestLimits limits) {
        this.clock = clock;
        this.grace = limits.uploadGrace();
        this.bytesPerSecond = limits.slowestUpload().toBytes();
    }

    /** Returns the valve for the pipeline of the server. */
    ValveBase valve() {
        return new Valve();
    }

    private final class Valve extends ValveBase {
        Valve() {
            super(true);
        }

        /** Restores the buffer afterwards: it belongs to the connection, which serves the next request. */
        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            // The URI is null if the request line is malformed.
            if (request.getRequestURI() == null || !BodyGuard.isUpload(request.getRequestURI())) {
                getNext().invoke(request, response);
                return;
            }
            org.apache.coyote.Request coyote = request.getCoyoteRequest();
            InputBuffer untimed = coyote.getInputBuffer();
            coyote.setInputBuffer(new Timed(untimed));
            try {
                getNext().invoke(request, response);
            } finally {
                coyote.setInputBuffer(untimed);
            }
        }
    }

    private final class Timed implements InputBuffer {
        private final InputBuffer in;
        private Duration waited = Duration.ZERO;
        private long bytes;

        Timed(InputBuffer in) {
            this.in = in;
        }

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            Instant start = clock.instant();
            int read = in.doRead(handler);
            waited = waited.plus(Duration.between(start, clock.instant()));
            if (read > 0) {
                bytes += read;
                requireFast();
            }
            return read;
        }

        private void requireFast() {
            Duration allowed = grace.plus(Duration.ofSeconds(bytes / bytesPerSecond));
            if (waited.compareTo(allowed) > 0) {
                throw Problem.tooSlow(bytesPerSecond);
            }
        }

        @Override
        public int available() {
            return in.available();
        }
    }
}
