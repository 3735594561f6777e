package dev.callgate.examples.console.login;

import org.springframework.security.core.AuthenticationException;

/**
 * Thrown if too many passwords are being checked or set at the same time. This password was neither checked nor counted: the client may
 * send the same request again after a second.
 */
public final class TooManyLogins extends AuthenticationException {
    /** After how many seconds the request may be sent again. */
    public static final int RETRY_AFTER_SECONDS = 1;

    private static final long serialVersionUID = 1L;

    TooManyLogins() {
        super("Too many passwords are being checked at the same time; try again in a second");
    }
}
