package dev.callgate.policy;

import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.E164;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A rule that may refuse a call, in addition to the checks of numbers, countries and limits: for example, calling hours
 * or a do-not-call list. Hosts may implement their own rules.
 *
 * <p>A rule is evaluated for each decision and each preview, also with future times to find out when the call could be
 * allowed. So it must decide by the facts alone, be fast, have no side effects, and be thread-safe. Its exceptions
 * propagate to the caller of the gate: no call is allowed if a rule fails.
 *
 * <p>For a rule about the number that the call is placed from, see {@link CallerIdRule}.
 */
@FunctionalInterface
public interface CallRule {
    /**
     * Returns the reason to refuse the call, including when the reason ends if that is known; empty if the rule does
     * not object.
     */
    Optional<Reason> objectionTo(CallFacts call);

    /**
     * Returns a rule that refuses calls to the numbers on a do-not-call list, with {@link Reason#DO_NOT_CALL}.
     *
     * <p>The host is responsible for keeping the list up to date. US telemarketers must use a version of the national
     * registry that is no older than 31 days (16 CFR 310.4(b)(3)(iv)).
     *
     * <p>The list may contain a number in any of the forms that reach the same line ({@link E164#sameLine()}), because
     * all of them are looked up.
     *
     * @param list returns whether a number is on the list, such as a set's {@code contains} or a lookup; must be
     *     thread-safe and may be called several times for one call
     */
    static CallRule doNotCall(Predicate<? super E164> list) {
        return new ListedNumbers(list, Reason.DO_NOT_CALL, "%s is on a do-not-call list");
    }

    /**
     * Returns a rule that refuses calls to the numbers on a do-not-call list, with {@link Reason#DO_NOT_CALL}, and, while the list is too
     * old, all other calls to its countries, with {@link Reason#DO_NOT_CALL_LIST_TOO_OLD}. A refusal because of the age ends, at an
     * unknown time, when a newer list is loaded.
     *
     * <p>In the US, the national registry must have been obtained no more than 31 days before the date of a call: 16 CFR
     * 310.4(b)(3)(iv), 47 CFR 64.1200(c)(2)(i)(D).
     *
     * @param name the name of the list in reasons, such as {@code national}
     * @param maxAgeDays how many days before the date of a call, in the organization's time zone, the list may have been obtained
     * @param countries the ISO 3166-1 alpha-2 codes of the countries of the list; empty if calls to all countries need it
     * @throws IllegalArgumentException if the age is negative
     */
    static CallRule doNotCall(String name, DoNotCallList list, int maxAgeDays, Set<String> countries) {
        return new DatedList(name, list, maxAgeDays, countries);
    }

    /**
     * Returns a rule that refuses calls to the numbers on a list that the host blocks for its own reasons, with {@link
     * Reason#CALLEE_BLOCKED}.
     *
     * @param list returns whether a number is on the list, as in {@link #doNotCall}
     */
    static CallRule blocked(Predicate<? super E164> list) {
        return new ListedNumbers(list, Reason.CALLEE_BLOCKED, "%s is blocked and must not be called");
    }
}
