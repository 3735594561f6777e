package dev.callgate.csv;

import jakarta.annotation.Nullable;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lines that can be looked at before they are taken. Input that breaks does so for who takes, not for who looks. */
final class Lookahead implements Closeable {
    private final Lines lines;
    private final List<Line> ahead = new ArrayList<>();

    @Nullable
    private IOException failure;

    private boolean ended;

    Lookahead(Lines lines) {
        this.lines = lines;
    }

    /** Returns the line that is so many lines ahead, from 0; null where the file has ended before, or cannot be read. */
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

    /** Passes over lines. */
    void drop(int count) {
        ahead.subList(0, count).clear();
    }

    /**
     * Throws what has broken the input.
     *
     * @throws IOException if the input is broken behind the lines that were taken
     */
    void requireUnbroken() throws IOException {
        if (failure != null && ahead.isEmpty()) {
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
