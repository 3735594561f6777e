package dev.callgate.dnc;

import jakarta.annotation.Nullable;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Writes a new file of bitmaps, through a mapping of each. A bitmap is filled with zeros by a write before it is mapped, so that a
 * full disk is an {@link IOException} and not a fault of memory. Used by one thread.
 */
final class BitmapWriter implements Closeable {
    private static final int LOWEST_BITS = 7;
    private static final int SHIFT = 3;

    private final FileChannel channel;
    private final short[] index = new short[Nanp.AREA_CODES];
    private final MappedByteBuffer[] bitmaps = new MappedByteBuffer[Nanp.AREA_CODES];
    private int count;
    private long numbers;

    private BitmapWriter(FileChannel channel) {
        this.channel = channel;
        Arrays.fill(index, Header.NONE);
    }

    /** Creates a file, with the content of another one unless that is null. A file that is there is overwritten. */
    static BitmapWriter create(Path file, @Nullable BitmapFile base) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        BitmapWriter writer = new BitmapWriter(channel);
        try {
            writer.write(Header.of(LocalDate.EPOCH, 0, 0, writer.index, 0).bytes(), 0);
            if (base != null) {
                writer.copy(base);
            }
            return writer;
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    private void copy(BitmapFile base) throws IOException {
        short[] indexOfBase = base.header().index();
        for (int bitmap = 0; bitmap < base.header().bitmaps(); bitmap++) {
            append(base.bytes().slice(Header.positionOf(bitmap), Header.BITMAP));
        }
        System.arraycopy(indexOfBase, 0, index, 0, index.length);
        numbers = base.numbers();
    }

    private void append(ByteBuffer content) throws IOException {
        int position = Header.positionOf(count);
        write(content, position);
        bitmaps[count] = channel.map(FileChannel.MapMode.READ_WRITE, position, Header.BITMAP);
        count++;
    }

    private void write(ByteBuffer content, long position) throws IOException {
        long at = position;
        while (content.hasRemaining()) {
            at += channel.write(content, at);
        }
    }

    /** Adds a number. Returns whether it was not there. */
    boolean add(int areaCode, int local) {
        if (index[areaCode] == Header.NONE) {
            addBitmap(areaCode);
        }
        return set(areaCode, local, true);
    }

    /** Deletes a number. Returns whether it was there. */
    boolean delete(int areaCode, int local) {
        return index[areaCode] != Header.NONE && set(areaCode, local, false);
    }

    private void addBitmap(int areaCode) {
        try {
            append(ByteBuffer.allocate(Header.BITMAP));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        index[areaCode] = (short) (count - 1);
    }

    /** Sets a bit. Returns whether it was another one. */
    private boolean set(int areaCode, int local, boolean listed) {
        MappedByteBuffer bitmap = bitmaps[index[areaCode]];
        int at = local >> SHIFT;
        int mask = 1 << (local & LOWEST_BITS);
        byte before = bitmap.get(at);
        if ((before & mask) != 0 == listed) {
            return false;
        }
        bitmap.put(at, (byte) (before ^ mask));
        numbers += listed ? 1 : -1;
        return true;
    }

    long numbers() {
        return numbers;
    }

    int areaCodes() {
        return count;
    }

    /** Writes the header, and forces all to disk. */
    void finish(LocalDate date) throws IOException {
        CRC32C checksum = new CRC32C();
        for (int i = 0; i < count; i++) {
            checksum.update(bitmaps[i].duplicate());
        }
        write(Header.of(date, numbers, count, index, (int) checksum.getValue()).bytes(), 0);
        for (int i = 0; i < count; i++) {
            bitmaps[i].force();
        }
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
