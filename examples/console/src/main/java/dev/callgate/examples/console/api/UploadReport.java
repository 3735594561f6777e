package dev.callgate.examples.console.api;

import java.util.List;

/**
 * The result of an upload.
 *
 * @param added how many numbers were added; in a dry run, would be
 * @param rejectedCount how many lines were rejected
 * @param rejected the first of them
 */
record UploadReport(
        boolean success, boolean dryRun, long rows, long added, long rejectedCount, List<RejectedLine> rejected) {}
