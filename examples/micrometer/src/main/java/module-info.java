/** Meters of a gate. */
module dev.callgate.examples.micrometer {
    requires transitive dev.callgate.core;
    requires transitive micrometer.core;

    exports dev.callgate.examples.micrometer;
}
