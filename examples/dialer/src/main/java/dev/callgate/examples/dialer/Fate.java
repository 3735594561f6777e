package dev.callgate.examples.dialer;

import dev.callgate.model.CallOutcome;
import java.util.Locale;

/** What became of a lead in a run. */
enum Fate {
    ANSWERED,
    BUSY,
    NO_ANSWER,
    REJECTED,
    FAILED,
    /** The gate said no. */
    REFUSED,
    /** An emergency number: the gate lets it through, and a dialer must not call it. */
    EMERGENCY,
    /** An earlier run, or another process, called it and said how it went. */
    DONE_BEFORE,
    /** The INVITE did not leave this machine; the call was given back. */
    NOT_SENT,
    /** Somebody dialed it, and nobody has said how it went: a run that was killed, or one that is still at it. */
    UNKNOWN,
    /** The store did not answer, so it was not called. */
    LEFT,
    /** The store did not take down how the call went. */
    NOT_REPORTED,
    /** The run was stopped before. */
    NOT_REACHED;

    static Fate of(CallOutcome.Result result) {
        return switch (result) {
            case ANSWERED -> ANSWERED;
            case BUSY -> BUSY;
            case NO_ANSWER -> NO_ANSWER;
            case REJECTED -> REJECTED;
            case FAILED -> FAILED;
        };
    }

    /** Tells whether nothing is left to do about it: it got its answer, and what was counted for it is settled. */
    boolean hasEnded() {
        return switch (this) {
            case NOT_SENT, UNKNOWN, LEFT, NOT_REPORTED, NOT_REACHED -> false;
            default -> true;
        };
    }

    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
