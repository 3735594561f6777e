package dev.callgate.call;

import dev.callgate.model.NumberClass;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The decision that the call must not be placed. Nothing was counted. Immutable.
 *
 * @param reasons all reasons, at least one; the first one is the {@link #cause}
 * @param nextAllowed when the same call could next be allowed, in the current state; null if waiting does not help or
 *     the time is unknown
 * @param remaining how many more such calls the limits allow today in the organization's time zone, regardless of the
 *     other reasons: 0 or more
 * @param limits how much of the policy's limits is used that apply to the call whichever number it is placed from
 * @param isFinal whether waiting does not help: the same call stays refused until somebody changes something, such as an
 *     assignment or a list. False if {@code nextAllowed} is known, and if nobody can say when the call may be allowed
 */
public record Refused(
        List<Reason> reasons, @Nullable Instant nextAllowed, long remaining, List<LimitUsage> limits, boolean isFinal)
        implements CallDecision {
    /**
     * Copies the reasons and the limits.
     *
     * @throws IllegalArgumentException if there are no reasons, or the next allowed time is known although the refusal is final
     */
    public Refused {
        reasons = List.copyOf(reasons);
        limits = List.copyOf(limits);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a refusal needs at least one reason");
        }
        if (isFinal && nextAllowed != null) {
            throw new IllegalArgumentException(
                    "a refusal cannot be final if the call may be allowed at %s".formatted(nextAllowed));
        }
    }

    /**
     * Returns the reason that represents the refusal; reports and meters count it. The cause of a final refusal is permanent. Otherwise,
     * reasons that refuse the call from every number come before reasons that concern only some of the agent's numbers. Within each group,
     * permanent reasons come before temporary ones ({@link Reason#isTemporary}), and reasons that concern the call itself, the class of
     * the called number included, before reasons that concern numbers.
     */
    public Reason cause() {
        return reasons.get(0);
    }

    /**
     * One reason to refuse a call. Immutable.
     *
     * @param code a stable code for programs: one of the constants of this record, or a code of the host's own rule, 1
     *     to 64 characters
     * @param message the reason in words, for people
     * @param until when this reason no longer applies; null if waiting does not help or the time is unknown
     * @param isTemporary whether the reason may end by waiting; true if {@code until} is known
     * @param numbers how many of the agent's numbers the reason concerns; 0 if it concerns the call itself
     */
    public record Reason(
            String code, String message, @Nullable Instant until, boolean isTemporary, int numbers) {
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
         * has no E.164 form. An emergency number is not refused with this code.
         */
        public static final String SHORT_CODE = "short_code";

        /**
         * The destination is an emergency number, and the policy says that calls are dialed automatically
         * ({@code CallPolicy.automaticDialing}). Emergency calls of people are never refused.
         */
        public static final String EMERGENCY_NUMBER_DIALED_AUTOMATICALLY = "emergency_number_dialed_automatically";

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

        /** A do-not-call list that the call needs was obtained too long ago. It ends, at an unknown time, with a newer list. */
        public static final String DO_NOT_CALL_LIST_TOO_OLD = "do_not_call_list_too_old";

        /** The called party is blocked by the host. */
        public static final String CALLEE_BLOCKED = "callee_blocked";

        /** The called party must not be called for some time after the outcome of an earlier call. */
        public static final String CALLEE_REST_PERIOD = "callee_rest_period";

        /** A number of the agent is of a class that must not be the caller ID, such as toll free. */
        public static final String CALLER_ID_CLASS_NOT_ALLOWED = "caller_id_class_not_allowed";

        /** A number of the agent begins with none of the prefixes that the caller ID must begin with. */
        public static final String CALLER_ID_PREFIX_NOT_ALLOWED = "caller_id_prefix_not_allowed";

        /** A number of the agent begins with a prefix that must not be the caller ID. */
        public static final String CALLER_ID_PREFIX_BLOCKED = "caller_id_prefix_blocked";

        /** The daily limit of an assignment is used up. */
        public static final String DAILY_LIMIT_REACHED = "daily_limit_reached";

        /** A limit of the policy for a number is used up. */
        public static final String NUMBER_LIMIT_REACHED = "number_limit_reached";

        /** A limit of the policy for the agent is used up. */
        public static final String AGENT_LIMIT_REACHED = "agent_limit_reached";

        /** A limit of the policy for the called party is used up. */
        public static final String CALLEE_LIMIT_REACHED = "callee_limit_reached";

        /** A limit of the policy for the value of an attribute, such as a campaign, is used up. */
        public static final String ATTRIBUTE_LIMIT_REACHED = "attribute_limit_reached";

        /** A limit of the policy for the organization is used up. */
        public static final String ORGANIZATION_LIMIT_REACHED = "organization_limit_reached";

        /** The request does not have an attribute that a limit of the policy counts by. */
        public static final String ATTRIBUTE_MISSING = "attribute_missing";

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
         * Validates the values.
         *
         * @throws IllegalArgumentException if the code does not have 1 to 64 characters, if the end of a reason is known that is not
         *     temporary, or if the number of numbers is negative
         */
        public Reason {
            if (code.isEmpty() || code.length() > MAX_CODE_LENGTH) {
                throw new IllegalArgumentException(
                        "a reason code must have 1 to %d characters, unlike \"%s\"".formatted(MAX_CODE_LENGTH, code));
            }
            Objects.requireNonNull(message, "message");
            if (until != null && !isTemporary) {
                throw new IllegalArgumentException("a reason that ends at %s is temporary".formatted(until));
            }
            if (numbers < 0) {
                throw new IllegalArgumentException("a reason concerns 0 or more numbers, not " + numbers);
            }
        }

        /** Creates a reason that concerns the call itself and does not end by waiting. */
        public Reason(String code, String message) {
            this(code, message, null);
        }

        /** Creates a reason that concerns the call itself and ends at a time; if that is null, it does not end by waiting. */
        public Reason(String code, String message, @Nullable Instant until) {
            this(code, message, until, until != null, 0);
        }

        /** Creates a reason that concerns the call itself and ends at an unknown time. */
        public static Reason untilUnknown(String code, String message) {
            return new Reason(code, message, null, true, 0);
        }
    }
}
