package dev.callgate.examples.console.policy;

import java.util.ArrayList;
import java.util.List;

/** What was read of an upload so far. Not thread-safe. */
public final class ListUpload {
    /** The most rejected lines that are reported one by one; the others are only counted. */
    static final int MAX_REPORTED = 100;

    private long lines;
    private long numbers;
    private long rejected;
    private final List<Rejected> reported = new ArrayList<>();

    ListUpload() {}

    /**
     * A line that is not a number.
     *
     * @param text its first column, with the digits masked
     */
    public record Rejected(long line, String text) {}

    void readLine() {
        lines++;
    }

    void added(int more) {
        numbers += more;
    }

    void reject(long line, String text) {
        rejected++;
        if (reported.size() < MAX_REPORTED) {
            reported.add(new Rejected(line, masked(text)));
        }
    }

    /** Keeps the form of a text, which shows what is wrong, and not its digits. */
    private static String masked(String text) {
        return text.codePoints()
                .map(each -> Character.isDigit(each) ? '*' : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Returns how many lines were read, without empty ones and a header. */
    public long lines() {
        return lines;
    }

    /** Returns how many different numbers were added. */
    public long numbers() {
        return numbers;
    }

    /** Returns how many lines are not numbers. */
    public long rejected() {
        return rejected;
    }

    /** Returns the first rejected lines. */
    public List<Rejected> reported() {
        return List.copyOf(reported);
    }
}
