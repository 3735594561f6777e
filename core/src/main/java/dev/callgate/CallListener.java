package dev.callgate;

import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.model.CallRecord;
import java.time.Duration;

/**
 * Is told what a gate does: for meters, traces and alarms. Each method does nothing unless it is implemented.
 *
 * <p>Called by the thread that asked, after the answer is certain and before it is returned, by many threads at once: so it
 * has to be quick. What it throws is logged, and changes nothing. A gate in a transaction of the caller's may tell after the commit:
 * see {@link CallGate#withStore(dev.callgate.spi.AssignmentStore, java.util.concurrent.Executor)}.
 */
public interface CallListener {
    /**
     * A decision was made; previews are none.
     *
     * @param took from the question to the answer
     */
    default void decided(CallRequest request, CallDecision decision, Duration took) {}

    /**
     * A decision could not be made, so that the call must not be placed.
     *
     * @param cause what is thrown to whoever asked
     * @param took from the question to the failure
     */
    default void failed(CallRequest request, RuntimeException cause, Duration took) {}

    /**
     * A call was given back. Told once; not where it was given back or completed before.
     *
     * @param call as it is now
     */
    default void released(CallRecord call) {}

    /**
     * A call was completed. Told once; not where it was completed or given back before.
     *
     * @param call as it is now, with its outcome
     */
    default void completed(CallRecord call) {}
}
