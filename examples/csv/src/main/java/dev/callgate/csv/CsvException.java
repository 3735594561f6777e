package dev.callgate.csv;

/** A file cannot be read, or not any further: it does not say where its columns stand. The message names the line. */
public final class CsvException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CsvException(String message) {
        super(message);
    }
}
