/** Measures what a gate does, with Micrometer. */
module dev.callgate.micrometer {
    requires transitive dev.callgate.core;
    requires transitive micrometer.core;

    exports dev.callgate.micrometer;
}
