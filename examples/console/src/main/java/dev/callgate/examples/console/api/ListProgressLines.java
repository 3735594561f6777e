package dev.callgate.examples.console.api;

import dev.callgate.examples.console.policy.ListUpload;
import java.util.function.Consumer;

/** Reports the progress of an upload of a do-not-call list, with a line for each percent. */
final class ListProgressLines implements Consumer<ListUpload> {
    /** The number of lines between two reports if the size of the upload is unknown. */
    private static final int LINES_PER_STEP = 10_000;

    private final BodyStream in;
    private final JsonLines lines;
    private long lastStep = -1;

    ListProgressLines(BodyStream in, JsonLines lines) {
        this.in = in;
        this.lines = lines;
    }

    @Override
    public void accept(ListUpload soFar) {
        Integer percent = in.percent();
        long step = percent == null ? soFar.lines() / LINES_PER_STEP : percent;
        if (step > lastStep) {
            lastStep = step;
            lines.write(
                    new ListProgressLine(new ListProgress(soFar.lines(), soFar.numbers(), soFar.rejected(), percent)));
        }
    }
}
