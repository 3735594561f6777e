package dev.callgate.csv;

/** Thrown if a file cannot be read any further, because its columns cannot be determined. The message names the line. */
public final class CsvException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CsvException(String message) {
        super(message);
    }
}
