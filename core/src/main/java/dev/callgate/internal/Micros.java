package dev.callgate.internal;

import java.time.Instant;

/** Instants in microseconds, the precision of every store. */
public final class Micros {
    private static final int NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private Micros() {}

    /** Returns an instant truncated to the microsecond; the same object if there is nothing to truncate. */
    @SuppressWarnings("JavaInstantGetSecondsGetNano")
    public static Instant of(Instant instant) {
        int rest = instant.getNano() % NANOS_PER_MICRO;
        return rest == 0 ? instant : Instant.ofEpochSecond(instant.getEpochSecond(), instant.getNano() - rest);
    }

    /** Returns the microseconds since 1970; {@code ChronoUnit.MICROS.between} fails for years after 2262. */
    @SuppressWarnings("JavaInstantGetSecondsGetNano")
    public static long sinceEpoch(Instant instant) {
        return instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / NANOS_PER_MICRO;
    }
}
