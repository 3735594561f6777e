package dev.callgate.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What the first bytes of a file may say of its encoding. */
final class ByteOrderMark {
    private static final String MARK = "\uFEFF";
    private static final int LONGEST = 3;
    private static final List<Charset> UTF_16 = List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    private ByteOrderMark() {}

    /** Returns the bytes behind the mark; those of UTF-16 as UTF-8. */
    static InputStream skip(InputStream in) throws IOException {
        PushbackInputStream source = new PushbackInputStream(in, LONGEST);
        byte[] head = source.readNBytes(LONGEST);
        if (begins(head, StandardCharsets.UTF_8)) {
            return source;
        }
        for (Charset charset : UTF_16) {
            if (begins(head, charset)) {
                int length = mark(charset).length;
                source.unread(head, length, head.length - length);
                return new Utf8InputStream(new InputStreamReader(source, charset));
            }
        }
        source.unread(head);
        return source;
    }

    private static boolean begins(byte[] head, Charset charset) {
        byte[] mark = mark(charset);
        return head.length >= mark.length && Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
    }

    private static byte[] mark(Charset charset) {
        return MARK.getBytes(charset);
    }
}
