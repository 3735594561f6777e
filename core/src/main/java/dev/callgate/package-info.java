/** The gate: {@link dev.callgate.CallGate} decides about each call. Nothing else depends on this package. */
package dev.callgate;
