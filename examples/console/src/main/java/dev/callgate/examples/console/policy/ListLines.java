package dev.callgate.examples.console.policy;

import jakarta.annotation.Nullable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The lines of a file with a list of numbers, of which only the beginning is kept. Not thread-safe. */
final class ListLines {
    /** More than a number and what a list has behind it. */
    private static final int MAX_LENGTH = 200;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final BufferedReader in;
    private long number;

    ListLines(InputStream in) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** Returns the number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /**
     * Returns the first column of the next line, without quotation marks; null at the end.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    @Nullable
    String next() {
        String line = line();
        if (line == null) {
            return null;
        }
        number++;
        int end = 0;
        while (end < line.length() && ",;\t".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        return line.substring(0, end).replace("\"", "").strip();
    }

    @Nullable
    private String line() {
        StringBuilder line = new StringBuilder();
        try {
            int each = in.read();
            if (each < 0) {
                return null;
            }
            for (; each >= 0 && each != '\n'; each = in.read()) {
                if (line.length() < MAX_LENGTH && each != '\r' && each != BYTE_ORDER_MARK) {
                    line.append((char) each);
                }
            }
            return line.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
