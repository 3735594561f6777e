package dev.callgate.examples.console.login;

import org.springframework.security.core.AuthenticationException;

/**
 * More passwords are to be checked or set at the same time than this console takes. Nothing was checked and nothing was counted: the
 * same request may be sent again after a second. It says nothing about the password.
 */
public final class TooManyLogins extends AuthenticationException {
    /** After how many seconds the request may be sent again. */
    public static final int RETRY_AFTER_SECONDS = 1;

    private static final long serialVersionUID = 1L;

    TooManyLogins() {
        super("Too many passwords are being checked at the same time; try again in a second");
    }
}
