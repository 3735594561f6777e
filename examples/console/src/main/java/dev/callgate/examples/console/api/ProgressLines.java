package dev.callgate.examples.console.api;

import dev.callgate.admin.ImportProgress;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells how far an upload is, a line of JSON each time, which is sent at once. It is written by the thread that imports, in the
 * request itself: the file is there, nobody else may ask in its name, and no time limit for asynchronous answers ends it.
 */
final class ProgressLines implements Consumer<ImportProgress> {
    static final String TYPE = "application/x-ndjson";

    /** How many rows make a step where the size is not known, and with it no percent. */
    private static final int ROWS_A_STEP = 10_000;

    private final BodyStream in;
    private final HttpServletResponse response;
    private final JsonMapper json;
    private long told = -1;

    ProgressLines(BodyStream in, HttpServletResponse response, JsonMapper json) {
        this.in = in;
        this.response = response;
        this.json = json;
    }

    /** Writes a line for each percent, and not for each batch: of a large file there are thousands. */
    @Override
    public void accept(ImportProgress now) {
        Integer percent = in.percent();
        long step = percent == null ? now.rows() / ROWS_A_STEP : percent;
        if (step > told) {
            told = step;
            write(new ProgressLine(new UploadProgress(now.rows(), now.added(), now.rejected(), percent)));
        }
    }

    /** Tells whether nothing was written yet, so that the answer may still have any form. */
    boolean isEmpty() {
        return told < 0;
    }

    /**
     * Writes a line.
     *
     * @throws UncheckedIOException if the client is gone
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
