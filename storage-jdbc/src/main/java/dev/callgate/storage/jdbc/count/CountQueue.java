package dev.callgate.storage.jdbc.count;

import dev.callgate.model.StoreException;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Groups calls that wait at the same moment. There are no threads of its own:
 *
 * <ol>
 *   <li>a caller that finds a group free, and no other caller that wants the same rows, counts its call alone, at once;
 *   <li>any other waits; when a group is done, those that came first are the next one, and the first of them counts it for all;
 *   <li>a call that shares a row with a group that is being counted, or with one before it that has to wait, waits too. So the
 *       last call that a limit allows is the first one's, and no group waits for a lock of another.
 * </ol>
 *
 * <p>Who runs out of patience, or is interrupted, leaves; once its group is being counted, without knowing the outcome.
 */
public final class CountQueue {
    private final Size size;
    private final CountPath alone;
    private final Function<List<CountRequest>, List<Answer>> together;

    /** The callers that arrived while the lock was held. Arriving takes no lock. */
    private final Queue<WaitingCall> arrived = new ConcurrentLinkedQueue<>();

    /**
     * Guards all below; nothing is waited for while it is held. The thread that unlocks it looks for those who came meanwhile, and did not
     * get it: see {@link #unlock()}.
     */
    private final Lock lock = new ReentrantLock();

    /** In the order in which they came. */
    private final Deque<WaitingCall> waiting = new ArrayDeque<>();

    /** The rows of the groups that are being counted. */
    private final Set<Object> inUse = new HashSet<>();

    /** If a group is free, the rows of all waiting callers: no later caller may take one of them first. */
    private final Set<Object> wantedBefore = new HashSet<>();

    private final AtomicInteger groups = new AtomicInteger();

    /**
     * How much is counted at once, and for how long a call waits.
     *
     * @param largestGroup how many calls at most
     * @param groupsAtOnce how many groups at once at most
     * @param patience how long a call waits for its turn and its answer
     */
    public record Size(int largestGroup, int groupsAtOnce, Duration patience) {}

    /**
     * Takes how calls are counted.
     *
     * @param alone counts one
     * @param together counts several, and answers them in their order; where it throws {@link StoreException.Permanent}, nothing
     *     was counted, and each is counted alone
     */
    public CountQueue(Size size, CountPath alone, Function<List<CountRequest>, List<Answer>> together) {
        this.size = size;
        this.alone = alone;
        this.together = together;
    }

    public CountResult run(CountRequest request) {
        WaitingCall mine =
                new WaitingCall(request, System.nanoTime() + size.patience().toNanos());
        arrived.add(mine);
        beginArrived();
        boolean interrupted = false;
        try {
            while (true) {
                Answer answer = mine.answer();
                List<WaitingCall> group = mine.group();
                if (answer != null) {
                    return answer.isAlone() ? alone.count(request) : answer.get();
                } else if (group != null && group.size() == 1) {
                    return countAlone(group);
                } else if (group != null) {
                    count(group);
                } else if (interrupted || mine.patience() <= 0) {
                    leave(mine, interrupted);
                } else {
                    LockSupport.parkNanos(this, mine.patience());
                    interrupted = Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns how many calls wait for a turn. */
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

    /** A thread that does not get the lock leaves it to the one that has it, which looks again after it unlocked. */
    private void beginArrived() {
        while (groups.get() < size.groupsAtOnce() && !arrived.isEmpty() && lock.tryLock()) {
            try {
                for (WaitingCall each = arrived.poll(); each != null; each = arrived.poll()) {
                    if (groups.get() < size.groupsAtOnce() && isFree(each)) {
                        begin(List.of(each));
                    } else {
                        waiting.add(each);
                        wantedBefore.addAll(each.rows());
                    }
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Begins as many groups as there may be, of those that waited longest, and of those who came meanwhile. */
    private void beginWaiting() {
        for (WaitingCall each = arrived.poll(); each != null; each = arrived.poll()) {
            waiting.add(each);
        }
        while (groups.get() < size.groupsAtOnce()) {
            List<WaitingCall> next = next();
            if (next.isEmpty()) {
                return;
            }
            begin(next);
        }
    }

    private List<WaitingCall> next() {
        List<WaitingCall> group = new ArrayList<>();
        wantedBefore.clear();
        Iterator<WaitingCall> all = waiting.iterator();
        while (all.hasNext() && group.size() < size.largestGroup()) {
            WaitingCall each = all.next();
            boolean belongs = group.isEmpty() || group.get(0).organization().equals(each.organization());
            if (belongs && isFree(each)) {
                group.add(each);
                all.remove();
            } else {
                wantedBefore.addAll(each.rows());
            }
        }
        return group;
    }

    private boolean isFree(WaitingCall request) {
        for (Object row : request.rows()) {
            if (inUse.contains(row) || wantedBefore.contains(row)) {
                return false;
            }
        }
        return true;
    }

    private void begin(List<WaitingCall> group) {
        groups.incrementAndGet();
        for (WaitingCall each : group) {
            inUse.addAll(each.rows());
        }
        group.get(0).lead(group);
    }

    private CountResult countAlone(List<WaitingCall> group) {
        try {
            return alone.count(group.get(0).count());
        } finally {
            end(group);
        }
    }

    /** Counts a group, answers all of it, and lets the next groups begin. */
    private void count(List<WaitingCall> group) {
        List<Answer> answers = Collections.nCopies(
                group.size(),
                Answer.failed(new StoreException.OutcomeUnknown("the thread that counted for others died", null)));
        try {
            answers = together.apply(group.stream().map(WaitingCall::count).toList());
        } catch (RuntimeException e) {
            answers = Answer.ofAll(group.size(), e);
        } finally {
            // First the answers: who calls again at once is in the next group, which is the larger for it.
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer(answers.get(i));
            }
            end(group);
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

    /** Returns only if it was too late to leave without an answer. */
    private void leave(WaitingCall mine, boolean interrupted) {
        String why = interrupted
                ? "the thread was interrupted"
                : "there was no answer within %s of waiting for others".formatted(size.patience());
        lock.lock();
        try {
            boolean left = waiting.remove(mine) || arrived.remove(mine);
            beginWaiting();
            if (left) {
                throw new StoreException.NotApplied("no call was counted; " + why, null);
            }
            if (mine.answer() == null && mine.group() == null) {
                throw new StoreException.OutcomeUnknown(
                        "it is not known whether the call was counted; %s, while others' and this call were being counted"
                                .formatted(why),
                        null);
            }
        } finally {
            unlock();
        }
    }
}
