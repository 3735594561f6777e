package dev.callgate.storage.jdbc.count;

import dev.callgate.model.OrganizationId;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.Limits;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** One caller with a call, who waits for a turn, and then for an answer. */
public final class WaitingCall {
    private final CountRequest request;
    private final List<Object> rows;
    private final Thread caller = Thread.currentThread();
    private final long deadline;

    @Nullable
    private volatile List<WaitingCall> group;

    @Nullable
    private volatile Answer answer;

    public WaitingCall(CountRequest request, long deadline) {
        this.request = request;
        this.rows = rowsOf(request);
        this.deadline = deadline;
    }

    /** All that the call locks, or would lock if it were there. */
    private static List<Object> rowsOf(CountRequest request) {
        if (request.countsOnAssignmentOnly()) {
            return List.of(request.seen().id());
        }
        List<Object> rows = new ArrayList<>(List.of(request.seen().id()));
        OrganizationId organization = request.seen().organization();
        for (Limits.Cap cap : request.limits().caps()) {
            rows.add(List.of(organization, cap.counter()));
        }
        if (request.callee() != null && !request.limits().attempts().isEmpty()) {
            rows.add(List.of(organization, request.callee()));
        }
        if (request.callId() != null) {
            rows.add(List.of(organization, request.callId()));
        }
        return rows;
    }

    public CountRequest count() {
        return request;
    }

    public OrganizationId organization() {
        return request.seen().organization();
    }

    public List<Object> rows() {
        return rows;
    }

    /** Returns how long the caller is still willing to wait, in nanoseconds. */
    public long patience() {
        return deadline - System.nanoTime();
    }

    /** Leaves the counting of a group, which this one is the first of, to this one's caller. */
    public void lead(List<WaitingCall> all) {
        group = all;
        LockSupport.unpark(caller);
    }

    /** Returns the group to be counted by this one's caller; null while there is none. */
    @Nullable
    public List<WaitingCall> group() {
        return group;
    }

    public void answer(Answer given) {
        answer = given;
        LockSupport.unpark(caller);
    }

    @Nullable
    public Answer answer() {
        return answer;
    }
}
