package dev.callgate.examples.benchmarks;

/**
 * A number of things of which some are not sure to belong to a period, because it ended while they happened.
 *
 * @param sure the number of those that belong to it
 * @param unsure the number of those that may belong to it
 */
record SoakRange(long sure, long unsure) {
    static final SoakRange NONE = new SoakRange(0, 0);

    SoakRange plus(long moreSure, long moreUnsure) {
        return new SoakRange(sure + moreSure, unsure + moreUnsure);
    }

    boolean contains(long number) {
        return number >= sure && number <= sure + unsure;
    }
}
