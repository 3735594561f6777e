package dev.callgate.examples.console.api;

/**
 * Whether a call was renewed.
 *
 * @param renewed false if the call has ended, or its time was over, so that another call may have taken its place
 */
record RenewedCall(boolean success, String callId, boolean renewed) {}
