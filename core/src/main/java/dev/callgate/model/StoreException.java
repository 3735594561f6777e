package dev.callgate.model;

import jakarta.annotation.Nullable;

/**
 * A store could not answer. It is never a refusal: whoever asked learns nothing about whether the call is allowed, and
 * must not place it. The three subclasses say what is known about the operation that failed, and so what may be done.
 */
public abstract sealed class StoreException extends RuntimeException
        permits StoreException.NotApplied, StoreException.OutcomeUnknown, StoreException.Permanent {
    private static final long serialVersionUID = 1L;

    private StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Nothing was changed, for certain; the same operation may succeed when it is tried again: a lock or a connection was not to be
     * had in time, or the server is read-only, full or short of memory at the moment.
     */
    public static final class NotApplied extends StoreException {
        private static final long serialVersionUID = 1L;

        /** Says what was attempted, and what stopped it. */
        public NotApplied(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * The operation may or may not have been applied, for instance because the connection was lost after it had been
     * sent. Trying again may count a second time, unless it is a decision with a call id.
     */
    public static final class OutcomeUnknown extends StoreException {
        private static final long serialVersionUID = 1L;

        /** Says what was attempted, and what hid its outcome. */
        public OutcomeUnknown(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Nothing was changed, and trying again will not help until somebody acts: a table, a privilege or the right time is missing, a
     * trigger or constraint refuses, or the data source hands out a transaction of the caller's that was not joined.
     */
    public static final class Permanent extends StoreException {
        private static final long serialVersionUID = 1L;

        /** Says what was attempted, and what has to be put right. */
        public Permanent(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
