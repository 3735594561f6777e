package dev.callgate.call;

/** The gate's answer: {@link Allowed} or {@link Refused}. */
public sealed interface CallDecision permits Allowed, Refused {
    /** Tells whether the call may be placed. */
    default boolean isAllowed() {
        return this instanceof Allowed;
    }
}
