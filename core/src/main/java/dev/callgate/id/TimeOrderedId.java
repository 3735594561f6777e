package dev.callgate.id;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Makes the ids of the library's own rows: UUIDs of version 7 (RFC 9562, section 5.7), which sort by time. */
public final class TimeOrderedId {
    private static final long RANDOM_A_MASK = 0x0FFFL;
    private static final long VERSION_7 = 0x7000L;
    private static final long RANDOM_B_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private TimeOrderedId() {}

    /**
     * Returns a new id whose first 48 bits are the instant in milliseconds; 74 bits are random, so ids made in the same
     * millisecond have no order among themselves. Safe for use by many threads.
     *
     * @throws IllegalArgumentException if the instant is before 1970
     */
    public static UUID at(Instant now) {
        long millis = now.toEpochMilli();
        if (millis < 0) {
            throw new IllegalArgumentException("an id cannot be made for a time before 1970: " + now);
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (millis << 16) | VERSION_7 | (random.nextLong() & RANDOM_A_MASK);
        long low = VARIANT | (random.nextLong() & RANDOM_B_MASK);
        return new UUID(high, low);
    }
}
