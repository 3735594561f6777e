package dev.callgate.model;

import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Generates the IDs of the library's own rows: version 7 UUIDs (RFC 9562, section 5.7), which sort by time.
 * Thread-safe.
 */
public final class TimeOrderedId {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private static final int MICROS_PER_MILLI = 1_000;

    /** The last instant that fits into 48 bits of milliseconds, in the year 10889. */
    private static final Instant LAST = Instant.ofEpochMilli((1L << 48) - 1);

    private static final int RANDOM_BITS = 31;

    /**
     * Counts the IDs of this process, so that IDs of the same microsecond sort in the order in which they were
     * generated.
     */
    private static final AtomicInteger SEQUENCE = new AtomicInteger();

    private TimeOrderedId() {}

    /**
     * Returns a new ID. Its first 48 bits are the milliseconds of the instant, and the 12 bits after the version are
     * the microseconds (RFC 9562, section 6.2, method 3), followed by a 31-bit counter and 31 random bits. So IDs sort
     * by microsecond. IDs of the same microsecond sort in the order in which this process generated them, until the
     * counter wraps around.
     *
     * @throws IllegalArgumentException if the instant is before 1970
     */
    public static UUID at(Instant now) {
        if (now.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("cannot create an ID for a time before 1970: " + now);
        }
        long count = SEQUENCE.getAndIncrement() & Integer.MAX_VALUE;
        long random = ThreadLocalRandom.current().nextInt() & Integer.MAX_VALUE;
        return new UUID(high(now), VARIANT | (count << RANDOM_BITS) | random);
    }

    /**
     * Returns a UUID that sorts before all IDs of this microsecond and later ones, and after all IDs of earlier ones.
     */
    public static UUID firstAt(Instant instant) {
        Instant notTooEarly = instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant;
        return new UUID(high(notTooEarly.isAfter(LAST) ? LAST : notTooEarly), VARIANT);
    }

    private static long high(Instant instant) {
        long micros = instant.get(ChronoField.MICRO_OF_SECOND) % MICROS_PER_MILLI;
        return (instant.toEpochMilli() << 16) | VERSION_7 | micros;
    }
}
