package dev.callgate.storage.jdbc.count;

import dev.callgate.model.StoreException;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.storage.jdbc.sql.Connections;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Groups calls of one organization that wait at the same moment. The queue has no threads of its own:
 *
 * <ol>
 *   <li>If fewer groups than allowed are running, and no other caller needs the same rows, a caller leads a group at once. Otherwise
 *       it waits. When a group ends, the caller that waited longest leads the next one.
 *   <li>The caller that leads takes a connection. Then it takes the calls into its group that wait at that moment, in the order of their
 *       arrival: also those that arrived after it was chosen. If there are none, it counts its call alone.
 *   <li>A call waits if it shares a row with a group that is being counted, or with an earlier call that waits. So the
 *       last call that a limit allows goes to the caller that came first, and no group waits for a lock of another.
 * </ol>
 *
 * <p>A caller that times out or is interrupted leaves the queue, unless it leads a group. If its group is already being counted, the
 * outcome is unknown. While its leader still waits for a connection, nothing is counted for certain. Thread-safe.
 */
public final class CountQueue {
    private final Size size;
    private final Supplier<Connections.Reservation> connections;
    private final CountPath alone;
    private final Function<List<CountRequest>, List<Answer>> together;

    /** Callers that have not yet been placed in a group or in {@link #waiting}. Adding to this queue takes no lock. */
    private final Queue<WaitingCall> arrived = new ConcurrentLinkedQueue<>();

    /**
     * Guards the fields below. No thread waits for anything while it holds the lock. The thread that unlocks it then
     * serves the callers that arrived meanwhile and could not take the lock: see {@link #unlock()}.
     */
    private final Lock lock = new ReentrantLock();

    /** Waiting callers, in order of arrival. */
    private final Deque<WaitingCall> waiting = new ArrayDeque<>();

    /** Rows of the groups that are being counted. Changed under the lock only, and also read without it. */
    private final Set<Object> inUse = ConcurrentHashMap.newKeySet();

    /** If another group may begin, the rows of all waiting callers; no later caller may take one of them first. */
    private final Set<Object> rowsOfWaiting = new HashSet<>();

    private final AtomicInteger groups = new AtomicInteger();

    /**
     * The sizes of groups, and how long a call waits.
     *
     * @param largestGroup maximum number of calls in a group
     * @param groupsAtOnce maximum number of groups at the same time
     * @param maxWait how long a call waits for its turn and its result
     */
    public record Size(int largestGroup, int groupsAtOnce, Duration maxWait) {}

    /**
     * Creates a queue.
     *
     * @param size the sizes of groups
     * @param connections reserve a connection for what the thread counts next
     * @param alone counts one call
     * @param together counts several calls, and returns their outcomes in the same order; if it throws {@link
     *     StoreException.Permanent}, nothing was counted, and each call is counted alone
     */
    public CountQueue(
            Size size,
            Supplier<Connections.Reservation> connections,
            CountPath alone,
            Function<List<CountRequest>, List<Answer>> together) {
        this.size = size;
        this.connections = connections;
        this.alone = alone;
        this.together = together;
    }

    public CountResult run(CountRequest request) {
        WaitingCall mine =
                new WaitingCall(request, System.nanoTime() + size.maxWait().toNanos());
        arrived.add(mine);
        if (!waitsForGroup(mine)) {
            beginArrived();
        }
        boolean interrupted = false;
        try {
            while (true) {
                Answer answer = mine.answer();
                if (answer != null) {
                    return answer.needsRetryAlone() ? alone.count(request) : answer.get();
                } else if (mine.isLeading()) {
                    Connections.Reservation connection = reserveConnection(mine);
                    try {
                        List<WaitingCall> group = gather(mine);
                        if (group.size() == 1) {
                            return countAlone(group);
                        }
                        count(group);
                    } finally {
                        connection.close();
                    }
                } else if (interrupted || mine.remainingNanos() <= 0) {
                    leave(mine, interrupted);
                } else {
                    LockSupport.parkNanos(this, mine.remainingNanos());
                    interrupted = Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Returns whether a group that is being counted has a row of a call that has arrived. When that group ends, it finds the call, because
     * it looks for arrived calls after it has given back its rows.
     */
    private boolean waitsForGroup(WaitingCall call) {
        for (Object row : call.rows()) {
            if (inUse.contains(row)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the number of calls that wait for a turn. */
    public int waiting() {
        lock.lock();
        try {
            beginWaiting();
            return waiting.size();
        } finally {
            unlock();
        }
    }

    private void unlock() {
        lock.unlock();
        beginArrived();
    }

    /**
     * Lets callers that arrived lead a group. A thread that cannot take the lock leaves this to the thread that holds
     * it, which looks again after it unlocks.
     */
    private void beginArrived() {
        while (groups.get() < size.groupsAtOnce() && !arrived.isEmpty() && lock.tryLock()) {
            try {
                for (WaitingCall each = arrived.poll(); each != null; each = arrived.poll()) {
                    if (groups.get() < size.groupsAtOnce() && isFree(each, Set.of())) {
                        begin(each);
                    } else {
                        waiting.add(each);
                        rowsOfWaiting.addAll(each.rows());
                    }
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Lets as many callers lead a group as allowed, in the order of their arrival. */
    private void beginWaiting() {
        queueArrived();
        while (groups.get() < size.groupsAtOnce()) {
            WaitingCall next = takeFirstFree();
            if (next == null) {
                return;
            }
            begin(next);
        }
    }

    private void queueArrived() {
        for (WaitingCall each = arrived.poll(); each != null; each = arrived.poll()) {
            waiting.add(each);
        }
    }

    @Nullable
    private WaitingCall takeFirstFree() {
        rowsOfWaiting.clear();
        Iterator<WaitingCall> all = waiting.iterator();
        while (all.hasNext()) {
            WaitingCall each = all.next();
            if (isFree(each, Set.of())) {
                all.remove();
                return each;
            }
            rowsOfWaiting.addAll(each.rows());
        }
        return null;
    }

    private void begin(WaitingCall leader) {
        groups.incrementAndGet();
        inUse.addAll(leader.rows());
        leader.lead();
    }

    /** Reserves a connection for a caller that leads. If there is none, tells all who would be in its group. */
    private Connections.Reservation reserveConnection(WaitingCall leader) {
        List<WaitingCall> group = List.of(leader);
        boolean reserved = false;
        try {
            Connections.Reservation connection = connections.get();
            reserved = true;
            return connection;
        } catch (RuntimeException e) {
            group = gather(leader);
            answer(group, Answer.ofAll(group.size(), e));
            throw e;
        } finally {
            if (!reserved) {
                end(group);
            }
        }
    }

    /** Returns the group of a caller that leads: its own call, and the calls that wait now and need no other group's rows. */
    private List<WaitingCall> gather(WaitingCall leader) {
        lock.lock();
        try {
            queueArrived();
            List<WaitingCall> group = new ArrayList<>(List.of(leader));
            Set<Object> rowsOfGroup = new HashSet<>(leader.rows());
            rowsOfWaiting.clear();
            Iterator<WaitingCall> all = waiting.iterator();
            while (all.hasNext() && group.size() < size.largestGroup()) {
                WaitingCall each = all.next();
                if (isFree(each, rowsOfGroup)) {
                    all.remove();
                    group.add(each);
                    rowsOfGroup.addAll(each.rows());
                } else {
                    rowsOfWaiting.addAll(each.rows());
                }
            }
            inUse.addAll(rowsOfGroup);
            beginWaiting();
            return group;
        } finally {
            unlock();
        }
    }

    /** Returns whether neither another group nor an earlier call that waits needs a row of a call. */
    private boolean isFree(WaitingCall call, Set<Object> rowsOfGroup) {
        for (Object row : call.rows()) {
            if ((inUse.contains(row) && !rowsOfGroup.contains(row)) || rowsOfWaiting.contains(row)) {
                return false;
            }
        }
        return true;
    }

    private CountResult countAlone(List<WaitingCall> group) {
        try {
            return alone.count(group.get(0).count());
        } finally {
            end(group);
        }
    }

    /** Counts a group, hands each caller its outcome, and begins the next groups. */
    private void count(List<WaitingCall> group) {
        List<Answer> answers = Collections.nCopies(
                group.size(),
                Answer.failed(new StoreException.OutcomeUnknown(
                        "the thread that counted for the group ended with an error", null)));
        try {
            answers = together.apply(group.stream().map(WaitingCall::count).toList());
        } catch (RuntimeException e) {
            answers = Answer.ofAll(group.size(), e);
        } finally {
            // Answers first: callers that call again at once can then join the next group, which gathers its calls
            // later.
            answer(group, answers);
            end(group);
        }
    }

    private static void answer(List<WaitingCall> group, List<Answer> answers) {
        for (int i = 0; i < group.size(); i++) {
            group.get(i).answer(answers.get(i));
        }
    }

    private void end(List<WaitingCall> group) {
        lock.lock();
        try {
            groups.decrementAndGet();
            for (WaitingCall each : group) {
                each.rows().forEach(inUse::remove);
            }
            beginWaiting();
        } finally {
            unlock();
        }
    }

    /**
     * Leaves the queue and throws. Returns only if the outcome is already available, or if the caller leads a group.
     */
    private void leave(WaitingCall mine, boolean interrupted) {
        String reason = interrupted
                ? "the thread was interrupted"
                : "there was no result within %s (GroupCommit.maxWait)".formatted(size.maxWait());
        lock.lock();
        try {
            boolean removed = waiting.remove(mine) || arrived.remove(mine);
            beginWaiting();
            if (removed) {
                throw new StoreException.NotApplied("the call was not counted; " + reason, null);
            }
            if (mine.answer() == null && !mine.isLeading()) {
                throw new StoreException.OutcomeUnknown(
                        "the call may have been counted; %s while the call's group was being counted".formatted(reason),
                        null);
            }
        } finally {
            unlock();
        }
    }
}
