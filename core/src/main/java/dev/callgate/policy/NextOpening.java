package dev.callgate.policy;

import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;

/** Finds the first instant that is within several local hours at once. */
final class NextOpening {
    private NextOpening() {}

    /**
     * Returns the first such instant, which may be {@code from} itself, or null if there is none before the end, which
     * bounds the work.
     */
    @Nullable
    static Instant inAll(List<LocalHours> all, Instant from, Instant end) {
        Instant at = from;
        int agreeing = 0;
        // The result is not earlier than the first instant of any single one, so continuing from it skips nothing.
        for (int i = 0; agreeing < all.size(); i = (i + 1) % all.size()) {
            Instant first = all.get(i).next(at, end);
            if (first == null) {
                return null;
            }
            agreeing = first.equals(at) ? agreeing + 1 : 1;
            at = first;
        }
        return at;
    }
}
