package dev.callgate.contract;

import org.junit.jupiter.api.Nested;

/**
 * All contracts of a store, in one class. Extend it in the store's own tests, and return the store:
 *
 * <pre>{@code
 * class MyStoreTest extends StoreContract {
 *     private final StoreUnderTest tested = new MyStoreUnderTest();
 *
 *     @Override
 *     protected StoreUnderTest storeUnderTest() {
 *         return tested;
 *     }
 * }
 * }</pre>
 *
 * <p>The tests need junit-jupiter on the test class path and nothing else. {@link StoreUnderTest} describes the requirements for
 * a store, and declares its {@linkplain Ability abilities}. Give the store at least 16 connections; otherwise threads wait for one. Its
 * clock must not be earlier than {@link Fixture#NOW}.
 *
 * <p>{@link StorageModelContract}, {@link LimitModelContract} and {@link RestModelContract} are separate classes, because they need jqwik.
 * {@link WorldContract}, which needs a store with all abilities, is separate, too.
 */
public abstract class StoreContract extends StoreTestSuite {
    @Nested
    class Calls extends CallStoreContract {
        @Override
        protected StoreUnderTest storeUnderTest() {
            return StoreContract.this.storeUnderTest();
        }
    }

    @Nested
    class Administration extends AdminStoreContract {
        @Override
        protected StoreUnderTest storeUnderTest() {
            return StoreContract.this.storeUnderTest();
        }
    }

    @Nested
    class Auditing extends AuditStoreContract {
        @Override
        protected StoreUnderTest storeUnderTest() {
            return StoreContract.this.storeUnderTest();
        }
    }
}
