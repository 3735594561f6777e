package dev.callgate.storage.jdbc.count;

import dev.callgate.model.OrganizationId;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.storage.jdbc.sql.Connections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Counts calls of an organization that wait at the same moment together. No row belongs to two organizations, so each has a queue of its
 * own, which it keeps: the calls of one never wait for those of another, which may be on a server that does not answer.
 */
public final class QueuedCount implements CountPath {
    private static final String COUNTING = "counting a call";

    private final Connections connections;
    private final CountQueue.Size size;
    private final CountPath alone;
    private final Function<List<CountRequest>, List<Answer>> together;
    private final Map<OrganizationId, CountQueue> queues = new ConcurrentHashMap<>();

    public QueuedCount(
            Connections connections,
            CountQueue.Size size,
            CountPath alone,
            Function<List<CountRequest>, List<Answer>> together) {
        this.connections = connections;
        this.size = size;
        this.alone = alone;
        this.together = together;
    }

    /**
     * First refuses a thread that has a transaction: another thread may count for it, on another connection, outside
     * that transaction.
     */
    @Override
    public CountResult count(CountRequest request) {
        connections.requireNoTransaction(COUNTING);
        return queueOf(request.seen().organization()).run(request);
    }

    private CountQueue queueOf(OrganizationId organization) {
        CountQueue queue = queues.get(organization);
        return queue != null ? queue : queues.computeIfAbsent(organization, each -> newQueue());
    }

    private CountQueue newQueue() {
        return new CountQueue(size, () -> connections.reserve(COUNTING), alone, together);
    }
}
