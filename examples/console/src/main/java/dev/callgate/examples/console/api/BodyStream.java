package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.Problem;
import jakarta.annotation.Nullable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes that a client sends: no more than allowed, and counted as they are read, so that it can be told how far that is. */
final class BodyStream extends FilterInputStream {
    private static final int ALL = 100;

    /** How much is handed out at once: more would be told as read long before its rows have landed. */
    private static final int STEP = 8_192;

    private final long size;
    private final long most;
    private long read;

    /**
     * Reads a body.
     *
     * @param size how many bytes it says it has; not positive where it does not say
     * @param most how many it may have
     * @throws Problem if it says that it has more; reading throws it too, since it may not say
     */
    BodyStream(InputStream in, long size, long most) {
        super(in);
        this.size = size;
        this.most = most;
        require(size);
    }

    /** Returns how much of it was read, in percent; null where its size is not known. */
    @Nullable
    Integer percent() {
        return size > 0 ? (int) Math.min(ALL, ALL * read / size) : null;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int some = super.read(bytes, offset, Math.min(length, STEP));
        count(Math.max(some, 0));
        return some;
    }

    private void count(int bytes) {
        read += bytes;
        require(read);
    }

    private void require(long bytes) {
        if (bytes > most) {
            throw Problem.tooLarge(most);
        }
    }
}
