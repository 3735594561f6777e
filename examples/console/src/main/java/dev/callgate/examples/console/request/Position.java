package dev.callgate.examples.console.request;

import dev.callgate.model.LiveCall;
import jakarta.annotation.Nullable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * Positions in a list as text of letters, digits, hyphens and underscores, for links and for programs that do not look into them.
 */
public final class Position {
    private static final String SPACE = " ";

    private Position() {}

    /** Returns the position of a call in progress. */
    public static String of(LiveCall call) {
        LiveCall.Cursor cursor = call.cursor();
        return encoded(cursor.until() + SPACE + cursor.holdId());
    }

    /** Returns the position that a text stands for; null for the first page. */
    @Nullable
    public static LiveCall.Cursor parse(@Nullable String after) {
        if (after == null) {
            return null;
        }
        String[] parts = decoded(after).split(SPACE, 2);
        if (parts.length < 2) {
            throw unknown();
        }
        Instant until = RequestValues.instant("after", parts[0]);
        Text.requirePlain("after", parts[1]);
        return new LiveCall.Cursor(until, parts[1]);
    }

    /** Returns any text as a position. */
    public static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the text of a position. */
    public static String decoded(String position) {
        try {
            return new String(Base64.getUrlDecoder().decode(position), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static Problem unknown() {
        return Problem.invalid("after", "after must be the value of next of the previous page");
    }
}
