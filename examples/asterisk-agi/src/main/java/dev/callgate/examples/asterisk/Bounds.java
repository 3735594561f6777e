package dev.callgate.examples.asterisk;

import java.time.Duration;

/**
 * How much the server does for its peers at the same time, and how long it waits for one of them. Immutable.
 *
 * @param sessions sessions at the same time, of all peers together
 * @param sessionsPerAddress sessions at the same time of one address
 * @param request from the connection to the blank line that ends the request
 * @param answer from a command to the end of its answer
 * @param session from the connection to the end of the session, with the time that the database takes
 */
record Bounds(int sessions, int sessionsPerAddress, Duration request, Duration answer, Duration session) {
    static final int USUAL_SESSIONS = 200;
    static final int USUAL_SESSIONS_PER_ADDRESS = 150;
    static final Duration USUAL_SESSION = Duration.ofSeconds(30);

    private static final Duration USUAL_REQUEST = Duration.ofSeconds(2);
    private static final Duration USUAL_ANSWER = Duration.ofSeconds(5);

    Bounds {
        requirePositive(sessions, "session at the same time");
        requirePositive(sessionsPerAddress, "session of an address at the same time");
        requirePositive(session, "session");
    }

    /** Returns the bounds on numbers, with the usual ones on time. */
    static Bounds of(int sessions, int sessionsPerAddress) {
        return new Bounds(sessions, sessionsPerAddress, USUAL_REQUEST, USUAL_ANSWER, USUAL_SESSION);
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
