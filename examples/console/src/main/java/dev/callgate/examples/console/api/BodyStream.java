package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.Problem;
import jakarta.annotation.Nullable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request, with a size limit, and a count of the bytes that were read, for the progress. */
final class BodyStream extends FilterInputStream {
    private static final int ALL = 100;

    /** The most bytes of one read: more would count as read long before their rows are imported. */
    private static final int STEP = 8_192;

    private final long size;
    private final long most;
    private long read;

    /**
     * Reads a body.
     *
     * @param size the announced number of bytes; not positive if unknown
     * @param most the most bytes
     * @throws Problem if more bytes are announced; reading throws it as well
     */
    BodyStream(InputStream in, long size, long most) {
        super(in);
        this.size = size;
        this.most = most;
        require(size);
    }

    /** Returns how much was read, in percent; null if the size is unknown. */
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
