package dev.callgate.examples.console.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer of lines of JSON, each flushed at once: the progress of long work, and its result as the last line. The working thread writes
 * them in the request itself, so that no other client can ask for them, and no timeout of asynchronous answers applies.
 */
final class JsonLines {
    static final String TYPE = "application/x-ndjson";

    private static final Logger LOG = LoggerFactory.getLogger(JsonLines.class);

    private final HttpServletResponse response;
    private final JsonMapper json;
    private boolean empty = true;

    JsonLines(HttpServletResponse response, JsonMapper json) {
        this.response = response;
        this.json = json;
    }

    /**
     * Writes a line.
     *
     * @throws UncheckedIOException if the client disconnected
     */
    void write(Object line) {
        empty = false;
        try {
            response.setContentType(TYPE);
            OutputStream out = response.getOutputStream();
            out.write(json.writeValueAsBytes(line));
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Does the work, and writes its result as the last line. Throws a failure before the first line, which is answered as usual. After it,
     * the status is already sent: the last line reports the failure. If the client disconnects, the work ends, and so does this method.
     *
     * @param what names the work in the log
     */
    void finish(String what, Supplier<?> work) {
        try {
            write(work.get());
        } catch (RuntimeException e) {
            if (Failures.isOfClient(e) || isRefused()) {
                note(what, e);
            } else if (empty) {
                throw e;
            } else {
                writeFailure(what, e);
            }
        }
    }

    /** Returns whether Tomcat has refused the request before the first line: it could not read the rest of the body. */
    private boolean isRefused() {
        return empty && response.isCommitted();
    }

    private void writeFailure(String what, RuntimeException failure) {
        try {
            write(Failures.lastLine(failure));
        } catch (UncheckedIOException e) {
            note(what, e);
        }
    }

    private static void note(String what, RuntimeException e) {
        LOG.info("{} ended because its client disconnected: {}", what, e.getMessage());
    }
}
