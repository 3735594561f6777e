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

/** A user's CSV file, or a sample, read row by row. Messages about its errors include its name. */
final class CsvFile<R> implements Iterator<R>, AutoCloseable {
    private final String name;
    private final CsvRows<R> rows;

    private CsvFile(String name, CsvRows<R> rows) {
        this.name = name;
        this.rows = rows;
    }

    /** Opens a file, or a sample if the file is null, and reads the first row. */
    static <R> CsvFile<R> open(@Nullable Path file, String sample, Function<InputStream, CsvRows<R>> reader) {
        String name = file == null ? "the sample " + sample : file.toString();
        try {
            InputStream in = file == null ? CsvFile.class.getResourceAsStream(sample) : Files.newInputStream(file);
            CsvFile<R> opened = new CsvFile<>(name, reader.apply(Objects.requireNonNull(in, sample)));
            opened.begin();
            return opened;
        } catch (NoSuchFileException e) {
            throw new UserException("cannot read %s: no such file".formatted(name), e);
        } catch (IOException e) {
            throw new UserException("cannot read %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** Reads the first row, so that an unreadable file fails at once. */
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
