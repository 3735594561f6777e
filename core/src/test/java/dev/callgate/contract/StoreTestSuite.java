package dev.callgate.contract;

/**
 * A group of contracts, run on one store. A store's author extends {@link StoreContract}, which has all of them; the other
 * groups are for a store that is tested in several configurations.
 */
public abstract class StoreTestSuite {
    /**
     * Returns the store to test. It is asked for often: within one test, all that it returns shares its data. It may share its data
     * over all tests if it declares {@link Ability#ORGANIZATIONS}, because each test works in an organization of its own.
     */
    protected abstract StoreUnderTest storeUnderTest();

    /** Returns the number of operations of a random day; {@code -Dcallgate.operations} changes it. */
    protected int operations() {
        return Integer.getInteger("callgate.operations", 1_000);
    }

    /** Returns the number of calls of random days in the journal; {@code -Dcallgate.operations} changes it. */
    protected int journaledCalls() {
        return Integer.getInteger("callgate.operations", 1_000);
    }

    /** Returns the number of random requests for each setting of privacy; {@code -Dcallgate.requests} changes it. */
    protected int requests() {
        return Integer.getInteger("callgate.requests", 10_000);
    }

    /** Returns how often two administrators race for one number. */
    protected int rounds() {
        return 1_000;
    }
}
