package dev.callgate.csv;

import jakarta.annotation.Nullable;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** The lines of a file. Uses one buffer, and keeps only the beginning of a line that is too long. */
final class Lines implements Closeable {
    private static final int BUFFER = 2 * Line.MAX_BYTES;
    private static final char MARK = '\uFEFF';

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];

    /** The bytes after the byte order mark; null before the first read. */
    @Nullable
    private InputStream source;

    /** Start of the bytes in the buffer that no line has consumed yet. */
    private int start;

    private int end;
    private long number;
    private boolean afterCarriageReturn;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Returns the next line, or null at the end. */
    @Nullable
    Line next() throws IOException {
        skipLineFeedOfLineBefore();
        int length = 0;
        while (true) {
            int stop = lineEnd(start + length);
            length = stop - start;
            if (stop < end) {
                return take(length);
            }
            if (length > Line.MAX_BYTES) {
                return skip();
            }
            if (!fill()) {
                return length == 0 ? null : take(length);
            }
        }
    }

    private void skipLineFeedOfLineBefore() throws IOException {
        if (afterCarriageReturn && (start < end || fill()) && buffer[start] == '\n') {
            start++;
        }
        afterCarriageReturn = false;
    }

    /** Returns the position of the next line end, or the end of the buffered bytes. */
    private int lineEnd(int from) {
        int place = from;
        while (place < end && buffer[place] != '\n' && buffer[place] != '\r') {
            place++;
        }
        return place;
    }

    private Line take(int length) {
        String text = length > Line.MAX_BYTES ? Text.beginning(buffer, start) : Text.decoded(buffer, start, length);
        leave(start + length);
        return line(withoutMarks(text), length);
    }

    /** Concatenated files have a byte order mark where the second file begins. */
    private static String withoutMarks(String text) {
        int marks = 0;
        while (marks < text.length() && text.charAt(marks) == MARK) {
            marks++;
        }
        return text.substring(marks);
    }

    /** Skips the rest of a line that is too long. */
    private Line skip() throws IOException {
        String beginning = Text.beginning(buffer, start);
        long length = 0;
        int stop;
        do {
            stop = lineEnd(start);
            length += stop - start;
            start = stop;
        } while (stop == end && fill());
        leave(start);
        return line(beginning, length);
    }

    private Line line(String text, long bytes) {
        number++;
        return new Line(number, bytes > Line.MAX_BYTES ? text + "… (" + bytes + " bytes)" : text, bytes);
    }

    private void leave(int stop) {
        afterCarriageReturn = stop < end && buffer[stop] == '\r';
        start = Math.min(stop + 1, end);
    }

    /** Reads more bytes after the unconsumed ones; returns false at the end of the input. */
    private boolean fill() throws IOException {
        if (source == null) {
            source = ByteOrderMark.skip(in);
        }
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        int read = source.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read >= 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
