package dev.callgate.model;

import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * How a call that was placed went. Immutable.
 *
 * @param result how it ended
 * @param talkTime from the answer to the end, to the millisecond; zero unless it was answered
 * @param answeredBy who answered, where that is known; null otherwise
 * @param sipStatus the final SIP response to the INVITE, 200 to 699 (RFC 3261, section 21); null if there was none
 * @param q850Cause the cause by ITU-T Q.850, 1 to 127; null if there was none
 */
public record CallOutcome(
        Result result,
        Duration talkTime,
        @Nullable AnsweredBy answeredBy,
        @Nullable Integer sipStatus,
        @Nullable Integer q850Cause) {
    /** An answered call that ends sooner is a short call, by which carriers recognize unwanted calls. */
    public static final Duration SHORT = Duration.ofSeconds(6);

    /** The longest talk time: what is longer is a mistake, such as a time in another unit. */
    public static final Duration MAX_TALK_TIME = Duration.ofHours(24);

    /** How calls end. */
    public enum Result {
        /** Somebody, or something, answered. */
        ANSWERED,
        /** The called party was busy. */
        BUSY,
        /** It rang, or the called party could not be reached, until the caller gave up. */
        NO_ANSWER,
        /** The network did not connect it. */
        FAILED,
        /** The called party, or somebody on its behalf, did not take the call. */
        REJECTED
    }

    /** Who answers calls. */
    public enum AnsweredBy {
        /** A human being. */
        PERSON,
        /** An answering machine, a fax, a menu. */
        MACHINE
    }

    /**
     * Checks all of it, and truncates the time to the millisecond.
     *
     * @throws IllegalArgumentException if the time is negative or longer than {@link #MAX_TALK_TIME}, or a call that was not answered has a time or somebody who
     *     answered, or a code is out of its range
     */
    public CallOutcome {
        Objects.requireNonNull(result, "result");
        talkTime = talkTime.truncatedTo(ChronoUnit.MILLIS);
        if (talkTime.isNegative() || talkTime.compareTo(MAX_TALK_TIME) > 0) {
            throw new IllegalArgumentException(
                    "a talk time is 0 to 24 hours, not %s: give the time from the answer to the end of the call"
                            .formatted(talkTime));
        }
        if (result != Result.ANSWERED && (!talkTime.isZero() || answeredBy != null)) {
            throw new IllegalArgumentException(
                    "a call of result %s was not answered, so it has no talk time and nobody who answered"
                            .formatted(result));
        }
        requireRange("a final SIP response", sipStatus, 200, 699);
        requireRange("a cause by Q.850", q850Cause, 1, 127);
    }

    private static void requireRange(String what, @Nullable Integer code, int least, int most) {
        if (code != null && (code < least || code > most)) {
            throw new IllegalArgumentException("%s is %d to %d, not %d".formatted(what, least, most, code));
        }
    }

    /** It was answered, and ended after so long. */
    public static CallOutcome answered(Duration talkTime) {
        return new CallOutcome(Result.ANSWERED, talkTime, null, null, null);
    }

    /** It ended so, unanswered; for {@link Result#ANSWERED}, at once. */
    public static CallOutcome of(Result result) {
        return new CallOutcome(result, Duration.ZERO, null, null, null);
    }

    /**
     * Tells how a call went that was not answered, by the final response to its INVITE. Busy are 486 and 600; no answer: 408,
     * 480 and 487, which also ends an INVITE that the caller cancels; rejected: 603, and 607 and 608, which analytics
     * send (RFC 3261, section 21; RFC 8197; RFC 8688). Everything else failed.
     *
     * @throws IllegalArgumentException if it is no response from 300 to 699
     */
    public static CallOutcome ofSipStatus(int status) {
        if (status < 300) {
            throw new IllegalArgumentException(
                    "a final SIP response to a call that was not answered is 300 to 699, not " + status);
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
     * Tells how a call went that was not answered, by its cause: 17 is busy; 16 (cleared while it rang), 18, 19 and 20 are no
     * answer; 21 is rejected (ITU-T Q.850, section 2.2.7). Everything else failed.
     *
     * @throws IllegalArgumentException if it is no cause from 1 to 127
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

    /** Says who answered. */
    public CallOutcome by(AnsweredBy who) {
        return new CallOutcome(result, talkTime, Objects.requireNonNull(who, "answered by"), sipStatus, q850Cause);
    }

    /** Adds the final SIP response. */
    public CallOutcome sipStatus(int status) {
        return new CallOutcome(result, talkTime, answeredBy, status, q850Cause);
    }

    /** Adds the cause by ITU-T Q.850. */
    public CallOutcome q850Cause(int cause) {
        return new CallOutcome(result, talkTime, answeredBy, sipStatus, cause);
    }

    /** Tells whether it was answered, and ended within less than {@link #SHORT}. */
    public boolean isShort() {
        return result == Result.ANSWERED && talkTime.compareTo(SHORT) < 0;
    }
}
