package dev.callgate.examples.console.login;

import jakarta.annotation.Nullable;
import java.time.Duration;

/**
 * The limits for attempts to log in. Beyond a limit, attempts are refused without checking the password.
 *
 * <p>NIST SP 800-63B-4, section 3.2.2, allows at most 100 consecutive wrong passwords of an account, and names
 * measures so that an attacker cannot lock the user out with them: waiting times that grow from 30 seconds to an hour, and addresses
 * from which the user has logged in before. A login resets the failed attempts from the same address only. OWASP (Authentication Cheat
 * Sheet, "Account Lockout") asks for a count for each account, and warns of locking users out. Hence four limits.
 */
enum LoginLimit {
    /** One user from one address: ten in a row, then none for 15 minutes. A login from there resets the count. */
    PAIR(10, Duration.ofMinutes(15), true),

    /**
     * One user from one address from which the user has logged in before: 30 within a day, then none until the day has passed. Logins
     * do not reset this count: another person behind the same address could continue guessing after each of them.
     */
    DAY(30, Duration.ofDays(1), false),

    /**
     * One user from all addresses from which the user has never logged in: twenty, then one at a time, after 30 seconds, a minute, two
     * minutes, up to an hour; after a hundred, one a day. It expires after two days without an attempt.
     */
    USER(20, Duration.ofDays(2), true) {
        @Override
        long blockedUntil(int attempts, long now, long forgetAt) {
            if (attempts >= MAX_ATTEMPTS_IN_TOTAL) {
                return now + Duration.ofDays(1).toMillis();
            }
            int doublings = Math.min(attempts - free(), MAX_DOUBLINGS);
            return now + Math.min(SHORTEST.toMillis() << doublings, LONGEST.toMillis());
        }
    },

    /**
     * All users from one address who have never logged in from there: fifty within a quarter of an hour, then none until it has passed.
     * Users who have logged in from there before are neither counted nor refused, so a call center behind one address can continue to work.
     */
    ADDRESS(50, Duration.ofMinutes(15), false);

    private static final int MAX_ATTEMPTS_IN_TOTAL = 100;
    private static final int MAX_DOUBLINGS = 16;
    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final int free;
    private final Duration window;
    private final boolean sliding;

    LoginLimit(int free, Duration window, boolean sliding) {
        this.free = free;
        this.window = window;
        this.sliding = sliding;
    }

    int free() {
        return free;
    }

    long blockedUntil(int attempts, long now, long forgetAt) {
        return forgetAt;
    }

    /** Returns the count with one more attempt. */
    Count next(@Nullable Count before, long now) {
        if (before == null || before.isForgotten(now)) {
            return count(1, now, now + window.toMillis());
        }
        return count(before.attempts() + 1, now, sliding ? now + window.toMillis() : before.forgetAt());
    }

    private Count count(int attempts, long now, long forgetAt) {
        return new Count(attempts, attempts < free ? 0 : blockedUntil(attempts, now, forgetAt), forgetAt);
    }

    /** A count, as it is stored. Times are milliseconds since 1970. */
    record Count(int attempts, long blockedUntil, long forgetAt) {
        boolean isForgotten(long now) {
            return forgetAt <= now;
        }

        boolean refuses(long now) {
            return !isForgotten(now) && blockedUntil > now;
        }
    }
}
