package dev.callgate.admin;

import dev.callgate.model.InvalidNumberException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Extracts numbers from links: tel URIs of RFC 3966, and {@code callto} URIs, which some programs write instead. */
final class TelUri {
    private static final Pattern LINK =
            Pattern.compile("(?:tel|callto):(?://)?([^;]*)(;.*)?", Pattern.CASE_INSENSITIVE);

    /** The context of a local number: the global prefix that its country or area adds (RFC 3966, section 5.1.5). */
    private static final Pattern CONTEXT =
            Pattern.compile(";phone-context=(?:\\+|%2B)([0-9().-]+)", Pattern.CASE_INSENSITIVE);

    private TelUri() {}

    /**
     * Returns the number in a link; any other text unchanged.
     *
     * @throws InvalidNumberException if the link has parameters that a number in an inventory cannot have, such as an extension
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
                    "the link has the parameters \"%s\": remove them; only a local number may have one, a phone-context such as +1"
                            .formatted(parameters.toLowerCase(Locale.ROOT)));
        }
        return "+" + context.group(1) + number;
    }
}
