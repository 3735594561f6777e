package dev.callgate.contract;

/**
 * All contracts of a store, with fewer random operations and races. Extend it to test a store in a further configuration, if another class
 * extends {@link StoreContract}.
 */
public abstract class BriefStoreContract extends StoreContract {
    @Override
    protected int operations() {
        return 200;
    }

    @Override
    protected int journaledCalls() {
        return 200;
    }

    /** Returns 1,000: with fewer, the tests of fingerprints do not find enough of each kind. */
    @Override
    protected int requests() {
        return 1_000;
    }

    @Override
    protected int rounds() {
        return 20;
    }
}
