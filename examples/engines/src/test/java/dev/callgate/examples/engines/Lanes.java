package dev.callgate.examples.engines;

import dev.callgate.storage.jdbc.JdbcStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Several lanes at once. */
final class Lanes implements AutoCloseable {
    private final List<Lane> lanes = new ArrayList<>();

    /** Starts a lane of each way. */
    static Lanes start(List<Way> ways, Lane.Size size, JdbcStorage... storages) {
        return start(ways.stream().map(way -> Lane.prepare(way, size, storages)).toList());
    }

    /** Starts lanes that are prepared. */
    static Lanes start(List<Lane> prepared) {
        Lanes all = new Lanes();
        all.lanes.addAll(prepared);
        prepared.forEach(Lane::begin);
        return all;
    }

    List<Lane> each() {
        return List.copyOf(lanes);
    }

    /** Waits until each lane has so many allowed calls since its start, or has ended. */
    void awaitAllowed(int calls, Duration longest) throws InterruptedException {
        for (Lane lane : lanes) {
            lane.awaitAllowed(calls, longest);
        }
    }

    void stop() {
        lanes.forEach(Lane::stop);
    }

    void awaitEnd(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        for (Lane lane : lanes) {
            lane.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
    }

    /** Compares each lane with the database, as {@link Lane#finish} does. */
    List<Lane.Result> finish(JdbcStorage auditor) throws InterruptedException {
        List<Lane.Result> results = new ArrayList<>();
        for (Lane lane : lanes) {
            results.add(lane.finish(auditor));
        }
        return results;
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }
}
