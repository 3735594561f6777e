package dev.callgate.dnc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * A stream that fails once it has given more bytes than allowed: in total, or since the last byte of a kind. The content of a zip
 * file may be a thousand times as large as the file, and an XML parser keeps a whole tag.
 */
final class LimitedInputStream extends FilterInputStream {
    /** Separates nothing. */
    private static final int NONE = -1;

    private static final int SKIPPED_AT_ONCE = 1 << 13;

    private final long most;
    private final int separator;
    private final Supplier<DoNotCallException> refusal;
    private long given;

    private LimitedInputStream(InputStream in, long most, int separator, Supplier<DoNotCallException> refusal) {
        super(in);
        this.most = most;
        this.separator = separator;
        this.refusal = refusal;
    }

    /** Allows a number of bytes in total. */
    static LimitedInputStream ofBytes(InputStream in, long most, Supplier<DoNotCallException> refusal) {
        return new LimitedInputStream(in, most, NONE, refusal);
    }

    /** Allows a number of bytes up to each closing bracket. */
    static LimitedInputStream ofTags(InputStream in, long most, Supplier<DoNotCallException> refusal) {
        return new LimitedInputStream(in, most, '>', refusal);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (separator == NONE) {
            given += Math.max(0, read);
        } else {
            for (int i = offset; i < offset + read; i++) {
                given = bytes[i] == separator ? 0 : given + 1;
            }
        }
        if (given > most) {
            throw refusal.get();
        }
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(bytes, SKIPPED_AT_ONCE)]));
    }

    /** Leaves the stream open, which whoever opened it closes: an XML parser closes it at its end. */
    @Override
    public void close() {}

    @Override
    public boolean markSupported() {
        return false;
    }
}
