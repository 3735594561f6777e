package dev.callgate.examples.dialer.report;

import dev.callgate.model.CallOutcome;
import java.util.Locale;

/** The result of a lead in a run. */
public enum Disposition {
    ANSWERED,
    BUSY,
    NO_ANSWER,
    REJECTED,
    FAILED,
    /** The gate refused the call. */
    REFUSED,
    /** An earlier run, or another process, called it and completed the call. */
    DONE_BEFORE,
    /** The INVITE was not sent; the call was released. */
    NOT_SENT,
    /** It was dialed and has no outcome: the run was killed, or is still in progress. */
    UNKNOWN,
    /** The store did not answer, so the call was not placed. */
    LEFT,
    /** The store did not record the outcome. */
    NOT_REPORTED,
    /** The run was stopped first. */
    NOT_REACHED;

    public static Disposition of(CallOutcome.Result result) {
        return switch (result) {
            case ANSWERED, ABANDONED, NOT_INTERESTED, OPTED_OUT -> ANSWERED;
            case BUSY -> BUSY;
            case NO_ANSWER -> NO_ANSWER;
            case REJECTED -> REJECTED;
            case FAILED -> FAILED;
        };
    }

    /** Returns whether the lead is finished: it has a result, and every call that was counted for it is completed or released. */
    public boolean isSettled() {
        return switch (this) {
            case NOT_SENT, UNKNOWN, LEFT, NOT_REPORTED, NOT_REACHED -> false;
            default -> true;
        };
    }

    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
