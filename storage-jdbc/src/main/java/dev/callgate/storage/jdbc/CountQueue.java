package dev.callgate.storage.jdbc;

import dev.callgate.model.StoreException;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.storage.jdbc.WaitingCall.Answer;
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
 * Groups charges that wait at the same moment. There are no threads of its own:
 *
 * <ol>
 *   <li>a caller that finds a group free, and nobody who wants the same rows, counts its charge alone, at once;
 *   <li>any other waits; when a group is done, those that came first are the next one, and the first of them counts it for all;
 *   <li>a charge that shares a row with a group that is being counted, or with one before it that has to wait, waits too. So the
 *       last call that a limit allows is the first one's, and no group waits for a lock of another.
 * </ol>
 *
 * <p>Who runs out of patience, or is interrupted, leaves; once its group is being counted, without knowing the outcome.
 */
final class CountQueue {
    private final GroupCommit how;
    private final Function<CountRequest, CountResult> alone;
    private final Function<List<CountRequest>, List<Answer>> together;

    /** Those who came, until somebody has the lock: so that coming takes no lock. */
    private final Queue<WaitingCall> arrived = new ConcurrentLinkedQueue<>();

    /**
     * Guards all below; nothing is waited for while it is held. Whoever gives it back looks for those who came meanwhile, and did not
     * get it: see {@link #unlock()}.
     */
    private final Lock lock = new ReentrantLock();

    /** In the order in which they came. */
    private final Deque<WaitingCall> waiting = new ArrayDeque<>();

    /** The rows of the groups that are being counted. */
    private final Set<Object> inUse = new HashSet<>();

    /** Where a group is free, the rows of all that wait: none of them may go to somebody who came later. */
    private final Set<Object> wantedBefore = new HashSet<>();

    private final AtomicInteger groups = new AtomicInteger();

    /**
     * Takes how charges are counted.
     *
     * @param alone counts one
     * @param together counts several, and answers them in their order; where it throws {@link StoreException.Permanent}, nothing
     *     was counted, and each is counted alone
     */
    CountQueue(
            GroupCommit how,
            Function<CountRequest, CountResult> alone,
            Function<List<CountRequest>, List<Answer>> together) {
        this.how = how;
        this.alone = alone;
        this.together = together;
    }

    CountResult run(CountRequest request) {
        WaitingCall mine =
                new WaitingCall(request, System.nanoTime() + how.patience().toNanos());
        arrived.add(mine);
        beginArrived();
        boolean interrupted = false;
        try {
            while (true) {
                Answer answer = mine.answer();
                List<WaitingCall> group = mine.group();
                if (answer != null) {
                    return answer.isAlone() ? alone.apply(request) : answer.get();
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

    /** Returns how many charges wait for a turn. */
    int waiting() {
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

    /** Whoever does not get the lock leaves it to the one who has it, and looks again after giving it back. */
    private void beginArrived() {
        while (groups.get() < how.groupsAtOnce() && !arrived.isEmpty() && lock.tryLock()) {
            try {
                for (WaitingCall each = arrived.poll(); each != null; each = arrived.poll()) {
                    if (groups.get() < how.groupsAtOnce() && isFree(each)) {
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
        while (groups.get() < how.groupsAtOnce()) {
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
        while (all.hasNext() && group.size() < how.largestGroup()) {
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
            return alone.apply(group.get(0).count());
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
                : "there was no answer within %s of waiting for others".formatted(how.patience());
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
