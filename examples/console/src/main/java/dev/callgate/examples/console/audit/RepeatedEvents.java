package dev.callgate.examples.console.audit;

import dev.callgate.examples.console.audit.AccessTable.Counter;
import dev.callgate.examples.console.organization.Sha256;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Counts events that repeat, in one row for 15 minutes. One thread at a time writes what all threads have counted, so that a flood of
 * failed logins uses one connection to the database, and the others stay free for decisions. Thread-safe.
 */
@Component
class RepeatedEvents {
    private static final Duration WINDOW = Duration.ofMinutes(15);

    /** So many counters wait to be written at most; what is beyond is counted among the others. */
    private static final int MAX_WAITING = 1_000;

    private final AccessTable table;
    private final Map<Counter, Waiting> waiting = new ConcurrentHashMap<>();
    private final ReentrantLock writing = new ReentrantLock();

    RepeatedEvents(AccessTable table) {
        this.table = table;
    }

    /** What was counted, and is not written yet. */
    private record Waiting(AccessEntry entry, AccessEntry others) {
        Waiting plus(Waiting later) {
            return new Waiting(entry.plus(later.entry), others.plus(later.others));
        }
    }

    /**
     * Counts an event. When this returns, it is written, or another thread is about to write it. It throws nothing where the database
     * does not answer.
     *
     * @param bucket what it has in common with the events whose rows are bounded together
     * @param others the row for those beyond
     */
    void add(String bucket, AccessEntry entry, AccessEntry others) {
        long window = entry.at().getEpochSecond() / WINDOW.toSeconds();
        Counter counter = new Counter(
                Sha256.hex("%s %s %d %s".formatted(entry.organization(), entry.action(), window, bucket)),
                Sha256.hex("%s %s".formatted(entry.address(), entry.actor())));
        boolean isTooMuch = waiting.size() >= MAX_WAITING && !waiting.containsKey(counter);
        waiting.merge(
                isTooMuch ? counter.others() : counter, new Waiting(isTooMuch ? others : entry, others), Waiting::plus);
        while (!waiting.isEmpty() && writing.tryLock()) {
            try {
                waiting.keySet().forEach(this::write);
            } finally {
                writing.unlock();
            }
        }
    }

    private void write(Counter counter) {
        Waiting counted = waiting.remove(counter);
        if (counted == null) {
            return;
        }
        try {
            AccessEntry row = table.count(counter, counted.entry(), counted.others());
            int before = row.times() - counted.entry().times();
            if (digits(before) < digits(row.times())) {
                AccessLines.log(row);
            }
        } catch (DataAccessException | TransactionException e) {
            AccessLines.logMissing(counted.entry(), e);
        }
    }

    /** Returns how many digits a count has: no count has none, and each power of ten has one more. */
    private static int digits(int times) {
        return times == 0 ? 0 : String.valueOf(times).length();
    }
}
