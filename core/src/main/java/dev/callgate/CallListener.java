package dev.callgate;

import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.LimitUsage;
import dev.callgate.model.CallRecord;
import java.time.Duration;

/**
 * Observes a gate, for meters, traces and alarms. Every method does nothing by default.
 *
 * <p>Methods are called on the deciding thread, after the decision is final and before it is returned, by many threads at once. So
 * they have to be fast. Exceptions that they throw are logged and change nothing. A gate in the caller's transaction may notify
 * after the commit: see {@link CallGate#withStore(dev.callgate.spi.AssignmentStore, java.util.concurrent.Executor)}.
 */
public interface CallListener {
    /**
     * A decision was made. Not called for previews.
     *
     * @param took the time from the request to the decision
     */
    default void decided(CallRequest request, CallDecision decision, Duration took) {}

    /**
     * A decision could not be made, so that the call must not be placed.
     *
     * @param cause the exception that the caller gets
     * @param took the time from the request to the failure
     */
    default void failed(CallRequest request, RuntimeException cause, Duration took) {}

    /**
     * A call was counted by which a limit reached a share of itself, 80 % unless the gate was built with another one
     * ({@link CallGate.Builder#alertAt}). Called once for each period of a limit, by the node that counted this call, unless calls are
     * released meanwhile; for a limit of calls at once or within a rolling window, each time that the share is reached again.
     *
     * @param request the request whose call was counted
     * @param usage the limit after this call
     */
    default void limitApproached(CallRequest request, LimitUsage usage) {}

    /**
     * A call was released. Called once per call; not called if the call was released or completed before.
     *
     * @param call the call as it is now
     */
    default void released(CallRecord call) {}

    /**
     * A call was completed. Called once per call; not called if the call was completed or released before.
     *
     * @param call the call as it is now, with its outcome
     */
    default void completed(CallRecord call) {}
}
