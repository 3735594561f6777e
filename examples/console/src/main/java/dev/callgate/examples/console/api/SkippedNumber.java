package dev.callgate.examples.console.api;

import dev.callgate.admin.BulkReport;
import java.util.Locale;

/** A number that was not changed. */
record SkippedNumber(String phoneNumber, String reason, String message) {
    static SkippedNumber of(BulkReport.Skipped skipped) {
        return new SkippedNumber(skipped.number().toString(), code(skipped.reason()), skipped.message());
    }

    static String code(BulkReport.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
