package dev.callgate.policy;

import dev.callgate.call.CallFacts;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import java.util.ArrayList;
import java.util.List;

/**
 * Orders by highest random weight (Thaler and Ravishankar, "Using name-based mappings to increase hit rates", IEEE/ACM
 * Transactions on Networking 6(1), 1998): callee and number are hashed together, and the number with the greatest hash
 * comes first. The order of two numbers does not depend on the other numbers.
 */
final class Sticky implements Rotation {
    @Override
    public List<Assignment> order(List<Assignment> candidates, CallFacts call) {
        if (candidates.size() < 2) {
            return candidates;
        }
        long seed = seed(call.to());
        List<Assignment> ordered = new ArrayList<>(candidates);
        ordered.sort((one, other) -> Long.compare(
                weight(seed, other.number().e164()), weight(seed, one.number().e164())));
        return ordered;
    }

    static long seed(E164 callee) {
        return mix(callee.line().toLong());
    }

    /**
     * Returns the weight of a number for the callee of the seed. No two numbers have the same weight for a callee,
     * because mixing is a bijection. Must never change: otherwise, all callees of all hosts would see other numbers.
     */
    static long weight(long seed, E164 number) {
        return mix(seed ^ number.toLong());
    }

    /**
     * The finalizer of SplitMix64 (David Stafford's variant 13): a change of one bit changes half of the bits on
     * average.
     */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
