/** What a gate does, as meters: {@link dev.callgate.examples.micrometer.CallMeters}. */
package dev.callgate.examples.micrometer;
