package dev.callgate.admin;

import dev.callgate.model.InvalidNumberException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers that were copied as links: tel URIs of RFC 3966, and {@code callto}, which some programs write instead. */
final class TelUri {
    private static final Pattern LINK =
            Pattern.compile("(?:tel|callto):(?://)?([^;]*)(;.*)?", Pattern.CASE_INSENSITIVE);

    /** The part of a local number that its country or area adds, by RFC 3966, section 5.1.5. */
    private static final Pattern CONTEXT =
            Pattern.compile(";phone-context=(?:\\+|%2B)([0-9().-]+)", Pattern.CASE_INSENSITIVE);

    private TelUri() {}

    /**
     * Returns the number that a link holds; any other text as it is.
     *
     * @throws InvalidNumberException if it has parameters that a number in an inventory cannot have, such as an extension
     */
    static String number(String text) {
        Matcher link = LINK.matcher(text);
        if (!link.matches()) {
            return text;
        }
        String number = link.group(1)
                .replace("%20", " ")
                .replace("%2B", "+")
                .replace("%2b", "+")
                .strip();
        String parameters = link.group(2);
        if (parameters == null) {
            return number;
        }
        Matcher context = CONTEXT.matcher(parameters);
        if (!context.matches() || number.startsWith("+")) {
            throw InvalidNumberException.malformed(
                    text,
                    "a number has no parameters besides the phone-context of a local one, but the link says \"%s\""
                            .formatted(parameters.toLowerCase(Locale.ROOT)));
        }
        return "+" + context.group(1) + number;
    }
}
