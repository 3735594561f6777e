package dev.callgate.csv;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Input of any length that takes no memory. */
final class Bytes extends InputStream {
    private static final int CHUNK = 1 << 16;

    private final byte[] pattern;
    private long left;
    private int position;

    private Bytes(byte[] pattern, long length) {
        this.pattern = pattern;
        this.left = length;
    }

    /** Returns a text as often as said. */
    static InputStream repeated(String text, int times) {
        return repeated(text, times, StandardCharsets.UTF_8);
    }

    /** Returns a text as often as said, in an encoding. */
    static InputStream repeated(String text, int times, Charset charset) {
        byte[] bytes = text.getBytes(charset);
        int atOnce = Math.max(1, CHUNK / bytes.length);
        return new Bytes(text.repeat(atOnce).getBytes(charset), (long) bytes.length * times);
    }

    /** Returns bytes of any value; the same for the same seed. */
    static InputStream random(long seed, int length) {
        byte[] pattern = new byte[Math.min(length, 1 << 20)];
        new Random(seed).nextBytes(pattern);
        return new Bytes(pattern, length);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        int count = (int) Math.min(Math.min(length, pattern.length - position), left);
        System.arraycopy(pattern, position, target, offset, count);
        position = (position + count) % pattern.length;
        left -= count;
        return count;
    }
}
