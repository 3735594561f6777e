package dev.callgate.call;

import dev.callgate.internal.DialedText;
import dev.callgate.internal.VisibleText;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A number and its parameters: a telephone-subscriber of RFC 3966, which RFC 3261 allows as the user part of a SIP URI.
 * The number may have an extension as people write it.
 *
 * @param dialed the text before the parameters
 * @param parameters the parameters, which were separated by semicolons
 */
record TelephoneSubscriber(String dialed, List<String> parameters) {
    private static final String EXTENSION = "ext=";
    private static final String CONTEXT = "phone-context=";

    /** The characters that dialers leave after a number, in addition to spaces. */
    private static final String PAUSES = ",;!";

    /**
     * RFC 3966 also allows names that begin with a digit, but there are none, and digits are meant as an extension.
     */
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9-]*+(?:=.*)?", Pattern.DOTALL);

    static TelephoneSubscriber of(String text) {
        int end = endOfNumber(text);
        List<String> parameters = end == text.length()
                ? List.of()
                : List.of(withoutPauses(text.substring(end + 1)).split(";", -1));
        return new TelephoneSubscriber(withoutPauses(text.substring(0, end)), parameters);
    }

    /** A semicolon that is not followed by a name is a pause, not the beginning of a parameter. */
    private static int endOfNumber(String text) {
        int semicolon = text.indexOf(';');
        while (semicolon >= 0 && !isLetterAt(semicolon + 1, text)) {
            semicolon = text.indexOf(';', semicolon + 1);
        }
        return semicolon < 0 ? text.length() : semicolon;
    }

    private static boolean isLetterAt(int index, String text) {
        return index < text.length() && Character.isLetter(text.charAt(index));
    }

    private static String withoutPauses(String text) {
        int end = text.length();
        while (end > 0 && (PAUSES.indexOf(text.charAt(end - 1)) >= 0 || VisibleText.isSpace(text.charAt(end - 1)))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** Returns the problem with the parameters or the extension, or null if there is none. */
    @Nullable
    String problem() {
        if (!parameters.stream().allMatch(each -> PARAMETER.matcher(each).matches())) {
            return "only parameters such as ext=45 are allowed after a semicolon";
        }
        List<String> extensions = extensions().toList();
        if (extensions.size() > 1) {
            return "it has more than one extension";
        }
        if (!extensions.stream().allMatch(NumberAndExtension::isExtension)) {
            return NumberAndExtension.FORM;
        }
        return isInternational() ? null : problemOf(values(CONTEXT).toList());
    }

    /** RFC 3966, section 5.1.5: a context is either the prefix of a number or a domain name. */
    @Nullable
    private static String problemOf(List<String> contexts) {
        if (contexts.size() > 1) {
            return "it has more than one phone-context";
        }
        return contexts.stream().allMatch(TelephoneSubscriber::isInternational)
                ? null
                : "its phone-context names a private numbering plan: use a plus sign and digits for the public one";
    }

    /** Returns the number without its extension and context, as written. */
    String local() {
        return withoutPauses(NumberAndExtension.of(dialed).number());
    }

    /** Returns the number without its extension, preceded by its context if it has one, as written. */
    String number() {
        String written = local();
        return isInternational() ? written : values(CONTEXT).findFirst().orElse("") + written;
    }

    /**
     * Returns the digits of the extension, or null if there is none. If there is no {@link #problem()}, there are 1 to
     * 8 digits.
     */
    @Nullable
    String extension() {
        return extensions().findFirst().orElse(null);
    }

    private Stream<String> extensions() {
        return Stream.concat(
                Stream.ofNullable(NumberAndExtension.of(dialed).extension()),
                values(EXTENSION).map(NumberAndExtension::normalized));
    }

    private Stream<String> values(String name) {
        return parameters.stream()
                .filter(each -> each.regionMatches(true, 0, name, 0, name.length()))
                .map(each -> each.substring(name.length()));
    }

    private boolean isInternational() {
        return DialedText.beginsWithPlus(dialed);
    }

    private static boolean isInternational(String context) {
        return DialedText.holdsOnlyDigitsAndSeparators(context) && DialedText.beginsWithPlus(context);
    }
}
