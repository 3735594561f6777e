package dev.callgate.policy;

import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.E164;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Something that may stand against a call, besides numbers, countries and caps: a law, a list, the hour. Hosts bring
 * their own.
 *
 * <p>A rule is asked before each decision and each preview, also about times to come, to find out when the call could
 * be allowed; so it answers by the facts alone, quickly, and changes nothing. It is asked by many threads at once. What
 * it throws reaches whoever asked the gate: no call is allowed by a rule that failed.
 */
@FunctionalInterface
public interface CallRule {
    /** Returns what stands against the call, and until when; nothing where it may be placed. */
    Optional<Reason> objectionTo(CallFacts call);

    /**
     * Returns a rule against calls to whoever does not want to be called: {@link Reason#DO_NOT_CALL}.
     *
     * <p>How fresh the list is, is up to the host. US telemarketers have to use a version of the national registry that
     * is no older than 31 days (16 CFR 310.4(b)(3)(iv)).
     *
     * <p>The list may hold a number in any of the forms that reach the same line ({@link E164#sameLine()}): it is asked
     * about each.
     *
     * @param list tells whether a number is on the list: a set's {@code contains}, or a look-up; asked by many threads
     *     at once, and perhaps several times about one call
     */
    static CallRule doNotCall(Predicate<? super E164> list) {
        return new ListedNumbers(list, Reason.DO_NOT_CALL, "%s is on a do-not-call list");
    }

    /**
     * Returns a rule against calls to numbers that must not be called for a reason of the host's:
     * {@link Reason#CALLEE_BLOCKED}.
     *
     * @param list tells whether a number is on the list, as for {@link #doNotCall}
     */
    static CallRule blocked(Predicate<? super E164> list) {
        return new ListedNumbers(list, Reason.CALLEE_BLOCKED, "%s is blocked and must not be called");
    }
}
