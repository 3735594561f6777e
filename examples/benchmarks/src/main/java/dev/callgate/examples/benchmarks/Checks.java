package dev.callgate.examples.benchmarks;

/** What has to hold, or nothing that was measured is worth reading. */
final class Checks {
    private Checks() {}

    static void requireEqual(String what, long found, long expected) {
        if (found != expected) {
            throw new IllegalStateException("%s: %,d instead of %,d".formatted(what, found, expected));
        }
    }
}
