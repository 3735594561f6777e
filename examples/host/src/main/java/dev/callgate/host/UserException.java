package dev.callgate.host;

import jakarta.annotation.Nullable;

/** An error that the user can correct. Only its message is printed. */
public final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception without a cause. */
    public UserException(String message) {
        this(message, null);
    }

    /** Creates an exception with a cause. */
    public UserException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
