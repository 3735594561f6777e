/** Meters of a gate: {@link dev.callgate.examples.micrometer.CallMeters}. */
package dev.callgate.examples.micrometer;
