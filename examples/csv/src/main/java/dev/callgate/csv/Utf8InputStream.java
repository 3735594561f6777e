package dev.callgate.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** The characters of a decoder as UTF-8. A decoder returns both halves of a surrogate pair in one read. */
final class Utf8InputStream extends InputStream {
    private static final int CHUNK = 8_192;

    private final Reader decoder;
    private final char[] chars = new char[CHUNK];
    private byte[] bytes = {};
    private int position;

    Utf8InputStream(Reader decoder) {
        this.decoder = decoder;
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : Byte.toUnsignedInt(bytes[position++]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int count = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean isAtEnd() throws IOException {
        while (position == bytes.length) {
            int count = decoder.read(chars);
            if (count < 0) {
                return true;
            }
            bytes = new String(chars, 0, count).getBytes(StandardCharsets.UTF_8);
            position = 0;
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        decoder.close();
    }
}
