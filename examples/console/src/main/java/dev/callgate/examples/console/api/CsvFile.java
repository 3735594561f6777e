package dev.callgate.examples.console.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** Answers with a CSV file, which is sent while it is written. */
final class CsvFile {
    private static final String TYPE = "text/csv;charset=UTF-8";
    private static final Logger LOG = LoggerFactory.getLogger(CsvFile.class);

    private CsvFile() {}

    /** Sends a file. Ends quietly if the client disconnects. */
    static void send(HttpServletResponse response, String name, Consumer<OutputStream> body) throws IOException {
        response.setContentType(TYPE);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name + ".csv").build().toString());
        try {
            body.accept(response.getOutputStream());
        } catch (UncheckedIOException e) {
            if (!Failures.isOfClient(e)) {
                throw e;
            }
            LOG.info("the export of {} ended because its client disconnected: {}", name, e.getMessage());
        }
    }
}
