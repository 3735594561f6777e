package dev.callgate.storage.memory;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.UnaryOperator;

/** Holds the state of one number, which is replaced by compare-and-set. Thread-safe. */
final class NumberSlot {
    private static final AtomicReferenceFieldUpdater<NumberSlot, Object> PACKED =
            AtomicReferenceFieldUpdater.newUpdater(NumberSlot.class, Object.class, "packed");

    /**
     * The state. In the most common case, the state consists of the current assignment only. Then it is stored as that
     * {@link Assignment}, which is also the object that calls replace; otherwise, as a {@link NumberState}.
     */
    private volatile Object packed;

    NumberSlot(NumberState first) {
        this.packed = pack(first);
    }

    private static Object pack(NumberState state) {
        Assignment current = state.current();
        return current == null || state.deleted() || !state.former().isEmpty() ? state : current;
    }

    private static NumberState unpack(Object packed) {
        return packed instanceof Assignment current ? NumberState.of(current) : (NumberState) packed;
    }

    @Nullable
    private static Assignment current(Object packed) {
        return packed instanceof Assignment current ? current : ((NumberState) packed).current();
    }

    private static Object withCurrent(Object packed, Assignment changed) {
        return packed instanceof NumberState state ? state.withCurrent(changed) : changed;
    }

    NumberState get() {
        return unpack(packed);
    }

    /** Returns the current assignment, or null if there is none. */
    @Nullable
    Assignment current() {
        return current(packed);
    }

    /** A change of a number: its state before and after. */
    record Change(NumberState before, NumberState after) {}

    /**
     * Replaces the state by the result of a step, atomically. The step may run several times, and may throw to leave
     * the state unchanged.
     */
    Change change(UnaryOperator<NumberState> step) {
        while (true) {
            Object before = packed;
            NumberState state = unpack(before);
            NumberState next = step.apply(state);
            if (PACKED.compareAndSet(this, before, pack(next))) {
                return new Change(state, next);
            }
        }
    }

    /** Counts a call on the current assignment if the request allows it. */
    CountResult count(CountRequest request, CounterSnapshot counters, String holdId, Clock clock) {
        while (true) {
            Object before = packed;
            CountResult result = request.on(current(before), counters, clock.instant(), holdId);
            if (!(result instanceof CountResult.Counted counted)
                    || PACKED.compareAndSet(this, before, withCurrent(before, counted.after()))) {
                return result;
            }
        }
    }

    /**
     * Counts a call on the current assignment if it is the agent's, allows the call and has calls left.
     *
     * @return the assignment after it, or null if the call was not counted
     */
    @Nullable
    Assignment count(AgentId agent, E164 to, @Nullable NumberClass requiredClass, LocalDate day) {
        while (true) {
            Object before = packed;
            Assignment now = current(before);
            if (now == null || !now.agent().equals(agent) || !now.allows(to, requiredClass, day)) {
                return null;
            }
            LocalDate date = now.countedDay(day);
            if (now.remainingOn(date) == 0) {
                return null;
            }
            Assignment after = now.counted(date);
            if (PACKED.compareAndSet(this, before, withCurrent(before, after))) {
                return after;
            }
        }
    }
}
