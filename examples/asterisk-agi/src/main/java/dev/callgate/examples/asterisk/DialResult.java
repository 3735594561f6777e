package dev.callgate.examples.asterisk;

import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.Optional;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;

/**
 * The result of {@code Dial()} on a channel. Immutable.
 *
 * @param status {@code DIALSTATUS}; empty if {@code Dial()} was not reached or gave up before it dialed
 * @param cause Q.850 cause of the last channel's hangup; null if unknown
 * @param talkTime from the answer to the end
 * @param notSent whether no channel was called, since the dial plan's pre-dial handler has not run
 */
record DialResult(String status, @Nullable Integer cause, Duration talkTime, boolean notSent) {
    private static final String ANSWERED = "ANSWER";
    private static final int MAX_CAUSE = 127;

    /** Reads the result, also from a channel that has hung up. */
    static DialResult of(AgiChannel channel) throws AgiException {
        String status = Variables.read(channel, "DIALSTATUS");
        String sent = Variables.read(channel, "SHARED(CALLGATE_SENT)");
        return new DialResult(status == null ? "" : status, cause(channel), talkTime(channel), "0".equals(sent));
    }

    @Nullable
    private static Integer cause(AgiChannel channel) throws AgiException {
        long cause = number(Variables.read(channel, "HANGUPCAUSE"));
        return cause < 1 || cause > MAX_CAUSE ? null : (int) cause;
    }

    /** In milliseconds if the version of Asterisk provides them. */
    private static Duration talkTime(AgiChannel channel) throws AgiException {
        String millis = Variables.read(channel, "ANSWEREDTIME_MS");
        return millis == null
                ? Duration.ofSeconds(number(Variables.read(channel, "ANSWEREDTIME")))
                : Duration.ofMillis(number(millis));
    }

    /** Returns 0 for text that is not a number, so that the call is completed anyway. */
    private static long number(@Nullable String text) {
        try {
            return text == null ? 0 : Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Returns the outcome; empty if the call was certainly never placed. {@code CHANUNAVAIL} alone does not prove that: it also
     * stands for a network that could not find the number.
     */
    Optional<CallOutcome> outcome() {
        if (status.equals(ANSWERED)) {
            return Optional.of(caused(CallOutcome.answered(talkTime)));
        }
        if (notSent || status.isEmpty() || status.equals("INVALIDARGS")) {
            return Optional.empty();
        }
        return Optional.of(
                switch (status) {
                    case "BUSY" -> caused(CallOutcome.of(Result.BUSY));
                    case "NOANSWER", "CANCEL" -> caused(CallOutcome.of(Result.NO_ANSWER));
                    case "DONTCALL", "TORTURE" -> caused(CallOutcome.of(Result.REJECTED));
                    default -> cause == null ? CallOutcome.of(Result.FAILED) : CallOutcome.ofQ850Cause(cause);
                });
    }

    private CallOutcome caused(CallOutcome outcome) {
        return cause == null ? outcome : outcome.q850Cause(cause);
    }
}
