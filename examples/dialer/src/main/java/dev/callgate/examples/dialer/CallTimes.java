package dev.callgate.examples.dialer;

import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param invite until anything at all is heard of an INVITE: timer B of RFC 3261, section 17.1.1.2
 * @param ring until it is answered; then it is canceled
 * @param talk from the answer until the dialer hangs up
 */
record CallTimes(Duration invite, Duration ring, Duration talk) {
    /** Timer B is so many times T1, after which the INVITE is sent for the second time. */
    private static final int TIMER_B = 64;

    CallTimes {
        if (invite.toMillis() < TIMER_B) {
            throw new IllegalArgumentException(
                    "an INVITE is given %d milliseconds or longer, not %s".formatted(TIMER_B, invite));
        }
        if (ring.isNegative() || talk.isNegative()) {
            throw new IllegalArgumentException("a call rings and lasts 0 or longer");
        }
    }

    int t1Millis() {
        return (int) (invite.toMillis() / TIMER_B);
    }
}
