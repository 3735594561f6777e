package dev.callgate.examples.dialer.sip;

/** Thrown if an INVITE could not be sent, so that the call was not placed. */
public final class NotSentException extends Exception {
    private static final long serialVersionUID = 1L;

    NotSentException(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
