/**
 * For hosts that import and export CSV files, with the library's imports:
 *
 * <ul>
 *   <li>{@link dev.callgate.csv.NumbersCsv} and {@link dev.callgate.csv.AssignmentsCsv} read and write numbers and assignments. What they
 *       write, they read back.
 *   <li>{@link dev.callgate.csv.RejectionsCsv} writes the rows that an import rejected.
 *   <li>{@link dev.callgate.csv.CallingHoursCsv} reads calling hours and holidays by place.
 *   <li>{@link dev.callgate.csv.CsvRows} and {@link dev.callgate.csv.Formulas} are for a host's own files.
 * </ul>
 *
 * <pre>{@code
 * try (CsvRows<ImportRow> rows = NumbersCsv.read(in);
 *         RejectionsCsv rejected = RejectionsCsv.to(out)) {
 *     NumberInventory.over(storage).importRows(organization, rows, rejected, ImportOptions.defaults().withDefaultCountry("US"));
 * }
 * }</pre>
 *
 * <p>The files are not trusted: lines and values have bounds, memory does not grow with a file, and text that a spreadsheet would take
 * for a formula is disarmed when it is written.
 */
package dev.callgate.csv;
