package dev.callgate.policy;

import dev.callgate.call.CallFacts;
import dev.callgate.model.Assignment;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Determines the order in which an agent's numbers are tried for a call. The call is counted on the first number whose
 * limits allow it. Hosts may implement their own rotation, or use the rotations of this interface, alone or combined:
 * {@code localPresence().then(leastUsed())}.
 *
 * <p>A rotation must be thread-safe. It is called more often than calls are counted: previews call it too, and a
 * decision that starts over calls it again.
 */
@FunctionalInterface
public interface Rotation {
    /**
     * Orders candidates, best first.
     *
     * @param candidates the assignments that may be used for the call, at least one; must not be modified
     * @param call the requested call
     * @return the same assignments. An assignment that is left out is not tried. Assignments that the rotation
     *     considers equal must keep their order, which {@link #then} relies on
     */
    List<Assignment> order(List<Assignment> candidates, CallFacts call);

    /**
     * Returns a rotation that orders the assignments that this one considers equal by the next rotation. For example,
     * {@code localPresence().then(leastUsed())} tries numbers near the callee before distant ones, and among equally
     * near ones the least used first.
     *
     * <p>The next rotation is called first, and then this one orders its result. So this one must keep the given order
     * of equal assignments, and a rotation that considers none equal, like {@link #leastUsed}, {@link #roundRobin} and
     * {@link #sticky}, belongs at the end. This one does not receive the assignments that the next one leaves out, and
     * it is not called if there are none left.
     */
    default Rotation then(Rotation next) {
        Objects.requireNonNull(next, "next");
        return (candidates, call) -> {
            List<Assignment> ordered = next.order(candidates, call);
            return ordered.isEmpty() ? ordered : order(ordered, call);
        };
    }

    /**
     * Returns a rotation that orders numbers by the calls on the call's day, fewest first, then by E.164. This is the
     * default of a gate.
     */
    static Rotation leastUsed() {
        return LeastUsed.INSTANCE;
    }

    /**
     * Returns a rotation in which the numbers take turns. Each call starts with the number that follows, by E.164, the
     * one that the agent's last call started with; the first number follows the last one.
     *
     * <p>Turns are kept for each organization and agent in the memory of this object. So nodes rotate independently of
     * each other, and a new object starts over. The object keeps the turns of the 100,000 agents that called most
     * recently; other agents start over. Each call of the rotation takes a turn, including previews and repeated calls
     * in one decision.
     *
     * <p>As the next rotation after another one, it takes turns across all numbers, so the numbers that the other one
     * puts first do not necessarily get equally many calls.
     */
    static Rotation roundRobin() {
        return new RoundRobin();
    }

    /**
     * Returns a rotation in which a callee sees the same number of an agent as long as the number is a candidate.
     * Callee and number are hashed together, and the numbers are ordered by their hashes. Nothing is stored, and all
     * nodes and all versions of the library choose the same number.
     *
     * <p>Each number comes first for about equally many callees. Adding or removing a number does not affect callees
     * that see other numbers. A number whose limit is reached or that is in quarantine is not a candidate. Until it is
     * a candidate again, for example on the next day, its callees see their second number, which is not the same for
     * all of them.
     *
     * <p>With {@code localPresence().then(sticky())}, a callee always sees the same one of the numbers near it.
     */
    static Rotation sticky() {
        return new Sticky();
    }

    /**
     * Returns a rotation that puts numbers near the callee first: numbers with its area code or a code that overlays it,
     * then numbers in its US state or Canadian province, then in its region (such as US, but not CA), then with its
     * country calling code (such as +1), then all others. Equally near numbers keep their order.
     *
     * <p>The place of the callee is {@link CallFacts#place()}. A place that came with the request has no area code unless
     * the host gave it one. For a callee that belongs to no country, such as +800, all numbers are equally distant.
     */
    static Rotation localPresence() {
        return new LocalPresence();
    }

    /** Like {@link #weighted(ToDoubleFunction, RandomGenerator)}, with {@link ThreadLocalRandom}. */
    static Rotation weighted(ToDoubleFunction<? super Assignment> weight) {
        return new Weighted(weight, ThreadLocalRandom::current);
    }

    /**
     * Returns a rotation that orders numbers randomly, in proportion to their weights: a number with weight 3 comes
     * first three times as often as one with weight 1. The second number is drawn from the remaining numbers in the
     * same way, and so on. Numbers with weight 0 come last, in the given order.
     *
     * <p>The weight of a single candidate is not evaluated. {@link #order} throws {@link IllegalArgumentException} if a
     * weight is negative, infinite or NaN: the decision then fails, and no call is allowed.
     *
     * @param weight the weight of a number, such as the share of its calls that were answered; called once for each
     *     candidate of each call, so it must be fast and thread-safe
     * @param random the source of random numbers; must be thread-safe
     */
    static Rotation weighted(ToDoubleFunction<? super Assignment> weight, RandomGenerator random) {
        Objects.requireNonNull(random, "random");
        return new Weighted(weight, () -> random);
    }
}
