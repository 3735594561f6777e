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
 * Ends an upload whose client sends it too slowly, since it holds a thread, and the one upload of its organization. The server's own time
 * limit begins anew with each byte. It stands below the servlet API, since Tomcat reads the parts of a form from no stream of a filter.
 *
 * <p>Only the time counts in which the server waits for the client. A client does not wait for long where the database is slow.
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

    /** Returns what a server's pipeline needs for that. */
    ValveBase valve() {
        return new Valve();
    }

    private final class Valve extends ValveBase {
        Valve() {
            super(true);
        }

        /** The buffer belongs to the connection, whose next request is another one. */
        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            // What is hardly HTTP has no URI.
            if (!BodyGuard.UPLOAD.equals(request.getRequestURI())) {
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
