package dev.callgate.dnc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.zip.CRC32C;

/**
 * The beginning of a file of bitmaps: what it is, the date of the list, how many numbers it has, the checksum of the bitmaps, and
 * which bitmap belongs to which area code. Behind it are the bitmaps, one for each area code that occurs: 10,000,000 bits each, in
 * which bit n is bit n modulo 8, counted from the least, of byte n / 8. Big-endian. Immutable.
 */
final class Header {
    static final int SIZE = 4_096;
    static final int BITMAP = Nanp.NUMBERS / Byte.SIZE;
    static final short NONE = -1;

    private static final long MAGIC = 0x43_47_2D_44_4E_43_0D_0AL;
    private static final int VERSION = 1;
    private static final int AT_MAGIC = 0;
    private static final int AT_VERSION = 8;
    private static final int AT_BITMAPS = 12;
    private static final int AT_DATE = 16;
    private static final int AT_NUMBERS = 24;
    private static final int AT_CHECKSUM = 32;
    private static final int AT_INDEX = 40;
    private static final int AT_OWN_CHECKSUM = SIZE - Integer.BYTES;

    private final ByteBuffer bytes;

    private Header(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Creates a header. The index has the position of the bitmap of each area code, or {@link #NONE}. */
    static Header of(LocalDate date, long numbers, int bitmaps, short[] index, int checksum) {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        bytes.putLong(AT_MAGIC, MAGIC);
        bytes.putInt(AT_VERSION, VERSION);
        bytes.putInt(AT_BITMAPS, bitmaps);
        bytes.putLong(AT_DATE, date.toEpochDay());
        bytes.putLong(AT_NUMBERS, numbers);
        bytes.putInt(AT_CHECKSUM, checksum);
        for (int code = 0; code < Nanp.AREA_CODES; code++) {
            bytes.putShort(AT_INDEX + code * Short.BYTES, index[code]);
        }
        bytes.putInt(AT_OWN_CHECKSUM, checksumOf(bytes));
        return new Header(bytes);
    }

    /**
     * Reads the header of a file.
     *
     * @throws DoNotCallException if it is none, or is damaged, or the file does not have the size that it says
     */
    static Header read(FileChannel channel, Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // continues where it stopped
        }
        if (bytes.hasRemaining() || bytes.getLong(AT_MAGIC) != MAGIC) {
            throw new DoNotCallException(
                    file + " was not made by an import of do-not-call lists: name the file that one made");
        }
        if (bytes.getInt(AT_VERSION) != VERSION) {
            throw new DoNotCallException("%s has version %d, and this program reads version %d: load the list again"
                    .formatted(file, bytes.getInt(AT_VERSION), VERSION));
        }
        Header header = new Header(bytes);
        if (bytes.getInt(AT_OWN_CHECKSUM) != checksumOf(bytes) || channel.size() != header.sizeOfFile()) {
            throw damaged(file);
        }
        return header;
    }

    static DoNotCallException damaged(Path file) {
        return new DoNotCallException(file + " is damaged: load the list again");
    }

    private static int checksumOf(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.duplicate().position(0).limit(AT_OWN_CHECKSUM));
        return (int) checksum.getValue();
    }

    LocalDate date() {
        return LocalDate.ofEpochDay(bytes.getLong(AT_DATE));
    }

    long numbers() {
        return bytes.getLong(AT_NUMBERS);
    }

    int bitmaps() {
        return bytes.getInt(AT_BITMAPS);
    }

    int checksum() {
        return bytes.getInt(AT_CHECKSUM);
    }

    short[] index() {
        short[] index = new short[Nanp.AREA_CODES];
        for (int code = 0; code < index.length; code++) {
            index[code] = bytes.getShort(AT_INDEX + code * Short.BYTES);
        }
        return index;
    }

    long sizeOfFile() {
        return SIZE + (long) bitmaps() * BITMAP;
    }

    /** Returns the position of a bitmap in the file. All positions are in the range of int, as 1,000 bitmaps have 1.25 GB. */
    static int positionOf(int bitmap) {
        return SIZE + bitmap * BITMAP;
    }

    ByteBuffer bytes() {
        return bytes.duplicate().clear();
    }

    /** Returns whether both are headers of the same content. */
    boolean isSameAs(Header other) {
        return bytes().equals(other.bytes());
    }
}
