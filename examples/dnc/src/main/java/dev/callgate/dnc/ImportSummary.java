package dev.callgate.dnc;

import java.time.LocalDate;

/**
 * What an import did. Immutable.
 *
 * @param date the date of the list
 * @param numbers how many numbers the file has now
 * @param areaCodes how many area codes the file has now
 * @param added how many numbers were added that the file did not have; of a full list, all of its numbers
 * @param deleted how many numbers were deleted that the file had
 * @param unchanged how many lines changed nothing: repetitions, and deletions of numbers that were not there
 * @param badLines how many lines were skipped, each reported as a {@link BadLine}
 */
public record ImportSummary(
        LocalDate date, long numbers, int areaCodes, long added, long deleted, long unchanged, long badLines) {}
