package dev.callgate.policy;

import dev.callgate.internal.VisibleText;
import dev.callgate.model.E164;
import jakarta.annotation.Nullable;
import java.util.Collection;
import java.util.regex.Pattern;

/** Prefixes of numbers in E.164 form, such as {@code +1876}. */
final class Prefixes {
    private static final Pattern PREFIX = Pattern.compile("\\+[1-9][0-9]{0,14}");

    private Prefixes() {}

    /** Throws an {@link IllegalArgumentException} unless a text is a plus sign and 1 to 15 digits, the first not 0. */
    static String require(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a prefix: use the form +1876, a plus sign and 1 to 15 digits, the first not 0"
                            .formatted(VisibleText.shown(prefix)));
        }
        return prefix;
    }

    /**
     * Returns the longest of some prefixes that a number begins with; null if it begins with none.
     *
     * @param prefixes with a fast {@code contains}
     */
    @Nullable
    static String longestOf(E164 number, Collection<String> prefixes) {
        if (prefixes.isEmpty()) {
            return null;
        }
        String digits = number.toString();
        for (int length = digits.length(); length > 1; length--) {
            String prefix = digits.substring(0, length);
            if (prefixes.contains(prefix)) {
                return prefix;
            }
        }
        return null;
    }
}
