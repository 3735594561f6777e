package dev.callgate.storage.jdbc.count;

import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CounterLimit;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A call that waits for its turn, and then for its outcome, with the thread of its caller. */
public final class WaitingCall {
    private final CountRequest request;
    private final List<Object> rows;
    private final Thread caller = Thread.currentThread();
    private final long deadline;

    private volatile boolean leading;

    @Nullable
    private volatile Answer answer;

    public WaitingCall(CountRequest request, long deadline) {
        this.request = request;
        this.rows = rowsOf(request);
        this.deadline = deadline;
    }

    /** Returns keys, within an organization, of all rows that the call locks, or would lock if they existed. */
    private static List<Object> rowsOf(CountRequest request) {
        if (request.countsOnAssignmentOnly()) {
            return List.of(request.seen().id());
        }
        List<Object> rows = new ArrayList<>(List.of(request.seen().id()));
        for (CounterLimit limit : request.limits()) {
            rows.add(limit.counter());
        }
        if (request.callId() != null) {
            rows.add(request.callId());
        }
        return rows;
    }

    public CountRequest count() {
        return request;
    }

    public List<Object> rows() {
        return rows;
    }

    /** Returns how long the caller may still wait, in nanoseconds; zero or negative if the time is over. */
    public long remainingNanos() {
        return deadline - System.nanoTime();
    }

    /** Makes the caller of this call count a group, of which this call is the first. */
    public void lead() {
        leading = true;
        wake();
    }

    /** Returns whether the caller of this call has to count a group. */
    public boolean isLeading() {
        return leading;
    }

    private void wake() {
        if (caller != Thread.currentThread()) {
            LockSupport.unpark(caller);
        }
    }

    public void answer(Answer given) {
        answer = given;
        wake();
    }

    @Nullable
    public Answer answer() {
        return answer;
    }
}
