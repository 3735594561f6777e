/** A store in memory. */
module dev.callgate.storage.memory {
    requires transitive dev.callgate.core;

    exports dev.callgate.storage.memory;
}
