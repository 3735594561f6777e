package dev.callgate.storage.jdbc;

import dev.callgate.contract.CallStoreContract;
import dev.callgate.contract.StoreUnderTest;
import org.junit.jupiter.api.Nested;

/**
 * The contracts of calls on H2, for the profile {@code mutation}, which runs its tests once per change. {@link H2Test} and {@link
 * GroupCommitContractIT} have all of them.
 */
class CallsOnH2 {
    @Nested
    class OneByOne extends CallStoreContract {
        @Override
        protected StoreUnderTest storeUnderTest() {
            return DatabaseUnderTest.over(Databases.H2, storage -> storage);
        }

        /** With fewer, the tests of fingerprints do not find enough of each kind. */
        @Override
        protected int requests() {
            return 1_000;
        }
    }

    @Nested
    class InGroups extends GroupCommitContractIT.OnDatabase {
        InGroups() {
            super(Databases.H2);
        }

        @Override
        protected int requests() {
            return 1_000;
        }
    }
}
