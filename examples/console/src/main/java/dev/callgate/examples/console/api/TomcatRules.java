package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.Problem;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Configures how Tomcat handles requests before and after the filters of the console. */
@Configuration(proxyBeanMethods = false)
class TomcatRules {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> errorsAndUnreadBodies(UploadRate uploads) {
        return factory -> factory.addContextCustomizers(context -> {
            StandardHost host = (StandardHost) context.getParent();
            host.setErrorReportValveClass(JsonReports.class.getName());
            host.getPipeline().addValve(new NoWaiting());
            host.getPipeline().addValve(new JsonReports());
            host.getPipeline().addValve(uploads.valve());
        });
    }

    /** Answers requests that Tomcat rejects before any servlet in the form of the API, such as an invalid path or header. */
    public static final class JsonReports extends ErrorReportValve {
        private static final JsonMapper JSON = new JsonMapper();

        @Override
        protected void report(Request request, Response response, Throwable thrown) {
            if (response.getStatus() < HttpStatus.BAD_REQUEST.value()
                    || response.getContentWritten() > 0
                    || !response.setErrorReported()) {
                return;
            }
            HttpStatus status = ErrorForm.known(response.getStatus());
            try {
                response.setContentType(MediaType.APPLICATION_JSON_VALUE);
                response.setCharacterEncoding(StandardCharsets.UTF_8.name());
                response.getReporter()
                        .write(JSON.writeValueAsString(
                                Failures.body(Problem.code(status), status.getReasonPhrase(), null)));
                response.finishResponse();
            } catch (IOException e) {
                container.getLogger().debug("a client disconnected before the answer", e);
            }
        }
    }

    /**
     * Reads the rest of an unread body, so that its client gets to read the answer; for few clients at once, and for a short time.
     * All others are disconnected. Tomcat alone would wait for each of them, on a thread that calls need.
     */
    private static final class NoWaiting extends ValveBase {
        private static final int MAX_CONCURRENT = 16;
        private static final int MAX_BYTES = 2_000_000;
        private static final Duration MAX_DURATION = Duration.ofSeconds(2);

        private final Semaphore places = new Semaphore(MAX_CONCURRENT);

        NoWaiting() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            getNext().invoke(request, response);
            if (!request.isAsync() && hasUnread(request) && !discardRest(request)) {
                response.finishResponse();
                request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        }

        /** If the length is no number, or there are several, Tomcat has refused the request, and disconnects. */
        private static boolean hasUnread(Request request) {
            org.apache.coyote.Request coyote = request.getCoyoteRequest();
            try {
                boolean isSized = coyote.getContentLengthLong() > 0;
                return (isSized || coyote.getHeader("Transfer-Encoding") != null) && !request.isFinished();
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        private boolean discardRest(Request request) {
            if (request.getContentLengthLong() > MAX_BYTES || !places.tryAcquire()) {
                return false;
            }
            try {
                long end = System.nanoTime() + MAX_DURATION.toNanos();
                Nowhere nowhere = new Nowhere();
                int taken = 0;
                for (int now = 0; now >= 0; now = request.getCoyoteRequest().doRead(nowhere)) {
                    taken += now;
                    if (System.nanoTime() > end || taken > MAX_BYTES) {
                        return false;
                    }
                }
                return true;
            } catch (IOException e) {
                return false;
            } finally {
                places.release();
            }
        }
    }

    /** Reads below the stream of the request, which may already be closed. */
    private static final class Nowhere implements ApplicationBufferHandler {
        private ByteBuffer bytes = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            bytes = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return bytes;
        }

        @Override
        public void expand(int size) {}
    }
}
