/**
 * Reports as CSV, JSON and tables: {@link dev.callgate.examples.reports.ReportsCsv} and
 * {@link dev.callgate.examples.reports.ReportsJson} for other hosts, {@link dev.callgate.examples.reports.PrintReports} for
 * the command line. {@link dev.callgate.examples.reports.MadeUpCalls} is something to report on, also of other hosts.
 */
package dev.callgate.examples.reports;
