package dev.callgate.examples.quickstart;

import dev.callgate.csv.CsvException;
import dev.callgate.csv.CsvRows;
import dev.callgate.host.UserException;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** A CSV file of the user's, or a sample, read row by row; what is wrong with it is said with its name. */
final class CsvFile<R> implements Iterator<R>, AutoCloseable {
    private final String name;
    private final CsvRows<R> rows;

    private CsvFile(String name, CsvRows<R> rows) {
        this.name = name;
        this.rows = rows;
    }

    /** Opens a file, or the sample of that name where none is given, and reads as far as the first row. */
    static <R> CsvFile<R> open(@Nullable Path file, String sample, Function<InputStream, CsvRows<R>> reader) {
        String name = file == null ? "the sample " + sample : file.toString();
        try {
            InputStream in = file == null ? CsvFile.class.getResourceAsStream(sample) : Files.newInputStream(file);
            CsvFile<R> opened = new CsvFile<>(name, reader.apply(Objects.requireNonNull(in, sample)));
            opened.begin();
            return opened;
        } catch (NoSuchFileException e) {
            throw new UserException("cannot read %s: there is no such file".formatted(name), e);
        } catch (IOException e) {
            throw new UserException("cannot read %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** What cannot be read at all is told before anything else happens. */
    private void begin() {
        try {
            boolean unused = hasNext();
        } catch (UserException e) {
            close();
            throw e;
        }
    }

    String name() {
        return name;
    }

    @Override
    public boolean hasNext() {
        return reading(rows::hasNext);
    }

    @Override
    public R next() {
        return reading(rows::next);
    }

    private <T> T reading(Supplier<T> step) {
        try {
            return step.get();
        } catch (CsvException | UncheckedIOException | IllegalArgumentException e) {
            throw new UserException("cannot read %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
