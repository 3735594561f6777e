package dev.callgate.examples.console.request;

import dev.callgate.examples.console.organization.Names;
import java.util.OptionalInt;

/** Checks and shortens text of requests: databases and logs cannot store every character of JSON. */
public final class Text {
    private static final int MAX_SHOWN_LENGTH = 60;

    private Text() {}

    /**
     * Returns the first character that no field accepts: a control character, or half of a surrogate pair.
     */
    private static OptionalInt firstInvalidCharacter(String text) {
        return text.codePoints()
                .filter(each -> Character.isISOControl(each) || Character.getType(each) == Character.SURROGATE)
                .findFirst();
    }

    /**
     * Requires that a text holds neither control characters nor lone surrogates.
     *
     * @throws Problem otherwise, with the field's name
     */
    public static void requirePlain(String field, String text) {
        if (!isPlain(text)) {
            throw notPlain(field, text);
        }
    }

    /** Returns whether a text has neither control characters nor lone surrogates. */
    public static boolean isPlain(String text) {
        return firstInvalidCharacter(text).isEmpty();
    }

    /** Returns the problem of a text with control characters or lone surrogates. */
    public static Problem notPlain(String field, String text) {
        String unfit = Character.toString(firstInvalidCharacter(text).orElseThrow());
        return Problem.invalid(
                field,
                "%s must not contain control characters or lone surrogates, but contains %s"
                        .formatted(field, shown(unfit)));
    }

    /** Returns the beginning of a text for a message, with a question mark for each invisible character. */
    public static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(MAX_SHOWN_LENGTH)
                .map(each -> Names.isShown(each) ? each : '?')
                .forEach(shown::appendCodePoint);
        return text.codePointCount(0, text.length()) > MAX_SHOWN_LENGTH ? shown + "…" : shown.toString();
    }
}
