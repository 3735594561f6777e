package dev.callgate.dnc;

import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Makes the file that a {@link DoNotCallFile} looks numbers up in, from the lists that the registries publish: the FTC's National
 * Do Not Call Registry and Canada's National DNCL. Immutable; the methods return a changed copy. Thread-safe if the consumer of bad
 * lines and the clock are.
 *
 * <p>A source is a text file with a number a line, {@code 416,1234567} or {@code 4161234567}; or an XML file, {@code <list type='full'
 * level='ac' val='416'><ac val='416'><ph val='1234567'/></ac></list>}; or a zip file of any number of them. In a change list, each
 * number is marked with A (added) or D (deleted): in text, as one of the fields after the number, and in XML, as an attribute of
 * {@code ph}. The type of an XML change list is another one than {@code full}. The changes are applied in the order of the sources and
 * lines.
 *
 * <p>A line without a number that can be read is skipped and reported. A file is refused as a whole if it is not a list of the expected
 * kind, if less than half of its lines have numbers, or if it cannot be unzipped to its end. Sources of any size take no memory: each
 * number is a bit of the new file.
 *
 * <p>The new file is written beside the current one, forced to disk, and moved over it in one atomic step. So after a failure or a
 * crash, the current file is there, unchanged. Whoever has it mapped keeps it, and sees the new one with
 * {@link DoNotCallFile#reload}. The name of the file being written ends in {@code .tmp}, and that of a lock, which lets only one import
 * into a file run at a time, in {@code .lock}. Windows does not replace a file that a process has mapped.
 */
public final class DoNotCallImport {
    private final Path file;
    private final Consumer<? super BadLine> rejected;
    private final Clock clock;
    private final boolean mayShrink;

    private DoNotCallImport(Path file, Consumer<? super BadLine> rejected, Clock clock, boolean mayShrink) {
        this.file = file;
        this.rejected = rejected;
        this.clock = clock;
        this.mayShrink = mayShrink;
    }

    /** Returns an import into a file, whose folder exists. */
    public static DoNotCallImport into(Path file) {
        return new DoNotCallImport(file.toAbsolutePath(), line -> {}, Clock.systemUTC(), false);
    }

    /** Returns an import that reports each bad line as soon as it is read. An exception of the consumer ends the import. */
    public DoNotCallImport reportingTo(Consumer<? super BadLine> consumer) {
        return new DoNotCallImport(file, Objects.requireNonNull(consumer, "consumer"), clock, mayShrink);
    }

    /** Returns an import that recognizes dates in the future by another clock than the system's. */
    public DoNotCallImport clock(Clock other) {
        return new DoNotCallImport(file, rejected, Objects.requireNonNull(other, "clock"), mayShrink);
    }

    /**
     * Returns an import by which a full list replaces one that has more than twice as many numbers. Otherwise it is refused, because it may be cut off, or be
     * the list of one area code of several.
     */
    public DoNotCallImport allowingFewerNumbers() {
        return new DoNotCallImport(file, rejected, clock, true);
    }

    /**
     * Makes the file from full lists, which together replace all that was in it.
     *
     * @param date the day on which the lists were obtained from the registry, from which their age counts
     * @throws IllegalArgumentException if the date is in the future, or there are no sources
     * @throws DoNotCallException if a source is not a full list or cannot be unzipped, if there are far fewer numbers than before, or if
     *     another import into the file is running
     * @throws IOException if a file cannot be read or written
     */
    public ImportSummary load(LocalDate date, List<Path> sources) throws IOException {
        return locked(() -> replace(ListKind.FULL, date, null, requireSome(sources)));
    }

    /**
     * Applies change lists to the file. They must contain all changes since its date, as the registries' change lists do if they are
     * downloaded one after the other. The date of the file becomes that of the change lists.
     *
     * @param date the day on which the change lists were obtained from the registry
     * @throws IllegalArgumentException if the date is in the future or before that of the file, or there are no sources
     * @throws DoNotCallException if a source is not a change list or cannot be unzipped, if the file is damaged, or if another import
     *     into the file is running
     * @throws IOException if a file cannot be read or written
     */
    public ImportSummary apply(LocalDate date, List<Path> sources) throws IOException {
        return locked(() -> {
            BitmapFile base = BitmapFile.open(file);
            if (date.isBefore(base.date())) {
                throw new IllegalArgumentException(
                        "the change list of %s is older than the list that it changes, which is of %s"
                                .formatted(date, base.date()));
            }
            return replace(ListKind.CHANGES, date, base, requireSome(sources));
        });
    }

    private static Source requireSome(List<Path> sources) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("an import needs at least one list");
        }
        return reader -> {
            for (Path each : sources) {
                reader.read(each);
            }
        };
    }

    /** What is read into a new file. */
    @FunctionalInterface
    interface Source {
        void readBy(ListReader reader) throws IOException;
    }

    private interface Work {
        ImportSummary run() throws IOException;
    }

    /** Makes the file from a full list that is no file. */
    ImportSummary load(LocalDate date, Source source) throws IOException {
        return locked(() -> replace(ListKind.FULL, date, null, source));
    }

    private ImportSummary locked(Work work) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw isBusy(null);
            }
            return work.run();
        } catch (OverlappingFileLockException e) {
            throw isBusy(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private DoNotCallException isBusy(@Nullable Exception cause) {
        return new DoNotCallException("another import into %s is running: wait for its end".formatted(file), cause);
    }

    private ImportSummary replace(ListKind kind, LocalDate date, @Nullable BitmapFile base, Source source)
            throws IOException {
        if (date.isAfter(LocalDate.ofInstant(clock.instant(), ZoneOffset.MAX))) {
            throw new IllegalArgumentException("the date of the list, %s, is in the future".formatted(date));
        }
        Path written = beside(".tmp");
        try {
            ImportSummary summary = write(written, kind, date, base, source);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder();
            return summary;
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private ImportSummary write(Path written, ListKind kind, LocalDate date, @Nullable BitmapFile base, Source source)
            throws IOException {
        try (BitmapWriter writer = BitmapWriter.create(written, base)) {
            Tally tally = new Tally(writer);
            ListReader reader = new ListReader(kind, tally, rejected);
            source.readBy(reader);
            if (kind == ListKind.FULL && !mayShrink) {
                requireNotFarFewerThanBefore(writer.numbers());
            }
            writer.finish(date);
            return tally.summary(date, reader.badLines());
        }
    }

    private void requireNotFarFewerThanBefore(long numbers) throws IOException {
        long before = Files.exists(file) ? numbersBefore() : 0;
        if (numbers < before / 2) {
            throw new DoNotCallException(
                    "the list has %,d of the %,d numbers of the one that it would replace: if it is complete, allow fewer numbers"
                            .formatted(numbers, before));
        }
    }

    private long numbersBefore() throws IOException {
        try {
            return BitmapFile.headerOf(file).numbers();
        } catch (DoNotCallException e) {
            return 0;
        }
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** Makes the move itself durable. Windows has no way to do so, and denies the access. */
    private void forceFolder() throws IOException {
        try (FileChannel folder =
                FileChannel.open(Objects.requireNonNull(file.getParent(), "folder"), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (AccessDeniedException e) {
            // as said above
        }
    }

    /** Writes what a list says, and counts it. */
    private static final class Tally implements NumberSink {
        private final BitmapWriter writer;
        private long added;
        private long deleted;
        private long unchanged;

        Tally(BitmapWriter writer) {
            this.writer = writer;
        }

        @Override
        public void take(Change change, int areaCode, int local) {
            boolean deletes = change == Change.DELETED;
            if (!(deletes ? writer.delete(areaCode, local) : writer.add(areaCode, local))) {
                unchanged++;
            } else if (deletes) {
                deleted++;
            } else {
                added++;
            }
        }

        ImportSummary summary(LocalDate date, long badLines) {
            return new ImportSummary(date, writer.numbers(), writer.areaCodes(), added, deleted, unchanged, badLines);
        }
    }
}
