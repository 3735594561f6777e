package dev.callgate.contract;

import org.junit.jupiter.api.Nested;

/**
 * All contracts of a store, in one class. Extend it in the store's own tests, and hand in the store:
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
 * <p>The tests need junit-jupiter on the test class path and nothing else. {@link StoreUnderTest} says what a store has to do, and
 * declares its {@linkplain Ability abilities}. Give the store at least 16 connections, or threads have to wait for one. Its clock is
 * at the moment of {@link Fixture#NOW} or anywhere later.
 *
 * <p>{@link StorageModelContract} is a class of its own, because it needs jqwik.
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
