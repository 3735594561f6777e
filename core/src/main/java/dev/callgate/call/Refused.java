package dev.callgate.call;

import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;

/**
 * The call must not be placed; nothing was counted.
 *
 * @param reasons everything that stands against it, what was checked first first; at least one
 * @param nextAllowed when the same call could next be allowed, as things stand; null where time alone will not help
 */
public record Refused(List<Reason> reasons, @Nullable Instant nextAllowed) implements CallDecision {
    /**
     * Copies the reasons.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Refused {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a refusal needs at least one reason");
        }
    }

    /**
     * One thing that stands against a call.
     *
     * @param code which rule it is, in a spelling that does not change: one of this record's constants, for machines
     * @param message what is wrong, in a sentence for people
     */
    public record Reason(String code, String message) {
        /** The agent has no number in this organization. */
        public static final String NO_ASSIGNMENT = "no_assignment";

        /** A number that the agent has is not active. */
        public static final String NUMBER_INACTIVE = "number_inactive";

        /** A number that the agent has is in quarantine. */
        public static final String NUMBER_QUARANTINED = "number_quarantined";

        /** The destination is no number that can be dialled. */
        public static final String INVALID_DESTINATION = "invalid_destination";

        /** The destination's country is not on an assignment's list. */
        public static final String COUNTRY_NOT_ALLOWED = "country_not_allowed";

        /** An assignment has made all the calls of its day. */
        public static final String DAILY_LIMIT_REACHED = "daily_limit_reached";
    }
}
