package dev.callgate.examples.dialer.sip;

import java.time.Duration;

/**
 * The timeouts of a call.
 *
 * @param invite until any response to the INVITE; at most timer B of RFC 3261 (section 17.1.1.2), 32 seconds
 * @param ring until the answer; then the dialer cancels the call
 * @param talk from the answer until the dialer hangs up
 */
public record CallTimes(Duration invite, Duration ring, Duration talk) {
    /** Time for the end of a call to reach the far end, and the outcome the store. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    public CallTimes {
        if (invite.isNegative() || ring.isNegative() || talk.isNegative()) {
            throw new IllegalArgumentException("the timeouts of a call must not be negative");
        }
    }

    /** Returns the longest time from the decision on a call to the record of its outcome. */
    public Duration longestCall() {
        return invite.plus(ring).plus(talk).plus(MARGIN);
    }
}
