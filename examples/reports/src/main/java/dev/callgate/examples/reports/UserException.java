package dev.callgate.examples.reports;

import jakarta.annotation.Nullable;

/** What the user has to put right; its message is all that is printed. */
final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UserException(String message) {
        this(message, null);
    }

    UserException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
