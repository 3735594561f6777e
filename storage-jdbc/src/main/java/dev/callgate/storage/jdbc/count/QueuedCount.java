package dev.callgate.storage.jdbc.count;

import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.storage.jdbc.sql.Connections;

/** Counts calls that wait at the same moment together. */
public final class QueuedCount implements CountPath {
    private final Connections connections;
    private final CountQueue queue;

    public QueuedCount(Connections connections, CountQueue.Size size, CountPath alone, GroupCount together) {
        this.connections = connections;
        this.queue = new CountQueue(size, alone, together::count);
    }

    /**
     * First refuses a thread that has a transaction: another thread may count for it, on another connection, outside
     * that transaction.
     */
    @Override
    public CountResult count(CountRequest request) {
        connections.requireNoTransaction("counting a call");
        return queue.run(request);
    }
}
