package dev.callgate.examples.console.api;

import dev.callgate.admin.RejectedRow;
import java.util.Locale;

/** A line that was rejected. */
record RejectedLine(long line, String text, String reason, String message) {
    static RejectedLine of(RejectedRow row) {
        return new RejectedLine(row.line(), row.text(), row.reason().name().toLowerCase(Locale.ROOT), row.message());
    }
}
