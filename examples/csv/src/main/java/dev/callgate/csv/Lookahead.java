package dev.callgate.csv;

import jakarta.annotation.Nullable;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lines that can be peeked at before they are consumed. A failure of the input is thrown when it is reached, not by a peek. */
final class Lookahead implements Closeable {
    private final Lines lines;
    private final List<Line> ahead = new ArrayList<>();

    @Nullable
    private IOException failure;

    private boolean ended;

    Lookahead(Lines lines) {
        this.lines = lines;
    }

    /** Returns the line at an offset from the current one, from 0; null if the file ends before it or fails. */
    @Nullable
    Line peek(int place) {
        while (ahead.size() <= place && !ended) {
            readAhead();
        }
        return place < ahead.size() ? ahead.get(place) : null;
    }

    private void readAhead() {
        try {
            Line next = lines.next();
            if (next == null) {
                ended = true;
            } else {
                ahead.add(next);
            }
        } catch (IOException e) {
            failure = e;
            ended = true;
        }
    }

    /** Consumes lines. */
    void drop(int count) {
        ahead.subList(0, count).clear();
    }

    /**
     * Requires that the input has not failed.
     *
     * @throws IOException if it failed and all lines before the failure were consumed
     */
    void rethrowFailure() throws IOException {
        if (failure != null && ahead.isEmpty()) {
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
