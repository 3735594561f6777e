package dev.callgate.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * How often an organization may call the same number within any period of some length, whichever agent calls. An attempt is
 * a call that was allowed. Immutable.
 *
 * @param most how many attempts at most: 1 to {@value #MOST_ATTEMPTS}
 * @param window within how long; an attempt counts until exactly so long after it
 */
public record AttemptLimit(int most, Duration window) {
    /** The highest limit: so many attempts are remembered of each number that was called. */
    public static final int MOST_ATTEMPTS = 50;

    /** The longest window. */
    public static final Duration LONGEST_WINDOW = Duration.ofDays(366);

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public AttemptLimit {
        Objects.requireNonNull(window, "window");
        if (most < 1 || most > MOST_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "a callee may be called 1 to %d times within a window, not %d".formatted(MOST_ATTEMPTS, most));
        }
        if (window.isNegative() || window.isZero() || window.compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException("a window of attempts is longer than 0 and at most %s, not %s"
                    .formatted(inWords(LONGEST_WINDOW), window));
        }
    }

    /**
     * Three calls in 24 hours, as Florida limits telephone solicitation on one subject (Florida Statutes, section
     * 501.616(6)(b)). A starting point: which law applies, and how it reads today, is for the host to know.
     */
    public static AttemptLimit florida() {
        return new AttemptLimit(3, Duration.ofHours(24));
    }

    /**
     * Seven calls within seven consecutive days, above which the US Consumer Financial Protection Bureau's Regulation F
     * presumes harassment in debt collection (12 CFR 1006.14(b)(2)). Its rule about the week after a conversation is not in
     * it.
     */
    public static AttemptLimit regulationF() {
        return new AttemptLimit(7, Duration.ofDays(7));
    }

    /** Returns how many more attempts it leaves at an instant: 0 or more. */
    public int remainingAt(Instant at, List<Instant> attempts) {
        int counted = 0;
        for (Instant attempt : attempts) {
            counted += countsAt(at, attempt) ? 1 : 0;
        }
        return Math.max(0, most - counted);
    }

    /**
     * Returns when there is room, if no more attempts are made: {@code at}, or later.
     *
     * @param attempts in the order of time
     */
    public Instant roomFrom(Instant at, List<Instant> attempts) {
        List<Instant> counted =
                attempts.stream().filter(each -> countsAt(at, each)).toList();
        // Of those that count, all but the last (most - 1) have to be over.
        return counted.size() < most ? at : counted.get(counted.size() - most).plus(window);
    }

    /** Returns it for people: {@code 3 calls within 24 hours}. A day is 24 hours, and is called so. */
    @Override
    public String toString() {
        return "%s within %s".formatted(count(most, "call"), inWords(window));
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
