package dev.callgate.host;

import jakarta.annotation.Nullable;

/** What the user has to put right; its message is all that is printed. */
public final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Something is wrong of itself. */
    public UserException(String message) {
        this(message, null);
    }

    /** Something is wrong because of a failure. */
    public UserException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
