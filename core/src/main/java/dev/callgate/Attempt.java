package dev.callgate;

import dev.callgate.call.CallDecision;

/** The result of trying to count a call on the candidates of an {@link Eligibility}. */
sealed interface Attempt {
    /** The decision is final: the call was counted, or its call ID was used before. */
    record Decided(CallDecision decision) implements Attempt {}

    /**
     * No candidate had room.
     *
     * @param found the eligibility, updated by what the store found
     * @param wasAsked whether the store was asked to count the call
     */
    record NoRoom(Eligibility found, boolean wasAsked) implements Attempt {}

    /** An assignment changed since it was read, so the decision has to start over. */
    record Stale() implements Attempt {}
}
