/** Shows the progress of a run, its summary, and its reconciliation with the far end. */
package dev.callgate.examples.dialer.report;
