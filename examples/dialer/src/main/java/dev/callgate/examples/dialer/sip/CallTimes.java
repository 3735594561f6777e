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
    public CallTimes {
        if (invite.isNegative() || ring.isNegative() || talk.isNegative()) {
            throw new IllegalArgumentException("the timeouts of a call must not be negative");
        }
    }
}
