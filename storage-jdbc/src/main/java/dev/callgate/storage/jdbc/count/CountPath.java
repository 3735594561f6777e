package dev.callgate.storage.jdbc.count;

import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;

/** Checks and counts a call: alone, or together with others that wait at the same moment. */
@FunctionalInterface
public interface CountPath {
    CountResult count(CountRequest request);

    /** Counts a call as {@link dev.callgate.spi.AssignmentStore#countIfRoom} does. */
    default CountResult countIfRoom(CountRequest request) {
        return count(request);
    }
}
