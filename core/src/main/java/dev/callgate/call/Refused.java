package dev.callgate.call;

import dev.callgate.model.NumberClass;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The decision that the call must not be placed. Nothing was counted. Immutable.
 *
 * @param reasons all reasons, at least one. Reasons that apply to all of the agent's numbers come before those that
 *     apply to some of them only; within both groups, they are in the order of the checks. Reports and meters count the
 *     first reason
 * @param nextAllowed when the same call could next be allowed, in the current state; null if waiting does not help or
 *     the time is unknown
 * @param remaining how many more such calls the limits and caps allow today in the organization's time zone, regardless
 *     of the other reasons: 0 or more
 */
public record Refused(List<Reason> reasons, @Nullable Instant nextAllowed, long remaining) implements CallDecision {
    /**
     * Copies the reasons.
     *
     * @throws IllegalArgumentException if there are no reasons
     */
    public Refused {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a refusal needs at least one reason");
        }
    }

    /**
     * One reason to refuse a call. Immutable.
     *
     * @param code a stable code for programs: one of the constants of this record, or a code of the host's own rule, 1
     *     to 64 characters
     * @param message the reason in words, for people
     * @param until when this reason no longer applies; null if waiting does not help or the time is unknown
     */
    public record Reason(
            String code, String message, @Nullable Instant until) {
        /** The agent has no number in this organization. */
        public static final String NO_ASSIGNMENT = "no_assignment";

        /** The request insists on a number that is not assigned to the agent. */
        public static final String NUMBER_NOT_ASSIGNED = "number_not_assigned";

        /** A number of the agent is not active. */
        public static final String NUMBER_INACTIVE = "number_inactive";

        /** A number of the agent is in quarantine. */
        public static final String NUMBER_QUARANTINED = "number_quarantined";

        /** The destination is not a number that can be dialed. */
        public static final String INVALID_DESTINATION = "invalid_destination";

        /** The destination contains letters. */
        public static final String VANITY_LETTERS = "vanity_letters";

        /**
         * The destination is a short code, such as 411 or 988, which works only in the network of the caller's line and
         * has no E.164 form. Emergency numbers are never refused.
         */
        public static final String SHORT_CODE = "short_code";

        /**
         * The destination begins with a code that changes a setting of the phone line, such as *67 or #31#, with or
         * without a number after it.
         */
        public static final String VERTICAL_SERVICE_CODE = "vertical_service_code";

        /** The terms of an assignment do not allow the country of the destination. */
        public static final String COUNTRY_NOT_ALLOWED = "country_not_allowed";

        /** The destination begins with a blocked prefix. */
        public static final String PREFIX_BLOCKED = "prefix_blocked";

        /** The local time or date of the called party is outside the calling hours. */
        public static final String OUTSIDE_CALLING_HOURS = "outside_calling_hours";

        /** The local time of the called party is unknown. */
        public static final String TIME_ZONE_UNKNOWN = "time_zone_unknown";

        /** The called party is on a do-not-call list. */
        public static final String DO_NOT_CALL = "do_not_call";

        /** The called party is blocked by the host. */
        public static final String CALLEE_BLOCKED = "callee_blocked";

        /** The daily limit of an assignment is used up. */
        public static final String DAILY_LIMIT_REACHED = "daily_limit_reached";

        /** The daily cap of a number is used up, across all agents. */
        public static final String NUMBER_CAP_REACHED = "number_cap_reached";

        /** The daily cap of the agent is used up. */
        public static final String AGENT_CAP_REACHED = "agent_cap_reached";

        /** The daily cap of the organization is used up. */
        public static final String ORGANIZATION_CAP_REACHED = "organization_cap_reached";

        /** An attempt limit for the called party is used up. */
        public static final String ATTEMPTS_REACHED = "attempts_reached";

        /** Another request was allowed under this call ID. Each call needs its own ID. */
        public static final String CALL_ID_REUSED = "call_id_reused";

        /** The call with this ID was completed. Another call needs another ID. */
        public static final String CALL_COMPLETED = "call_completed";

        /** The call with this ID was released. Another call needs another ID. */
        public static final String CALL_RELEASED = "call_released";

        /** The host's rotation did not choose any of the usable numbers. */
        public static final String NO_NUMBER_CHOSEN = "no_number_chosen";

        /**
         * Returns the code for a class of numbers that may not be called, such as {@code premium_rate_not_allowed}.
         */
        public static String classNotAllowed(NumberClass numberClass) {
            return numberClass.code() + "_not_allowed";
        }

        private static final int MAX_CODE_LENGTH = 64;

        /**
         * Validates the code and requires the message.
         *
         * @throws IllegalArgumentException if the code does not have 1 to 64 characters
         */
        public Reason {
            if (code.isEmpty() || code.length() > MAX_CODE_LENGTH) {
                throw new IllegalArgumentException(
                        "a reason code must have 1 to %d characters, unlike \"%s\"".formatted(MAX_CODE_LENGTH, code));
            }
            Objects.requireNonNull(message, "message");
        }

        /** Creates a reason that does not end with time. */
        public Reason(String code, String message) {
            this(code, message, null);
        }
    }
}
