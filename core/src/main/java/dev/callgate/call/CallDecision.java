package dev.callgate.call;

/** The decision of a gate: {@link Allowed} or {@link Refused}. */
public sealed interface CallDecision permits Allowed, Refused {
    /** Returns whether the call may be placed. */
    default boolean isAllowed() {
        return this instanceof Allowed;
    }
}
