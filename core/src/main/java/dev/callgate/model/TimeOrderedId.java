package dev.callgate.model;

import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the ids of the library's own rows: UUIDs of version 7 (RFC 9562, section 5.7), which sort by time. */
public final class TimeOrderedId {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private static final int MICROS_A_MILLI = 1_000;

    /** In the year 10889, 48 bits of milliseconds are used up. */
    private static final Instant LAST = Instant.ofEpochMilli((1L << 48) - 1);

    private static final int RANDOM_BITS = 31;

    /** Counts the ids of this process, so that those of one moment sort in the order in which they were made. */
    private static final AtomicInteger MADE = new AtomicInteger();

    private TimeOrderedId() {}

    /**
     * Returns a new id. Its first 48 bits are the instant in milliseconds, the 12 behind the version the microseconds
     * (RFC 9562, section 6.2, method 3), then come a counter of 31 bits and 31 random bits. So ids sort by the
     * microsecond; those of one microsecond sort in the order in which this process made them, until the counter starts
     * over. Safe for use by many threads.
     *
     * @throws IllegalArgumentException if the instant is before 1970
     */
    public static UUID at(Instant now) {
        if (now.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("an id cannot be made for a time before 1970: " + now);
        }
        long count = MADE.getAndIncrement() & Integer.MAX_VALUE;
        long random = ThreadLocalRandom.current().nextInt() & Integer.MAX_VALUE;
        return new UUID(high(now), VARIANT | (count << RANDOM_BITS) | random);
    }

    /** Returns what sorts before every id of this microsecond or a later one, and behind every id of an earlier one. */
    public static UUID firstAt(Instant instant) {
        Instant notTooEarly = instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant;
        return new UUID(high(notTooEarly.isAfter(LAST) ? LAST : notTooEarly), VARIANT);
    }

    private static long high(Instant instant) {
        long micros = instant.get(ChronoField.MICRO_OF_SECOND) % MICROS_A_MILLI;
        return (instant.toEpochMilli() << 16) | VERSION_7 | micros;
    }
}
