package dev.callgate.call;

import dev.callgate.model.NumberClass;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The call must not be placed; nothing was counted.
 *
 * @param reasons all reasons; at least one. First come those that refuse the call from every number,
 *     then those that refuse it from some of the agent's numbers only; each in the order of the checks. Reports and meters count
 *     the first one
 * @param nextAllowed when the same call could next be allowed, as things stand; null where time alone will not help, or
 *     nobody knows
 * @param remaining how many such calls the limits and caps still leave for today, whatever else stands against them: 0 or more
 */
public record Refused(List<Reason> reasons, @Nullable Instant nextAllowed, long remaining) implements CallDecision {
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
     * @param code which rule it is, in a spelling that does not change: one of this record's constants, or that of a host's
     *     rule, for machines
     * @param message what is wrong, in a sentence for people
     * @param until when this alone would no longer stand against the call; null where time does not help, or nobody knows
     */
    public record Reason(
            String code, String message, @Nullable Instant until) {
        /** The agent has no number in this organization. */
        public static final String NO_ASSIGNMENT = "no_assignment";

        /** The caller insists on a number that the agent does not have. */
        public static final String NUMBER_NOT_ASSIGNED = "number_not_assigned";

        /** A number that the agent has is not active. */
        public static final String NUMBER_INACTIVE = "number_inactive";

        /** A number that the agent has is in quarantine. */
        public static final String NUMBER_QUARANTINED = "number_quarantined";

        /** The destination is no number that can be dialed. */
        public static final String INVALID_DESTINATION = "invalid_destination";

        /** The destination is spelled with letters. */
        public static final String VANITY_LETTERS = "vanity_letters";

        /**
         * The destination is a short code, such as 411 or 988, which only the network of the caller's line can dial, and which
         * has no E.164 form. Emergency numbers are never refused.
         */
        public static final String SHORT_CODE = "short_code";

        /**
         * The destination begins with a code that sets a feature of the line, such as *67 or #31#, whether or not a number is
         * behind it.
         */
        public static final String VERTICAL_SERVICE_CODE = "vertical_service_code";

        /** The destination's country is not on an assignment's list. */
        public static final String COUNTRY_NOT_ALLOWED = "country_not_allowed";

        /** The destination begins with digits that are blocked. */
        public static final String PREFIX_BLOCKED = "prefix_blocked";

        /** It is too early or too late, or not a day to call, where the called party is. */
        public static final String OUTSIDE_CALLING_HOURS = "outside_calling_hours";

        /** Nobody knows what time it is where the called party is. */
        public static final String TIME_ZONE_UNKNOWN = "time_zone_unknown";

        /** The called party does not want to be called. */
        public static final String DO_NOT_CALL = "do_not_call";

        /** The called party must not be called. */
        public static final String CALLEE_BLOCKED = "callee_blocked";

        /** An assignment has made all the calls of its day. */
        public static final String DAILY_LIMIT_REACHED = "daily_limit_reached";

        /** A number has made all the calls of its day, in whoever's hands. */
        public static final String NUMBER_CAP_REACHED = "number_cap_reached";

        /** The agent has made all the calls of the day. */
        public static final String AGENT_CAP_REACHED = "agent_cap_reached";

        /** The organization has made all the calls of its day. */
        public static final String ORGANIZATION_CAP_REACHED = "organization_cap_reached";

        /** The called party was called as often as may be within some time. */
        public static final String ATTEMPTS_REACHED = "attempts_reached";

        /** Another request was allowed under this call id: each call needs an id of its own. */
        public static final String CALL_ID_REUSED = "call_id_reused";

        /** The call of this id was completed: another call needs another id. */
        public static final String CALL_COMPLETED = "call_completed";

        /** The call of this id was released: another call needs another id. */
        public static final String CALL_RELEASED = "call_released";

        /** The host's rotation chose none of the numbers that could be called from. */
        public static final String NO_NUMBER_CHOSEN = "no_number_chosen";

        /** Returns the code where numbers of a class may not be called: {@code premium_rate_not_allowed}. */
        public static String classNotAllowed(NumberClass numberClass) {
            return numberClass.code() + "_not_allowed";
        }

        private static final int LONGEST_CODE = 64;

        /**
         * Requires code and message.
         *
         * @throws IllegalArgumentException if the code does not have 1 to 64 characters
         */
        public Reason {
            if (code.isEmpty() || code.length() > LONGEST_CODE) {
                throw new IllegalArgumentException(
                        "the code of a reason has 1 to %d characters, unlike \"%s\"".formatted(LONGEST_CODE, code));
            }
            Objects.requireNonNull(message, "message");
        }

        /** One that time does not help against. */
        public Reason(String code, String message) {
            this(code, message, null);
        }
    }
}
