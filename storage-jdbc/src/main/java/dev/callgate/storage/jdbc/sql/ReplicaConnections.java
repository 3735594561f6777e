package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.StoreException;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs queries on a replica. Refuses all other work before it takes a connection, because a replica cannot apply it and may answer with
 * what was true a while ago. Thread-safe if the connections to the replica are.
 */
public final class ReplicaConnections implements Connections {
    private final Connections replica;

    public ReplicaConnections(Connections replica) {
        this.replica = replica;
    }

    @Override
    public Dialect dialect() {
        return replica.dialect();
    }

    @Override
    public boolean commitsWork() {
        return replica.commitsWork();
    }

    @Override
    public Connections retryTimeout(Duration duration) {
        return new ReplicaConnections(replica.retryTimeout(duration));
    }

    @Override
    public Connections autoCommitOffByDefault() {
        return new ReplicaConnections(replica.autoCommitOffByDefault());
    }

    @Override
    public void requireNoTransaction(String operation) {
        replica.requireNoTransaction(operation);
    }

    @Override
    public Reservation reserve(String operation) {
        requireChanges(operation);
        return () -> {};
    }

    @Override
    public void requireChanges(String operation) {
        throw new StoreException.NotApplied(
                "%s: nothing was done, because this store only reads, from a replica; use the store that JdbcStorage.on returned"
                        .formatted(operation),
                null);
    }

    @Override
    public <T> T run(String operation, Mode mode, SqlWork<T> work) {
        if (mode != Mode.QUERIES) {
            requireChanges(operation);
        }
        return replica.run(operation, mode, work);
    }

    @Override
    public <T> Optional<T> runOrUndo(String operation, SqlWork<Optional<T>> work) {
        requireChanges(operation);
        return Optional.empty();
    }
}
