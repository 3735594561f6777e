package dev.callgate.examples.console.policy;

import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.examples.console.request.Text;
import jakarta.annotation.Nullable;
import java.util.regex.Pattern;

/** The name of a do-not-call list, in the form that documents of policies need. */
final class ListName {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private ListName() {}

    /**
     * Returns the name.
     *
     * @throws Problem if it has another form
     */
    static String require(@Nullable String text) {
        String name = RequestValues.required("name", text);
        if (!FORM.matcher(name).matches()) {
            throw Problem.invalid(
                    "name",
                    "the name of a list must be 1 to 64 lowercase letters, digits, hyphens and underscores, beginning with a letter or a digit, not \"%s\""
                            .formatted(Text.shown(name)));
        }
        return name;
    }
}
