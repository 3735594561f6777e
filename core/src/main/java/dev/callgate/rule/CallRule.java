package dev.callgate.rule;

import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import java.util.Optional;

/**
 * Something that may stand against a call, besides numbers, countries and caps: a law, a list, the hour. Hosts bring their
 * own.
 *
 * <p>A rule is asked before each decision and each preview, also about times to come, to find out when the call could be
 * allowed; so it answers by the facts alone, quickly, and changes nothing. It is asked by many threads at once. What it
 * throws reaches whoever asked the gate: no call is allowed by a rule that failed.
 */
@FunctionalInterface
public interface CallRule {
    /** Returns what stands against the call, and until when; nothing where it may be placed. */
    Optional<Reason> objectionTo(CallFacts call);
}
