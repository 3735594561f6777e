package dev.callgate.model;

import dev.callgate.internal.VisibleText;

/**
 * Thrown if a text is not a telephone number that can be dialed. The message names the text, the problem, and the
 * solution.
 */
public final class InvalidNumberException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final boolean malformed;
    private final String text;
    private final String reason;

    private InvalidNumberException(String text, String reason, boolean malformed) {
        this.text = VisibleText.shown(text);
        this.reason = reason;
        this.malformed = malformed;
    }

    /**
     * Returns an exception for a text that does not have the form of a number.
     *
     * @param reason the problem and the solution, without the text
     */
    public static InvalidNumberException malformed(String text, String reason) {
        return new InvalidNumberException(text, reason, true);
    }

    /**
     * Returns an exception for a text that has the form of a number, but the number cannot exist or is not allowed
     * here.
     *
     * @param reason the problem and the solution, without the text
     */
    public static InvalidNumberException impossible(String text, String reason) {
        return new InvalidNumberException(text, reason, false);
    }

    /** Returns a message with the text, whose invisible characters are shown as code points, and the problem. */
    @Override
    public String getMessage() {
        return "\"%s\" is not a valid number: %s".formatted(text, reason);
    }

    /**
     * Returns whether the text does not have the form of a number. If false, it has the form, but the number cannot
     * exist.
     */
    public boolean isMalformed() {
        return malformed;
    }

    /** Returns the problem, without the text. */
    public String reason() {
        return reason;
    }
}
