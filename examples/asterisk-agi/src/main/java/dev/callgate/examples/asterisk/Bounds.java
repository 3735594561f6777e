package dev.callgate.examples.asterisk;

import java.time.Duration;

/**
 * Limits on concurrent sessions, and timeouts. Immutable.
 *
 * @param sessions maximum number of concurrent sessions of all peers
 * @param sessionsPerAddress maximum number of concurrent sessions of one address
 * @param request from the connection to the blank line that ends the request
 * @param answer from a command to the end of its answer
 * @param session from the connection to the end of the session, including the database's part
 */
record Bounds(int sessions, int sessionsPerAddress, Duration request, Duration answer, Duration session) {
    static final int DEFAULT_SESSIONS = 200;
    static final int DEFAULT_SESSIONS_PER_ADDRESS = 150;
    static final Duration DEFAULT_SESSION = Duration.ofSeconds(30);

    private static final Duration DEFAULT_REQUEST = Duration.ofSeconds(2);
    private static final Duration DEFAULT_ANSWER = Duration.ofSeconds(5);

    Bounds {
        requirePositive(sessions, "session at the same time");
        requirePositive(sessionsPerAddress, "session of an address at the same time");
        requirePositive(session, "session");
    }

    /** Returns bounds with the default timeouts. */
    static Bounds of(int sessions, int sessionsPerAddress) {
        return new Bounds(sessions, sessionsPerAddress, DEFAULT_REQUEST, DEFAULT_ANSWER, DEFAULT_SESSION);
    }

    Bounds session(Duration longest) {
        return new Bounds(sessions, sessionsPerAddress, request, answer, longest);
    }

    private static void requirePositive(int number, String what) {
        if (number < 1) {
            throw new IllegalArgumentException("it takes one %s or more, not %d".formatted(what, number));
        }
    }

    private static void requirePositive(Duration time, String what) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a %s needs a positive time, not %s".formatted(what, time));
        }
    }
}
