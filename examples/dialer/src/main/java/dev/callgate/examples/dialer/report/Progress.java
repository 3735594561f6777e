package dev.callgate.examples.dialer.report;

import dev.callgate.examples.dialer.lead.Lead;

/** Shows the user each lead when its disposition is known. Implementations are thread-safe. */
public interface Progress extends AutoCloseable {
    /**
     * Reports the disposition of a lead.
     *
     * @param detail the numbers and the reasons, for people
     */
    void done(Lead lead, Disposition disposition, String detail);

    @Override
    void close();
}
