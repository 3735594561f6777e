package dev.callgate.examples.console.api;

import dev.callgate.examples.console.policy.ListUpload;
import java.time.LocalDate;
import java.util.List;

/**
 * The result of an upload of a do-not-call list.
 *
 * @param lines how many lines were read, without empty ones and a header
 * @param numbers how many different numbers are on the list
 * @param rejectedCount how many lines are not numbers
 * @param rejected the first of them
 */
record ListReport(
        boolean success,
        String name,
        LocalDate date,
        long lines,
        long numbers,
        long rejectedCount,
        List<RejectedListLine> rejected) {
    static ListReport of(String name, LocalDate date, ListUpload upload) {
        return new ListReport(
                true,
                name,
                date,
                upload.lines(),
                upload.numbers(),
                upload.rejected(),
                upload.reported().stream()
                        .map(each -> new RejectedListLine(each.line(), each.text()))
                        .toList());
    }
}
