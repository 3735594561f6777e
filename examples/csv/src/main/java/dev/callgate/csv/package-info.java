/**
 * Numbers, assignments and rejected rows in CSV files: {@link dev.callgate.csv.NumbersCsv},
 * {@link dev.callgate.csv.AssignmentsCsv}, {@link dev.callgate.csv.RejectionsCsv}; calling hours by place: {@link
 * dev.callgate.csv.CallingHoursCsv}; and {@link dev.callgate.csv.CsvRows}
 * and {@link dev.callgate.csv.Formulas} for a host's own files.
 */
package dev.callgate.csv;
