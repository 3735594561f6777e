package dev.callgate.contract;

/**
 * A group of contracts that is run on one store. Authors of stores extend {@link StoreContract}, which includes all groups. The
 * individual groups are for stores that are tested in several configurations.
 */
public abstract class StoreTestSuite {
    /**
     * Returns the store to test. Called several times per test; all returned stores must share their data within one test. Tests may
     * share one database if the store declares {@link Ability#ORGANIZATIONS}, because each test uses its own organization.
     */
    protected abstract StoreUnderTest storeUnderTest();

    /** Returns the number of operations of a random day; {@code -Dcallgate.operations} overrides it. */
    protected int operations() {
        return Integer.getInteger("callgate.operations", 1_000);
    }

    /** Returns the number of calls of random days in the journal; {@code -Dcallgate.operations} overrides it. */
    protected int journaledCalls() {
        return Integer.getInteger("callgate.operations", 1_000);
    }

    /** Returns the number of random requests for each privacy setting; {@code -Dcallgate.requests} overrides it. */
    protected int requests() {
        return Integer.getInteger("callgate.requests", 10_000);
    }

    /** Returns the number of rounds in which two administrators race for one number. */
    protected int rounds() {
        return 1_000;
    }
}
