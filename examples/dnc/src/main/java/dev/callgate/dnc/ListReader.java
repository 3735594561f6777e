package dev.callgate.dnc;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads do-not-call lists as the registries give them: text or XML, zipped or not. The first bytes of a file determine its form.
 *
 * <p>The forms are those of the CRTC's "File Formats for the National Do Not Call List"
 * (crtc.gc.ca/eng/phone/telemarketing/format.htm) and of the FTC's "Telemarketer Access Information" (August 2003) and "Q&amp;A for
 * Telemarketers &amp; Sellers About DNC Provisions in TSR". They say of change lists only that a record has several items separated by
 * commas. That one item is a time and one is A or D is from secondary sources. Neither the order nor the XML attribute is known.
 */
final class ListReader {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] EMPTY_ZIP = {'P', 'K', 5, 6};

    /** How far the first character that is no space is looked for. */
    private static final int BEGINNING = 64;

    private static final int BUFFER = 1 << 16;

    /** The most bytes up to the end of an XML tag. */
    private static final long MAX_TAG = 1 << 16;

    /** The most that a zip file's content may be larger than the file: lists compress about tenfold. */
    private static final long MAX_RATIO = 100;

    private static final long SMALL = 1 << 20;

    /** The most bytes of an entry: three times the whole US list in XML. */
    private static final long MAX_ENTRY = 16L << 30;

    private final ListKind kind;
    private final NumberSink sink;
    private final Consumer<? super BadLine> rejected;
    private long badLines;

    ListReader(ListKind kind, NumberSink sink, Consumer<? super BadLine> rejected) {
        this.kind = kind;
        this.sink = sink;
        this.rejected = rejected;
    }

    /** Returns how many lines were bad in all that was read. */
    long badLines() {
        return badLines;
    }

    /**
     * Reads a file to its end.
     *
     * @throws DoNotCallException if it is not a list, or of the other kind, or cannot be unzipped
     */
    void read(Path file) throws IOException {
        byte[] first;
        try (InputStream in = Files.newInputStream(file)) {
            first = in.readNBytes(ZIP.length);
        }
        if (Arrays.equals(first, ZIP) || Arrays.equals(first, EMPTY_ZIP)) {
            readZip(file);
        } else {
            try (InputStream in = Files.newInputStream(file)) {
                read(in, file.toString());
            }
        }
    }

    private void readZip(Path file) throws IOException {
        // The table of contents is at the end, so a file that is cut off cannot be opened.
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() == 0) {
                throw new DoNotCallException("%s is not a do-not-call list: the zip file is empty".formatted(file));
            }
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory()) {
                    readEntry(zip, entry, file + "!" + entry.getName());
                }
            }
        } catch (ZipException | EOFException e) {
            throw new DoNotCallException(
                    "%s cannot be unzipped (%s): download it again".formatted(file, e.getMessage()), e);
        }
    }

    private void readEntry(ZipFile zip, ZipEntry entry, String name) throws IOException {
        long most = Math.min(MAX_ENTRY, Math.max(SMALL, MAX_RATIO * entry.getCompressedSize()));
        try (CheckedInputStream checked = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            InputStream limited = LimitedInputStream.ofBytes(
                    checked,
                    most,
                    () -> new DoNotCallException(
                            "%s is not a do-not-call list: it unzips to more than %,d bytes".formatted(name, most)));
            read(limited, name);
            limited.transferTo(OutputStream.nullOutputStream());
            if (checked.getChecksum().getValue() != entry.getCrc()) {
                throw new ZipException("the checksum of " + entry.getName() + " does not match");
            }
        }
    }

    /** Reads text or XML to its end. The name is for messages. */
    void read(InputStream in, String name) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
        ListContent content = new ListContent(name, kind, sink, rejected);
        if (beginsWithTag(buffered)) {
            new XmlList(content)
                    .read(LimitedInputStream.ofTags(
                            buffered,
                            MAX_TAG,
                            () -> new DoNotCallException("%s is not a do-not-call list: a tag has more than %,d bytes"
                                    .formatted(name, MAX_TAG))));
        } else {
            new TextList(content).read(buffered);
        }
        badLines += content.badLines();
    }

    /** Returns whether the first character is an angle bracket, behind spaces and a byte order mark. */
    private static boolean beginsWithTag(BufferedInputStream in) throws IOException {
        in.mark(BEGINNING);
        byte[] beginning = in.readNBytes(BEGINNING);
        in.reset();
        for (byte each : beginning) {
            if (each == '<') {
                return true;
            }
            if (each > ' ') {
                return false;
            }
        }
        return false;
    }
}
