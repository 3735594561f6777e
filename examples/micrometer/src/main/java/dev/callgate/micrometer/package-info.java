/**
 * For hosts that watch their gate with Micrometer: {@link dev.callgate.micrometer.CallMeters} is a listener that times decisions, and
 * counts limits that are nearly reached and the outcomes of calls.
 *
 * <pre>{@code
 * CallGate gate = CallGate.over(storage).listener(CallMeters.to(registry)).policy(policy).build();
 * }</pre>
 */
package dev.callgate.micrometer;
