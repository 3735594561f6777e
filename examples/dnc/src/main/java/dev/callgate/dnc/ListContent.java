package dev.callgate.dnc;

import java.util.function.Consumer;

/**
 * What is found in one file, or one entry of a zip file, while it is read. Decides whether it is a do-not-call list: most of its
 * lines have a number.
 */
final class ListContent {
    /** After this many lines, a file that is not a list is not read any further. */
    private static final long JUDGED_AFTER = 1_000;

    private final String source;
    private final ListKind kind;
    private final NumberSink sink;
    private final Consumer<? super BadLine> rejected;
    private long good;
    private long bad;

    ListContent(String source, ListKind kind, NumberSink sink, Consumer<? super BadLine> rejected) {
        this.source = source;
        this.kind = kind;
        this.sink = sink;
        this.rejected = rejected;
    }

    long badLines() {
        return bad;
    }

    /** Takes what a line says of a number; or refuses the file, if that belongs into the other kind of list. */
    void number(long line, Change change, int areaCode, int local) {
        if (kind.has(change)) {
            good++;
            sink.take(change, areaCode, local);
        } else if (kind == ListKind.FULL || good == 0) {
            throw isOtherKind(line);
        } else {
            bad(line, "%03d,%07d".formatted(areaCode, local), "a line of a change list has an A or a D");
        }
    }

    ListKind kind() {
        return kind;
    }

    DoNotCallException isOtherKind(long line) {
        return refusal(line, "this is %s, and %s is expected".formatted(kind.other(), kind));
    }

    void bad(long line, String text, String problem) {
        bad++;
        rejected.accept(new BadLine(source, line, text, problem));
        if (good + bad >= JUDGED_AFTER) {
            requireMostlyNumbers();
        }
    }

    /** Ends the content of a file that may be cut off without a sign of it, so that an empty one is none. */
    void end() {
        if (good == 0) {
            throw new DoNotCallException(
                    "%s is not a do-not-call list: none of its lines has a number".formatted(source));
        }
        requireMostlyNumbers();
    }

    /** Ends the content of a file that says itself where it ends, so that a list without changes is one. */
    void endOfWhole() {
        if (kind == ListKind.FULL || bad > 0) {
            end();
        }
    }

    private void requireMostlyNumbers() {
        if (bad > good) {
            throw new DoNotCallException("%s is not a do-not-call list: %,d of its first %,d lines have no number"
                    .formatted(source, bad, good + bad));
        }
    }

    DoNotCallException refusal(long line, String problem) {
        return new DoNotCallException("%s, line %,d: %s".formatted(source, line, problem));
    }
}
