package dev.callgate.examples.quickstart;

import dev.callgate.policy.Limit;
import java.time.DateTimeException;
import java.time.Duration;

/** Parses limits of the calls to a callee on the command line. */
final class CalleeLimit {
    private CalleeLimit() {}

    /**
     * Parses a text such as {@code 3/PT24H}.
     *
     * @throws IllegalArgumentException if the text has another form, or the limit is not supported
     */
    static Limit parse(String text) {
        String[] parts = text.split("/", -1);
        int most;
        Duration window;
        try {
            most = Integer.parseInt(parts[0].strip());
            window = Duration.parse(parts.length == 2 ? parts[1].strip() : "");
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException("expected a count, a slash and a period, such as 3/PT24H or 7/P7D", e);
        }
        return Limit.calls(most).perCallee().within(window);
    }
}
