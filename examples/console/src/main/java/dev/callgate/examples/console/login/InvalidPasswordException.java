package dev.callgate.examples.console.login;

/** Thrown if a password breaks a rule. The message says which one, and never contains the password. */
public final class InvalidPasswordException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidPasswordException(String message) {
        super(message);
    }
}
