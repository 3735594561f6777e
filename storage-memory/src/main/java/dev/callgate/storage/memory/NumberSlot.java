package dev.callgate.storage.memory;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.model.PhoneNumber;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.UnaryOperator;

/**
 * Holds the state of one number. Calls replace its count, see {@link LiveAssignment}; all other changes replace the whole state.
 * Thread-safe.
 */
final class NumberSlot implements AgentNumbers {
    private static final AtomicReferenceFieldUpdater<NumberSlot, Object> HELD =
            AtomicReferenceFieldUpdater.newUpdater(NumberSlot.class, Object.class, "held");

    /** In the most common case, the state consists of the current assignment only: a {@link LiveAssignment}; otherwise a {@link Rare}. */
    private volatile Object held;

    /**
     * A state that is more than a current assignment, or has none.
     *
     * @param state the state; the count of its current assignment is out of date
     * @param live the current assignment
     */
    private record Rare(NumberState state, @Nullable LiveAssignment live) {}

    NumberSlot(NumberState first) {
        this.held = held(first);
    }

    private static Object held(NumberState state) {
        LiveAssignment live = state.current() == null ? null : new LiveAssignment(state.current());
        return live == null || state.deleted() || !state.former().isEmpty() ? new Rare(state, live) : live;
    }

    @Nullable
    private static LiveAssignment live(Object held) {
        return held instanceof Rare rare ? rare.live() : (LiveAssignment) held;
    }

    /**
     * What was read at one moment.
     *
     * @param held the slot's value
     * @param live the current assignment in it, or null if there is none
     * @param current that assignment as it was
     */
    private record Reading(
            Object held,
            @Nullable LiveAssignment live,
            @Nullable Assignment current) {
        NumberState state() {
            if (held instanceof Rare rare) {
                return current == null ? rare.state() : rare.state().withCurrent(current);
            }
            return NumberState.of(Objects.requireNonNull(current));
        }

        /** Replaces the count of the assignment if it is still the one that was read. */
        boolean count(Assignment after) {
            return live != null && current != null && live.replace(current, after);
        }

        /** Sees to it that no more calls are counted, if the count is still the one that was read. */
        boolean seal() {
            return live == null || current == null || live.seal(current);
        }
    }

    private Reading read() {
        while (true) {
            Object now = held;
            LiveAssignment live = live(now);
            Assignment current = live == null ? null : live.get();
            if (live == null || current != null) {
                return new Reading(now, live, current);
            }
            // Another thread has sealed the assignment, and replaces it in its next step.
            Thread.onSpinWait();
        }
    }

    /** Set before the slot gets into the index of agents, and not changed any more. */
    @Nullable
    private AgentId firstAgent;

    /**
     * Returns whether this slot is to stand for an agent in the index of agents: it does so for the first agent that asks. Must be
     * called by one administrator at a time.
     */
    boolean standsFor(AgentId agent) {
        if (firstAgent != null) {
            return false;
        }
        firstAgent = agent;
        return true;
    }

    @Override
    public AgentId agent() {
        return Objects.requireNonNull(firstAgent);
    }

    @Override
    public List<NumberSlot> slots() {
        return List.of(this);
    }

    /** Returns whether this is the slot of an assignment that has not ended. */
    boolean isOf(Assignment assignment) {
        Assignment current = current();
        return current != null && current.id().equals(assignment.id());
    }

    /** Returns the number, whose ID and digits never change. */
    PhoneNumber number() {
        Object now = held;
        return now instanceof Rare rare ? rare.state().number() : ((LiveAssignment) now).number();
    }

    NumberState get() {
        return read().state();
    }

    /** Returns the current assignment, or null if there is none. */
    @Nullable
    Assignment current() {
        return read().current();
    }

    /** A change of a number: its state before and after. */
    record Change(NumberState before, NumberState after) {}

    /**
     * Replaces the state by the result of a step, atomically. The step may run several times, and may throw to leave
     * the state unchanged.
     */
    Change change(UnaryOperator<NumberState> step) {
        while (true) {
            Reading before = read();
            NumberState state = before.state();
            NumberState next = step.apply(state);
            Object after = held(next);
            // Whoever sealed the assignment is the only one to replace it.
            if (before.seal() && HELD.compareAndSet(this, before.held(), after)) {
                return new Change(state, next);
            }
        }
    }

    /** Counts a call on the current assignment if the request allows it. */
    CountResult count(CountRequest request, CounterSnapshot counters, String holdId, Clock clock) {
        while (true) {
            Reading before = read();
            CountResult result = request.on(before.current(), counters, clock.instant(), holdId);
            if (!(result instanceof CountResult.Counted counted) || before.count(counted.after())) {
                return result;
            }
        }
    }

    /** Counts a call like {@link LiveAssignment#count}. Returns null if it was not counted. */
    @Nullable
    Assignment count(AgentId agent, E164 to, @Nullable NumberClass requiredClass, LocalDate day) {
        while (true) {
            LiveAssignment live = live(held);
            Assignment after = live == null ? null : live.count(agent, to, requiredClass, day);
            if (after != null || live == null || !live.isSealed()) {
                return after;
            }
            Thread.onSpinWait();
        }
    }
}
