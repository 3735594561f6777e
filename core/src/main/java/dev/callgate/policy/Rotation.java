package dev.callgate.policy;

import dev.callgate.call.CallFacts;
import dev.callgate.model.Assignment;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * In which order an agent's numbers are tried for a call. The first that has room is charged; one that turns out to be full
 * gives way to the next. Hosts bring their own, or take one of those made here, alone or one upon another:
 * {@code localPresence().then(leastUsed())}.
 *
 * <p>Asked by many threads at once, and more often than calls are counted: a preview asks too, and a decision that
 * starts over asks again.
 */
@FunctionalInterface
public interface Rotation {
    /**
     * Puts candidates in order, the best first.
     *
     * @param candidates the assignments that may be charged, at least one; not to be changed
     * @param call the call to choose for
     * @return the same assignments; one that is left out is not tried. Those between which the rotation sees no
     *     difference come in the order in which they were given: that is what {@link #then} builds on
     */
    List<Assignment> order(List<Assignment> candidates, CallFacts call);

    /**
     * Returns a rotation that leaves to the next what this one sees no difference between:
     * {@code localPresence().then(leastUsed())} tries numbers near the callee before those far away, and of equally near
     * ones the least used first.
     *
     * <p>It asks the next rotation first, and then this one to order the outcome. So this one has to keep the given order
     * where it sees no difference, and one that always sees a difference, as {@link #leastUsed}, {@link #roundRobin} and
     * {@link #sticky} do, belongs at the end. What the next one leaves out, this one does not see; if it leaves out all, this one is not
     * asked.
     */
    default Rotation then(Rotation next) {
        Objects.requireNonNull(next, "next");
        return (candidates, call) -> {
            List<Assignment> ordered = next.order(candidates, call);
            return ordered.isEmpty() ? ordered : order(ordered, call);
        };
    }

    /**
     * The number with the fewest calls on the call's day comes first; of those with equally many, the first by E.164. What
     * the gate does unless told otherwise.
     */
    static Rotation leastUsed() {
        return new LeastUsed();
    }

    /**
     * The numbers take turns: each call begins with the number behind the one that the agent's last call began with, by
     * E.164, and behind the last number is the first.
     *
     * <p>Turns are counted for each organization and agent, in the memory of this object: nodes turn independently of each
     * other, and one that is made anew starts over. The 100,000 agents that called last are remembered; any other starts
     * over. A turn is taken whenever the rotation is asked, be it for a preview, or a second time in one decision.
     *
     * <p>As the next of another rotation, it takes turns over all numbers that it is given, so that those which the other
     * one puts first need not get equally many calls.
     */
    static Rotation roundRobin() {
        return new RoundRobin();
    }

    /**
     * A callee sees the same number of the agent, as long as it is among the candidates: callee and number are hashed, and
     * the numbers come in the order of their hashes. Nothing is stored, and each node, and each version of the library,
     * chooses the same.
     *
     * <p>Each of the numbers is the first one of equally many callees. A number that comes or goes changes nothing for the
     * callees whose number is another. A number that is full, or at rest, is no candidate: until it is again, the next day
     * for instance, its callees see their second one, which is not the same for all of them.
     *
     * <p>{@code localPresence().then(sticky())} gives each callee the same one of the numbers near it.
     */
    static Rotation sticky() {
        return new Sticky();
    }

    /**
     * Numbers near the callee come first: those of its area code, then of its region (US, and not CA), then of its country
     * calling code (+1), then the others. Equally near ones keep their order.
     *
     * <p>The callee has an area code where {@link dev.callgate.model.E164#areaPrefix} says so. To a callee of no country,
     * such as +800, all numbers are equally far.
     */
    static Rotation localPresence() {
        return new LocalPresence();
    }

    /** Like {@link #weighted(ToDoubleFunction, RandomGenerator)}, with the random numbers of {@link ThreadLocalRandom}. */
    static Rotation weighted(ToDoubleFunction<? super Assignment> weight) {
        return new Weighted(weight, ThreadLocalRandom::current);
    }

    /**
     * Numbers come first by chance, in proportion to their weights: one of weight 3 three times as often as one of weight 1.
     * Behind the first, the second is drawn from the rest in the same way, and so on. Numbers of weight 0 come last, in the
     * order in which they were given.
     *
     * <p>With a single candidate, there is nothing to draw, and its weight is not asked for. Ordering throws
     * {@link IllegalArgumentException} where a weight is negative, infinite or not a number: the decision then fails, and no
     * call is placed.
     *
     * @param weight how well a number does, such as the share of its calls that are answered; asked once for each candidate
     *     of each call, by many threads at once, so it has to be quick
     * @param random where chance comes from; used by many threads at once
     */
    static Rotation weighted(ToDoubleFunction<? super Assignment> weight, RandomGenerator random) {
        Objects.requireNonNull(random, "random");
        return new Weighted(weight, () -> random);
    }
}
