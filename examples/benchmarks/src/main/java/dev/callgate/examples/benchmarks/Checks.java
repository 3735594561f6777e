package dev.callgate.examples.benchmarks;

/** Checks without which the measurements are worthless. */
final class Checks {
    private Checks() {}

    static void requireEqual(String what, long found, long expected) {
        if (found != expected) {
            throw new IllegalStateException("%s: expected %3$,d, found %2$,d".formatted(what, found, expected));
        }
    }
}
