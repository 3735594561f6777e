package dev.callgate.model;

import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The outcome of a call that was placed. Immutable.
 *
 * @param result how the call ended
 * @param talkTime the time from the answer to the end of the call, to the millisecond; zero if the call was not
 *     answered
 * @param answeredBy who answered; null if that is unknown or the call was not answered
 * @param sipStatus the final SIP response to the INVITE, 200 to 699 (RFC 3261, section 21); null if there was none
 * @param q850Cause the ITU-T Q.850 cause, 1 to 127; null if there was none
 */
public record CallOutcome(
        Result result,
        Duration talkTime,
        @Nullable AnsweredBy answeredBy,
        @Nullable Integer sipStatus,
        @Nullable Integer q850Cause) {
    /** An answered call that ends sooner is a short call. Carriers use short calls to recognize unwanted calls. */
    public static final Duration SHORT = Duration.ofSeconds(6);

    /** The longest talk time. A longer time is a mistake, such as a time in another unit. */
    public static final Duration MAX_TALK_TIME = Duration.ofHours(24);

    /** The ways in which calls end. */
    public enum Result {
        /** A person or a machine answered. */
        ANSWERED,
        /**
         * A person answered, and no agent was connected in time: in the United States, within two seconds of the person's greeting (47
         * CFR 64.1200(a)(7)).
         */
        ABANDONED,
        /** A person answered and refused the offer. */
        NOT_INTERESTED,
        /** A person answered and asked not to be called again. */
        OPTED_OUT,
        /** The called party was busy. */
        BUSY,
        /** The call rang, or the called party was unreachable, until the caller gave up. */
        NO_ANSWER,
        /** The network did not connect the call. */
        FAILED,
        /** The called party, or a system on its behalf, rejected the call. */
        REJECTED;

        /** Returns whether the call was answered. */
        public boolean isAnswered() {
            return this == ANSWERED || isByPerson();
        }

        private boolean isByPerson() {
            return this == ABANDONED || this == NOT_INTERESTED || this == OPTED_OUT;
        }
    }

    /** The kinds of called parties that answer calls. */
    public enum AnsweredBy {
        /** A person. */
        PERSON,
        /** An answering machine, a fax machine, or a voice menu. */
        MACHINE
    }

    /**
     * Validates the values and truncates the talk time to the millisecond. If only a person can have caused the result, the call was
     * answered by a person even if {@code answeredBy} is null.
     *
     * @throws IllegalArgumentException if the talk time is negative or longer than {@link #MAX_TALK_TIME}, if a call
     *     that was not answered has a talk time or an {@code answeredBy}, if a machine cannot have caused the result, or if a code
     *     is out of range
     */
    public CallOutcome {
        Objects.requireNonNull(result, "result");
        talkTime = talkTime.truncatedTo(ChronoUnit.MILLIS);
        if (talkTime.isNegative() || talkTime.compareTo(MAX_TALK_TIME) > 0) {
            throw new IllegalArgumentException(
                    "talk time must be 0 to 24 hours, not %s: pass the time from the answer to the end of the call"
                            .formatted(talkTime));
        }
        if (!result.isAnswered() && (!talkTime.isZero() || answeredBy != null)) {
            throw new IllegalArgumentException(
                    "a call with the result %s was not answered: leave its talk time at zero and answeredBy null"
                            .formatted(result));
        }
        if (result.isByPerson()) {
            if (answeredBy == AnsweredBy.MACHINE) {
                throw new IllegalArgumentException(
                        "a call with the result %s was answered by a person: use ANSWERED for a machine"
                                .formatted(result));
            }
            answeredBy = AnsweredBy.PERSON;
        }
        requireRange("the final SIP response", sipStatus, 200, 699);
        requireRange("the Q.850 cause", q850Cause, 1, 127);
    }

    private static void requireRange(String what, @Nullable Integer code, int least, int most) {
        if (code != null && (code < least || code > most)) {
            throw new IllegalArgumentException("%s must be %d to %d, not %d".formatted(what, least, most, code));
        }
    }

    /** Returns the outcome of an answered call. */
    public static CallOutcome answered(Duration talkTime) {
        return new CallOutcome(Result.ANSWERED, talkTime, null, null, null);
    }

    /** Returns an outcome with a talk time of zero. */
    public static CallOutcome of(Result result) {
        return of(result, Duration.ZERO);
    }

    /** Returns an outcome with a talk time. */
    public static CallOutcome of(Result result, Duration talkTime) {
        return new CallOutcome(result, talkTime, null, null, null);
    }

    /**
     * Returns the outcome of an unanswered call by the final response to its INVITE. Responses 486 and 600 mean busy.
     * Responses 408, 480 and 487 mean no answer; 487 also ends an INVITE that the caller cancels. Responses 603, 607
     * and 608 mean rejected; call analytics send the latter two (RFC 3261, section 21; RFC 8197; RFC 8688). All other
     * responses mean failed.
     *
     * @throws IllegalArgumentException if the status is not 300 to 699
     */
    public static CallOutcome ofSipStatus(int status) {
        if (status < 300) {
            throw new IllegalArgumentException(
                    "the final SIP response to an unanswered call must be 300 to 699, not " + status);
        }
        Result result =
                switch (status) {
                    case 486, 600 -> Result.BUSY;
                    case 408, 480, 487 -> Result.NO_ANSWER;
                    case 603, 607, 608 -> Result.REJECTED;
                    default -> Result.FAILED;
                };
        return of(result).sipStatus(status);
    }

    /**
     * Returns the outcome of an unanswered call by its cause (ITU-T Q.850, section 2.2.7). Cause 17 means busy. Causes
     * 16 (cleared while ringing), 18, 19 and 20 mean no answer. Cause 21 means rejected. All other causes mean failed.
     *
     * @throws IllegalArgumentException if the cause is not 1 to 127
     */
    public static CallOutcome ofQ850Cause(int cause) {
        Result result =
                switch (cause) {
                    case 17 -> Result.BUSY;
                    case 16, 18, 19, 20 -> Result.NO_ANSWER;
                    case 21 -> Result.REJECTED;
                    default -> Result.FAILED;
                };
        return of(result).q850Cause(cause);
    }

    /** Returns a copy that says who answered. */
    public CallOutcome by(AnsweredBy who) {
        return new CallOutcome(result, talkTime, Objects.requireNonNull(who, "answered by"), sipStatus, q850Cause);
    }

    /** Returns a copy with the final SIP response. */
    public CallOutcome sipStatus(int status) {
        return new CallOutcome(result, talkTime, answeredBy, status, q850Cause);
    }

    /** Returns a copy with the ITU-T Q.850 cause. */
    public CallOutcome q850Cause(int cause) {
        return new CallOutcome(result, talkTime, answeredBy, sipStatus, cause);
    }

    /** Returns whether the call was answered and its talk time was less than {@link #SHORT}. */
    public boolean isShort() {
        return result.isAnswered() && talkTime.compareTo(SHORT) < 0;
    }
}
