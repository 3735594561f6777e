package dev.callgate.storage.jdbc;

import dev.callgate.assignment.Charge;
import dev.callgate.assignment.ChargeResult;
import dev.callgate.storage.jdbc.WaitingCharge.Answer;
import dev.callgate.store.StoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
final class ChargeQueue {
    private final GroupCommit how;
    private final Function<Charge, ChargeResult> alone;
    private final Function<List<Charge>, List<Answer>> together;

    /** Guards all below; nothing is waited for while it is held. */
    private final Lock lock = new ReentrantLock();

    /** In the order in which they came. */
    private final Set<WaitingCharge> waiting = new LinkedHashSet<>();

    /** How many charges, waiting or being counted, want each row. */
    private final Map<Object, Integer> wanted = new HashMap<>();

    /** The rows of the groups that are being counted. */
    private final Set<Object> inUse = new HashSet<>();

    private int groups;

    /**
     * Takes how charges are counted.
     *
     * @param alone counts one
     * @param together counts several, and answers them in their order; where it throws {@link StoreException.Permanent}, nothing
     *     was counted, and each is counted alone
     */
    ChargeQueue(GroupCommit how, Function<Charge, ChargeResult> alone, Function<List<Charge>, List<Answer>> together) {
        this.how = how;
        this.alone = alone;
        this.together = together;
    }

    ChargeResult run(Charge charge) {
        WaitingCharge mine =
                new WaitingCharge(charge, System.nanoTime() + how.patience().toNanos());
        enter(mine);
        boolean interrupted = false;
        try {
            while (true) {
                Answer answer = mine.answer();
                List<WaitingCharge> group = mine.group();
                if (answer != null) {
                    return answer.isAlone() ? alone.apply(charge) : answer.get();
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
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void enter(WaitingCharge mine) {
        lock.lock();
        try {
            boolean atOnce = groups < how.groupsAtOnce() && mine.rows().stream().noneMatch(wanted::containsKey);
            mine.rows().forEach(row -> wanted.merge(row, 1, Integer::sum));
            if (atOnce) {
                begin(List.of(mine));
            } else {
                waiting.add(mine);
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin(List<WaitingCharge> group) {
        groups++;
        group.forEach(each -> inUse.addAll(each.rows()));
        group.get(0).lead(group);
    }

    private ChargeResult countAlone(List<WaitingCharge> group) {
        try {
            return alone.apply(group.get(0).charge());
        } finally {
            end(group);
        }
    }

    /** Counts a group, answers all of it, and lets the next groups begin. */
    private void count(List<WaitingCharge> group) {
        List<Answer> answers = Collections.nCopies(
                group.size(),
                Answer.failed(new StoreException.OutcomeUnknown("the thread that counted for others died", null)));
        try {
            answers = together.apply(group.stream().map(WaitingCharge::charge).toList());
        } catch (RuntimeException e) {
            answers = Answer.ofAll(group.size(), e);
        } finally {
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer(answers.get(i));
            }
            end(group);
            group.forEach(WaitingCharge::wake);
        }
    }

    private void end(List<WaitingCharge> group) {
        lock.lock();
        try {
            groups--;
            for (WaitingCharge each : group) {
                each.rows().forEach(inUse::remove);
                giveUpRows(each);
            }
            beginWaiting();
        } finally {
            lock.unlock();
        }
    }

    private void giveUpRows(WaitingCharge each) {
        each.rows().forEach(row -> wanted.computeIfPresent(row, (any, count) -> count == 1 ? null : count - 1));
    }

    /** Begins as many groups as there may be, of those that waited longest. */
    private void beginWaiting() {
        while (groups < how.groupsAtOnce()) {
            List<WaitingCharge> next = next();
            if (next.isEmpty()) {
                return;
            }
            next.forEach(waiting::remove);
            begin(next);
            next.get(0).wake();
        }
    }

    private List<WaitingCharge> next() {
        List<WaitingCharge> group = new ArrayList<>();
        Set<Object> wantedBefore = new HashSet<>();
        for (WaitingCharge each : waiting) {
            boolean belongs = group.isEmpty() || group.get(0).organization().equals(each.organization());
            if (group.size() == how.largestGroup()) {
                break;
            } else if (belongs
                    && Collections.disjoint(inUse, each.rows())
                    && Collections.disjoint(wantedBefore, each.rows())) {
                group.add(each);
            } else {
                wantedBefore.addAll(each.rows());
            }
        }
        return group;
    }

    /** Returns only if it was too late to leave without an answer. */
    private void leave(WaitingCharge mine, boolean interrupted) {
        String why = interrupted
                ? "the thread was interrupted"
                : "there was no answer within %s of waiting for others".formatted(how.patience());
        lock.lock();
        try {
            if (waiting.remove(mine)) {
                giveUpRows(mine);
                beginWaiting();
                throw new StoreException.NotApplied("no call was counted; " + why, null);
            }
            if (mine.answer() == null && mine.group() == null) {
                throw new StoreException.OutcomeUnknown(
                        "it is not known whether the call was counted; %s, while others' and this call were being counted"
                                .formatted(why),
                        null);
            }
        } finally {
            lock.unlock();
        }
    }
}
