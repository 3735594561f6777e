package dev.callgate.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A limit on how often an organization may call the same number within a sliding window, across all of its agents. An
 * attempt is a call that was allowed and not released. Immutable.
 *
 * @param maxAttempts the maximum number of attempts in the window, 1 to {@value #MAX_ATTEMPTS}
 * @param window the length of the window, more than zero and at most {@link #MAX_WINDOW}; an attempt no longer
 *     counts as soon as exactly this much time has passed
 */
public record AttemptLimit(int maxAttempts, Duration window) {
    /** The highest limit. Stores keep this many attempts for each called number. */
    public static final int MAX_ATTEMPTS = 50;

    /** The longest window. */
    public static final Duration MAX_WINDOW = Duration.ofDays(366);

    /**
     * Validates both values.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public AttemptLimit {
        Objects.requireNonNull(window, "window");
        if (maxAttempts < 1 || maxAttempts > MAX_ATTEMPTS) {
            throw new IllegalArgumentException("an attempt limit must allow 1 to %d calls per window, not %d"
                    .formatted(MAX_ATTEMPTS, maxAttempts));
        }
        if (window.isNegative() || window.isZero() || window.compareTo(MAX_WINDOW) > 0) {
            throw new IllegalArgumentException(
                    "the window of an attempt limit must be longer than 0 and at most %s, not %s"
                            .formatted(inWords(MAX_WINDOW), window));
        }
    }

    /**
     * Returns three calls in 24 hours, Florida's limit for telephone solicitation on one subject (Florida Statutes,
     * section 501.616(6)(b)). This is a starting point: the host is responsible for which law applies and for its
     * current wording.
     */
    public static AttemptLimit florida() {
        return new AttemptLimit(3, Duration.ofHours(24));
    }

    /**
     * Returns seven calls within seven consecutive days. Above this limit, Regulation F of the US Consumer Financial
     * Protection Bureau presumes harassment in debt collection (12 CFR 1006.14(b)(2)). The limit does not cover the
     * regulation's rule about the week after a conversation.
     */
    public static AttemptLimit regulationF() {
        return new AttemptLimit(7, Duration.ofDays(7));
    }

    /** Returns how many more attempts are allowed at an instant, 0 or more. */
    public int remaining(Instant at, List<Instant> attempts) {
        int counted = 0;
        for (Instant attempt : attempts) {
            counted += countsAt(at, attempt) ? 1 : 0;
        }
        return Math.max(0, maxAttempts - counted);
    }

    /**
     * Returns the first instant at which another attempt is allowed if none is made until then: {@code at} or later.
     *
     * @param attempts the earlier attempts in chronological order
     */
    public Instant nextAllowed(Instant at, List<Instant> attempts) {
        List<Instant> counted =
                attempts.stream().filter(each -> countsAt(at, each)).toList();
        // All but the last (maxAttempts - 1) of the attempts that count must leave the window.
        return counted.size() < maxAttempts
                ? at
                : counted.get(counted.size() - maxAttempts).plus(window);
    }

    /** Returns the limit in words, such as {@code 3 calls within 24 hours}. A single day is shown as 24 hours. */
    @Override
    public String toString() {
        return "%s within %s".formatted(count(maxAttempts, "call"), inWords(window));
    }

    private static String inWords(Duration time) {
        if (time.toDays() > 1 && time.equals(Duration.ofDays(time.toDays()))) {
            return count(time.toDays(), "day");
        }
        if (time.equals(Duration.ofHours(time.toHours()))) {
            return count(time.toHours(), "hour");
        }
        return time.equals(Duration.ofMinutes(time.toMinutes())) ? count(time.toMinutes(), "minute") : time.toString();
    }

    private static String count(long many, String what) {
        return many == 1 ? "1 " + what : many + " " + what + "s";
    }

    private boolean countsAt(Instant at, Instant attempt) {
        return attempt.plus(window).isAfter(at);
    }
}
