package dev.callgate.storage.jdbc;

import dev.callgate.contract.AssignmentStoreContract;
import dev.callgate.contract.CallGateContract;
import dev.callgate.contract.CallIdContract;
import dev.callgate.contract.CallIdReuseContract;
import dev.callgate.contract.CallPolicyContract;
import dev.callgate.contract.CapsContract;
import dev.callgate.contract.JournalContract;
import dev.callgate.contract.StoreUnderTest;
import org.junit.jupiter.api.Nested;

/** The contracts of deciding about calls and counting them; a subclass names the store. */
abstract class CallsContract {
    /** The store to test: the same one at each call. */
    abstract JdbcStorage callStorage();

    @Nested
    class DialerProcess extends AssignmentStoreContract {
        @Override
        protected StoreUnderTest storeUnderTest() {
            return StoreUnderTest.over(callStorage());
        }
    }

    @Nested
    class Remembering extends CallIdContract {
        @Override
        protected StoreUnderTest storeUnderTest() {
            return StoreUnderTest.over(callStorage());
        }
    }

    @Nested
    class Repeating extends CallIdReuseContract {
        @Override
        protected StoreUnderTest storeUnderTest() {
            return StoreUnderTest.over(callStorage());
        }
    }

    @Nested
    class Journaling extends JournalContract<JdbcStorage> {
        @Override
        protected JdbcStorage storage() {
            return callStorage();
        }
    }

    @Nested
    class Capping extends CapsContract {
        @Override
        protected StoreUnderTest storeUnderTest() {
            return StoreUnderTest.over(callStorage());
        }
    }

    @Nested
    class Ruling extends CallPolicyContract {
        @Override
        protected StoreUnderTest storeUnderTest() {
            return StoreUnderTest.over(callStorage());
        }
    }

    @Nested
    class Deciding extends CallGateContract {
        @Override
        protected StoreUnderTest storeUnderTest() {
            return StoreUnderTest.over(callStorage());
        }
    }
}
