package dev.callgate.examples.console.api;

import dev.callgate.admin.ImportReport;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reports the progress of an upload as lines of JSON, each flushed at once. The importing thread writes them in the request itself, so
 * that the file is still available, no other client can ask for them, and no timeout of asynchronous answers applies.
 */
final class ProgressLines implements Consumer<ImportReport> {
    static final String TYPE = "application/x-ndjson";

    /** The number of rows between two lines if the size of the upload is unknown. */
    private static final int ROWS_PER_STEP = 10_000;

    private final BodyStream in;
    private final HttpServletResponse response;
    private final JsonMapper json;
    private long lastStep = -1;

    ProgressLines(BodyStream in, HttpServletResponse response, JsonMapper json) {
        this.in = in;
        this.response = response;
        this.json = json;
    }

    /** Writes a line for each percent, not for each batch: a large file has thousands of batches. */
    @Override
    public void accept(ImportReport soFar) {
        Integer percent = in.percent();
        long step = percent == null ? soFar.rows() / ROWS_PER_STEP : percent;
        if (step > lastStep) {
            lastStep = step;
            write(new ProgressLine(new UploadProgress(soFar.rows(), soFar.added(), soFar.rejectedRows(), percent)));
        }
    }

    /** Returns whether no line was written yet, so that the answer may still have any form. */
    boolean isEmpty() {
        return lastStep < 0;
    }

    /**
     * Writes a line.
     *
     * @throws UncheckedIOException if the client disconnected
     */
    void write(Object line) {
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
}
