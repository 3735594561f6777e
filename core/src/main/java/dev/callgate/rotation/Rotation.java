package dev.callgate.rotation;

import dev.callgate.assignment.Assignment;
import dev.callgate.call.CallFacts;
import java.util.List;

/**
 * In which order an agent's numbers are tried for a call. The first that has room is charged; one that turns out to be full
 * gives way to the next. Hosts bring their own.
 *
 * <p>Asked by many threads at once.
 */
@FunctionalInterface
public interface Rotation {
    /**
     * Puts candidates in order, the best first.
     *
     * @param candidates the assignments that may be charged, at least one; not to be changed
     * @param call the call to choose for
     * @return the same assignments; one that is left out is not tried
     */
    List<Assignment> order(List<Assignment> candidates, CallFacts call);
}
