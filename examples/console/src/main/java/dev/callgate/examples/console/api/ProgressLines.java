package dev.callgate.examples.console.api;

import dev.callgate.admin.ImportReport;
import java.util.function.Consumer;

/** Reports the progress of an upload, which is read from the request that is answered. */
final class ProgressLines implements Consumer<ImportReport> {
    /** The number of rows between two lines if the size of the upload is unknown. */
    private static final int ROWS_PER_STEP = 10_000;

    private final BodyStream in;
    private final JsonLines lines;
    private long lastStep = -1;

    ProgressLines(BodyStream in, JsonLines lines) {
        this.in = in;
        this.lines = lines;
    }

    /** Writes a line for each percent, not for each batch: a large file has thousands of batches. */
    @Override
    public void accept(ImportReport soFar) {
        Integer percent = in.percent();
        long step = percent == null ? soFar.rows() / ROWS_PER_STEP : percent;
        if (step > lastStep) {
            lastStep = step;
            lines.write(
                    new ProgressLine(new UploadProgress(soFar.rows(), soFar.added(), soFar.rejectedRows(), percent)));
        }
    }
}
