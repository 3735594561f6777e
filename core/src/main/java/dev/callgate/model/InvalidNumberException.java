package dev.callgate.model;

import dev.callgate.internal.VisibleText;

/** A text is no telephone number that could be dialed. The message names the text and what would be right. */
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
     * @param reason what is wrong, and what would be right; without the text
     */
    public static InvalidNumberException malformed(String text, String reason) {
        return new InvalidNumberException(text, reason, true);
    }

    /**
     * Returns an exception for a text that has the form of a number that cannot exist, or is not allowed here.
     *
     * @param reason what is wrong, and what would be right; without the text
     */
    public static InvalidNumberException impossible(String text, String reason) {
        return new InvalidNumberException(text, reason, false);
    }

    /** Returns the text, with what cannot be seen in it shown by its code point, and what is wrong with it. */
    @Override
    public String getMessage() {
        return "\"%s\" is not a valid number: %s".formatted(text, reason);
    }

    /** Tells whether the text is not of a number's form at all; otherwise it has the form, but cannot exist. */
    public boolean isMalformed() {
        return malformed;
    }

    /** Returns what is wrong, without repeating the text. */
    public String reason() {
        return reason;
    }
}
