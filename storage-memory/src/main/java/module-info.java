/** A store in memory, for tests and single-JVM hosts. */
module dev.callgate.storage.memory {
    requires transitive dev.callgate.core;
    requires static org.junit.jupiter.api;

    exports dev.callgate.storage.memory;
    exports dev.callgate.testing;
}
