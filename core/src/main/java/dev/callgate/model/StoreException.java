package dev.callgate.model;

import jakarta.annotation.Nullable;

/**
 * Thrown if a store operation failed. It is never a refusal: the caller does not learn whether the call is allowed, and
 * must not place it. The three subclasses distinguish whether the failed operation may have been applied and whether it
 * may be retried.
 */
public abstract sealed class StoreException extends RuntimeException
        permits StoreException.NotApplied, StoreException.OutcomeUnknown, StoreException.Permanent {
    private static final long serialVersionUID = 1L;

    private StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Thrown if nothing was changed and the same operation may succeed if it is retried. For example, a lock or a
     * connection was not available in time, or the server is currently read-only, full or short of memory.
     */
    public static final class NotApplied extends StoreException {
        private static final long serialVersionUID = 1L;

        /** Creates an exception whose message names the operation and the cause of the failure. */
        public NotApplied(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Thrown if the operation may or may not have been applied, for example because the connection was lost after the
     * operation had been sent. A retry may count a second time unless it is a decision with a call ID.
     */
    public static final class OutcomeUnknown extends StoreException {
        private static final long serialVersionUID = 1L;

        /** Creates an exception whose message names the operation and the reason why its outcome is unknown. */
        public OutcomeUnknown(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Thrown if nothing was changed and a retry will fail until an operator or developer corrects the problem. For
     * example, a table or a privilege is missing, a clock is wrong, a trigger or constraint rejects the change, or the
     * data source hands out a transaction of the caller that was not joined.
     */
    public static final class Permanent extends StoreException {
        private static final long serialVersionUID = 1L;

        /** Creates an exception whose message names the operation and the problem to correct. */
        public Permanent(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
