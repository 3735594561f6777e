package dev.callgate.examples.dialer;

import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param invite until anything at all is heard of an INVITE; timer B of RFC 3261 (section 17.1.1.2), 32 seconds, is the most
 * @param ring until it is answered; then it is canceled
 * @param talk from the answer until the dialer hangs up
 */
record CallTimes(Duration invite, Duration ring, Duration talk) {
    CallTimes {
        if (invite.isNegative() || ring.isNegative() || talk.isNegative()) {
            throw new IllegalArgumentException("a time is 0 seconds or longer");
        }
    }
}
