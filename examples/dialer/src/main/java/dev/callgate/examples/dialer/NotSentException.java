package dev.callgate.examples.dialer;

/** The INVITE of a call never left this machine, so that the call was never placed. */
final class NotSentException extends Exception {
    private static final long serialVersionUID = 1L;

    NotSentException(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
