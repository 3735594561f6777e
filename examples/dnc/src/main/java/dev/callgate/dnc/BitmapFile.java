package dev.callgate.dnc;

import dev.callgate.model.E164;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.zip.CRC32C;

/**
 * A file of bitmaps that is mapped into memory, not read into the heap. Immutable and thread-safe. A mapping is valid until this
 * object is garbage: whoever still asks it may do so after the file was replaced, because a file is replaced as a whole and never
 * written to.
 */
final class BitmapFile {
    private static final int LOWEST_BITS = 7;
    private static final int SHIFT = 3;

    private final Header header;
    private final long day;
    private final short[] index;
    private final ByteBuffer bytes;

    private BitmapFile(Header header, ByteBuffer bytes) {
        this.header = header;
        this.day = header.date().toEpochDay();
        this.index = header.index();
        this.bytes = bytes;
    }

    /**
     * Maps a file, and reads all of it to check it.
     *
     * @throws DoNotCallException if an import did not make it, or it is damaged
     */
    static BitmapFile open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Header header = Header.read(channel, file);
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, header.sizeOfFile());
            if (checksumOf(bytes, header.bitmaps()) != header.checksum()) {
                throw Header.damaged(file);
            }
            return new BitmapFile(header, bytes);
        }
    }

    /** Reads only the header of a file. */
    static Header headerOf(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Header.read(channel, file);
        }
    }

    /** Returns the checksum of the bitmaps, one by one, so that no thread is kept from a safepoint for long. */
    private static int checksumOf(ByteBuffer bytes, int bitmaps) {
        CRC32C checksum = new CRC32C();
        for (int i = 0; i < bitmaps; i++) {
            checksum.update(bytes.slice(Header.positionOf(i), Header.BITMAP));
        }
        return (int) checksum.getValue();
    }

    Header header() {
        return header;
    }

    LocalDate date() {
        return header.date();
    }

    /** Returns the date as the number of days since 1970-01-01. */
    long day() {
        return day;
    }

    long numbers() {
        return header.numbers();
    }

    ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /** Returns whether the file has the area code of a number of the plan. */
    boolean hasAreaCodeOf(E164 number) {
        return index[Nanp.areaCodeOf(number)] != Header.NONE;
    }

    /** Returns whether a number of the plan is on the list. Takes no lock and allocates nothing. */
    boolean contains(E164 number) {
        return contains(Nanp.areaCodeOf(number), Nanp.localOf(number));
    }

    boolean contains(int areaCode, int local) {
        int bitmap = index[areaCode];
        return bitmap != Header.NONE
                && (bytes.get(Header.positionOf(bitmap) + (local >> SHIFT)) >> (local & LOWEST_BITS) & 1) != 0;
    }
}
