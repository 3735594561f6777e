package dev.callgate.csv;

/** A file cannot be read as a whole: its header does not tell where the columns stand. The message names the header. */
public final class CsvException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CsvException(String message) {
        super(message);
    }
}
