package dev.callgate.examples.dialer;

/** Tells the user of each lead as its fate becomes known. Called by several threads. */
interface Progress extends AutoCloseable {
    /**
     * A lead is done with.
     *
     * @param detail what is to be said of it: the numbers, the reasons
     */
    void done(Lead lead, Fate fate, String detail);

    @Override
    void close();
}
