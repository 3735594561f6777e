/**
 * Reports as CSV, JSON and tables: {@link dev.callgate.examples.reports.ReportWriter} for other hosts,
 * {@link dev.callgate.examples.reports.PrintReports} for the command line. {@link dev.callgate.examples.reports.SimulatedCalls}
 * generates calls to report on, also for other hosts.
 */
package dev.callgate.examples.reports;
