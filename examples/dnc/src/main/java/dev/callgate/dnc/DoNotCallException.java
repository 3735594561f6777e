package dev.callgate.dnc;

import jakarta.annotation.Nullable;

/**
 * Thrown if a file is not what it is given as: a source is no do-not-call list, or not the kind of list that is expected, or cannot be
 * unzipped; or the file that an import makes is damaged. Nothing was replaced. The message names the file, and the line if
 * there is one.
 */
public final class DoNotCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DoNotCallException(String message) {
        this(message, null);
    }

    DoNotCallException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
