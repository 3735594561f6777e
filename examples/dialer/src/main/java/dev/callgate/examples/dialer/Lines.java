package dev.callgate.examples.dialer;

import dev.callgate.host.Text;
import java.io.PrintWriter;

/** A line for each lead, where nobody looks at a terminal. */
final class Lines implements Progress {
    private final PrintWriter out;

    Lines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void done(Lead lead, Fate fate, String detail) {
        out.printf(
                "  %-10s  %-20s  %-12s  %s%n",
                lead.agent(), Text.oneLine(lead.to()), fate.words(), Text.oneLine(detail));
    }

    @Override
    public void close() {}
}
