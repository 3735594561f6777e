package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.RequestValues;
import java.util.Locale;

/** What the rows of a file are. */
enum FileContent {
    NUMBERS,
    ASSIGNMENTS;

    /** The value of the parameter {@code content} by default. */
    static final String DEFAULT = "numbers";

    static FileContent of(String text) {
        return RequestValues.constant(FileContent.class, "content", text);
    }

    /** Returns the name in requests, and of the file. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
