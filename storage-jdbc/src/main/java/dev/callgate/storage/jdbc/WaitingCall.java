package dev.callgate.storage.jdbc;

import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.Limits;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** One caller with a charge, who waits for a turn, and then for an answer. */
final class WaitingCall {
    private final CountRequest request;
    private final List<Object> rows;
    private final Thread caller = Thread.currentThread();
    private final long deadline;

    @Nullable
    private volatile List<WaitingCall> group;

    @Nullable
    private volatile Answer answer;

    WaitingCall(CountRequest request, long deadline) {
        this.request = request;
        this.rows = rowsOf(request);
        this.deadline = deadline;
    }

    /**
     * What became of a charge in a group.
     *
     * @param result what to answer; null where it failed, or has to be counted alone
     * @param failure why it failed; null where it did not
     */
    record Answer(@Nullable CountResult result, @Nullable RuntimeException failure) {
        /** Nothing was counted, and why not has to be found out for each by itself. */
        static final Answer ALONE = new Answer(null, null);

        static Answer of(CountResult result) {
            return new Answer(result, null);
        }

        static Answer failed(RuntimeException failure) {
            return new Answer(null, failure);
        }

        /** What a group is answered that failed as a whole. Where it will always fail, each finds out by itself whether it is to blame. */
        static List<Answer> ofAll(int requests, RuntimeException failure) {
            return Collections.nCopies(requests, failure instanceof StoreException.Permanent ? ALONE : failed(failure));
        }

        boolean isAlone() {
            return result == null && failure == null;
        }

        /** Returns the result, or throws the failure; each caller gets an exception with its own stack. */
        CountResult get() {
            if (result != null) {
                return result;
            }
            String message =
                    failure == null ? "the call has to be counted alone" : String.valueOf(failure.getMessage());
            if (failure instanceof StoreException.NotApplied) {
                throw new StoreException.NotApplied(message, failure);
            } else if (failure instanceof StoreException.OutcomeUnknown) {
                throw new StoreException.OutcomeUnknown(message, failure);
            } else if (failure instanceof StoreException.Permanent) {
                throw new StoreException.Permanent(message, failure);
            } else {
                throw new IllegalStateException("counting calls together failed: " + message, failure);
            }
        }
    }

    /** All that the charge locks, or would lock if it were there. */
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

    CountRequest count() {
        return request;
    }

    OrganizationId organization() {
        return request.seen().organization();
    }

    List<Object> rows() {
        return rows;
    }

    /** Returns how long the caller is still willing to wait, in nanoseconds. */
    long patience() {
        return deadline - System.nanoTime();
    }

    /** Leaves the counting of a group, which this one is the first of, to this one's caller. */
    void lead(List<WaitingCall> all) {
        group = all;
        LockSupport.unpark(caller);
    }

    /** Returns the group to be counted by this one's caller; null while there is none. */
    @Nullable
    List<WaitingCall> group() {
        return group;
    }

    void answer(Answer given) {
        answer = given;
        LockSupport.unpark(caller);
    }

    @Nullable
    Answer answer() {
        return answer;
    }
}
