package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of an upload, counted as they are read, so that it can be told how far that is. */
final class UploadStream extends FilterInputStream {
    private static final int ALL = 100;

    /** How much is handed out at once: more would be told as read long before its rows have landed. */
    private static final int STEP = 8_192;

    private final long size;
    private long read;

    /**
     * Reads an upload.
     *
     * @param size how many bytes it has; not positive where nobody knows
     */
    UploadStream(InputStream in, long size) {
        super(in);
        this.size = size;
    }

    /** Returns how much of it was read, in percent; null where its size is not known. */
    @Nullable
    Integer percent() {
        return size > 0 ? (int) Math.min(ALL, ALL * read / size) : null;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        read += one < 0 ? 0 : 1;
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int some = super.read(bytes, offset, Math.min(length, STEP));
        read += Math.max(some, 0);
        return some;
    }
}
