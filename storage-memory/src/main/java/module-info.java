/** A store in memory, for tests and single-JVM hosts. */
module dev.callgate.storage.memory {
    requires transitive dev.callgate.core;

    exports dev.callgate.storage.memory;
}
