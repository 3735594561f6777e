package dev.callgate.csv;

import jakarta.annotation.Nullable;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Detects the encoding of a file from its first bytes: by its byte order mark or, without one, by zero bytes. A file of numbers is
 * mostly ASCII, and every second byte of ASCII text in UTF-16 is zero.
 */
final class ByteOrderMark {
    private static final String MARK = "\uFEFF";
    private static final int SAMPLE = 512;

    /** Minimum number of bytes for the detection without a mark. */
    private static final int ENOUGH = 4;

    private static final List<Charset> UTF_16 = List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    private ByteOrderMark() {}

    /** Returns the bytes after the marks, with UTF-16 converted to UTF-8. Some programs write several marks. */
    static InputStream skip(InputStream in) throws IOException {
        byte[] sample = new byte[SAMPLE];
        int length = 0;
        IOException failure = null;
        try {
            for (int read = 0; read >= 0 && length < SAMPLE; read = in.read(sample, length, SAMPLE - length)) {
                length += read;
            }
        } catch (IOException e) {
            failure = e;
        }
        byte[] head = Arrays.copyOf(sample, length);
        Charset charset = charset(head);
        byte[] mark = MARK.getBytes(charset);
        int start = 0;
        while (hasAt(head, start, mark)) {
            start += mark.length;
        }
        InputStream all = new SequenceInputStream(
                new ByteArrayInputStream(head, start, length - start), failure == null ? open(in) : broken(failure));
        return UTF_16.contains(charset) ? new Utf8InputStream(new InputStreamReader(all, charset)) : all;
    }

    /** A sequence closes each of its streams at its end, but the owner of the input closes it. */
    private static InputStream open(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public void close() {}
        };
    }

    /** Fails after the bytes that were read before the failure have been returned. */
    private static InputStream broken(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw failure;
            }
        };
    }

    private static Charset charset(byte[] head) {
        for (Charset each : UTF_16) {
            if (hasAt(head, 0, MARK.getBytes(each))) {
                return each;
            }
        }
        Charset unmarked = utf16WithoutMark(head);
        return unmarked == null ? StandardCharsets.UTF_8 : unmarked;
    }

    private static boolean hasAt(byte[] head, int start, byte[] mark) {
        int end = start + mark.length;
        return end <= head.length && Arrays.equals(head, start, end, mark, 0, mark.length);
    }

    @Nullable
    private static Charset utf16WithoutMark(byte[] head) {
        int even = 0;
        int odd = 0;
        for (int i = 0; i < head.length; i++) {
            if (head[i] == 0) {
                even += (i + 1) % 2;
                odd += i % 2;
            }
        }
        if (head.length < ENOUGH) {
            return null;
        } else if (isPattern(odd, even, head.length)) {
            return StandardCharsets.UTF_16LE;
        }
        return isPattern(even, odd, head.length) ? StandardCharsets.UTF_16BE : null;
    }

    /** Returns whether at least a third of the characters are ASCII, and hardly any of the other bytes are zero. */
    private static boolean isPattern(int zeros, int onTheOtherSide, int length) {
        return zeros * 6 >= length && onTheOtherSide * 10 <= zeros;
    }
}
