package dev.callgate.dnc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads a list in the text form: a number a line, the area code and the seven digits with a comma between them or without. In a
 * change list, fields follow, separated by commas, one of which is A (added) or D (deleted). Reads bytes and keeps one line, so
 * that a list of any length takes no memory.
 */
final class TextList {
    private static final int BUFFER = 1 << 16;

    /** A longer line is bad, and its end is skipped. */
    private static final int MAX_LINE = 256;

    /** A file with a longer line is not read any further. */
    private static final int MAX_SKIPPED = 1 << 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final ListContent content;
    private final byte[] line = new byte[MAX_LINE];
    private int length;
    private long skipped;
    private long lines;

    TextList(ListContent content) {
        this.content = content;
    }

    void read(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (int i = 0; i < read; i++) {
                take(buffer[i]);
            }
        }
        if (length > 0) {
            endLine();
        }
        content.end();
    }

    private void take(byte next) {
        if (next == '\n') {
            endLine();
        } else if (length < MAX_LINE) {
            line[length++] = next;
        } else if (++skipped > MAX_SKIPPED) {
            throw content.refusal(lines + 1, "this is no do-not-call list: the line has more than a million bytes");
        }
    }

    private void endLine() {
        lines++;
        int start = lines == 1 ? lengthOfMark() : 0;
        int end = length;
        while (end > start && isSpace(line[end - 1])) {
            end--;
        }
        while (start < end && isSpace(line[start])) {
            start++;
        }
        if (skipped > 0) {
            bad(start, end, "the line is too long");
        } else if (start < end) {
            number(start, end);
        }
        length = 0;
        skipped = 0;
    }

    private int lengthOfMark() {
        for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
            if (i >= length || line[i] != BYTE_ORDER_MARK[i]) {
                return 0;
            }
        }
        return BYTE_ORDER_MARK.length;
    }

    private static boolean isSpace(byte next) {
        return next == ' ' || next == '\t' || next == '\r';
    }

    private void number(int start, int end) {
        int behindArea = start + Nanp.AREA_CODE_LENGTH;
        int areaCode = digits(start, behindArea, end);
        int local = behindArea < end && line[behindArea] == ',' ? behindArea + 1 : behindArea;
        int behind = local + Nanp.NUMBER_LENGTH;
        int number = digits(local, behind, end);
        if (areaCode < 0 || number < 0 || (behind < end && line[behind] != ',')) {
            bad(start, end, "there is no number: an area code of 3 digits, a comma or nothing, and 7 digits");
        } else if (!Nanp.isAreaCode(areaCode)) {
            bad(start, end, "an area code begins with 2 to 9");
        } else if (behind == end) {
            content.number(lines, Change.LISTED, areaCode, number);
        } else {
            change(start, behind, end, areaCode, number);
        }
    }

    /** Returns the value of the digits from a start to a limit; -1 if something else is there, or the line ends before. */
    private int digits(int from, int limit, int end) {
        int value = 0;
        for (int i = from; i < limit; i++) {
            if (i >= end || line[i] < '0' || line[i] > '9') {
                return -1;
            }
            value = 10 * value + line[i] - '0';
        }
        return value;
    }

    /** Finds the field after the number that is A or D. The public descriptions do not specify its position. */
    private void change(int start, int behind, int end, int areaCode, int number) {
        Change change = null;
        int marks = 0;
        int field = behind + 1;
        for (int i = field; i <= end; i++) {
            if (i == end || line[i] == ',') {
                Change marked = i == field + 1 ? Marks.of((char) line[field]) : null;
                marks += marked == null ? 0 : 1;
                change = marked == null ? change : marked;
                field = i + 1;
            }
        }
        if (change == null || marks != 1) {
            bad(start, end, "exactly one field after the number must be A (added) or D (deleted)");
        } else {
            content.number(lines, change, areaCode, number);
        }
    }

    private void bad(int start, int end, String problem) {
        int shown = Math.min(end - start, BadLine.MAX_TEXT);
        content.bad(lines, new String(line, start, shown, StandardCharsets.ISO_8859_1), problem);
    }
}
