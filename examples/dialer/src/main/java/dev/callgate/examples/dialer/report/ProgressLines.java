package dev.callgate.examples.dialer.report;

import dev.callgate.examples.dialer.lead.Lead;
import dev.callgate.host.Text;
import java.io.PrintWriter;

/** Prints a line for each lead, for output that does not go to a terminal. */
public final class ProgressLines implements Progress {
    private final PrintWriter out;

    public ProgressLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void done(Lead lead, Disposition disposition, String detail) {
        out.printf(
                "  %-10s  %-20s  %-12s  %s%n",
                lead.agent(), Text.oneLine(lead.to()), disposition.words(), Text.oneLine(detail));
    }

    @Override
    public void close() {}
}
