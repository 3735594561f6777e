package dev.callgate.examples.asterisk;

import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.Optional;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;

/**
 * What {@code Dial()} left on a channel. Immutable.
 *
 * @param status {@code DIALSTATUS}; empty where it was not reached, or gave up before it tried
 * @param cause why the last channel was hung up, by ITU-T Q.850; null where nobody said
 * @param talkTime from the answer to the end
 * @param notSent whether the dial plan knows that no channel was called: its pre-dial handler has not run
 */
record DialResult(String status, @Nullable Integer cause, Duration talkTime, boolean notSent) {
    private static final String ANSWERED = "ANSWER";
    private static final int MOST_CAUSE = 127;

    /** Reads it, which can be done also when the channel is hung up. */
    static DialResult of(AgiChannel channel) throws AgiException {
        String status = Variables.read(channel, "DIALSTATUS");
        String sent = Variables.read(channel, "SHARED(CALLGATE_SENT)");
        return new DialResult(status == null ? "" : status, cause(channel), talkTime(channel), "0".equals(sent));
    }

    @Nullable
    private static Integer cause(AgiChannel channel) throws AgiException {
        long cause = number(Variables.read(channel, "HANGUPCAUSE"));
        return cause < 1 || cause > MOST_CAUSE ? null : (int) cause;
    }

    /** To the millisecond where Asterisk is new enough to say. */
    private static Duration talkTime(AgiChannel channel) throws AgiException {
        String millis = Variables.read(channel, "ANSWEREDTIME_MS");
        return millis == null
                ? Duration.ofSeconds(number(Variables.read(channel, "ANSWEREDTIME")))
                : Duration.ofMillis(number(millis));
    }

    /** What is no number counts as 0, so that a call is completed all the same. */
    private static long number(@Nullable String text) {
        try {
            return text == null ? 0 : Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Returns how the call went; empty if it was never placed. That is taken for granted only where it is certain: {@code
     * CHANUNAVAIL} also stands for a network that could not find the number, so it alone says nothing.
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
