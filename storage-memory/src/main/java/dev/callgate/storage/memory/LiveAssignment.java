package dev.callgate.storage.memory;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * A current assignment as calls change it: its day and its calls are one word, which is replaced by compare-and-set, so that a call
 * leaves no new object in the store. All else is final.
 *
 * <p>A change of anything else seals the word and then replaces this object by another one. From then on nothing is counted or read
 * here, so no call can be counted on an assignment that has just changed. Thread-safe.
 */
final class LiveAssignment {
    private static final AtomicLongFieldUpdater<LiveAssignment> COUNT =
            AtomicLongFieldUpdater.newUpdater(LiveAssignment.class, "count");

    /** No count: its calls would be negative. */
    private static final long SEALED = -1;

    /** The day of a count before the first call. */
    private static final int NO_DAY = Integer.MIN_VALUE;

    private static final long CALLS = 0x7fff_ffffL;

    /** Most counts are of the same day, so they share one object. */
    private static volatile LocalDate lastDate = LocalDate.EPOCH;

    private final UUID id;
    private final AgentId agent;
    private final PhoneNumber number;
    private final Terms terms;
    private final Instant createdAt;
    private final Instant updatedAt;

    /** The day, as an epoch day, in the upper half, and its calls in the lower half. */
    private volatile long count;

    LiveAssignment(Assignment first) {
        this.id = first.id();
        this.agent = first.agent();
        this.number = first.number();
        this.terms = first.terms();
        this.createdAt = first.createdAt();
        this.updatedAt = first.updatedAt();
        this.count = countOf(first);
    }

    private static long countOf(Assignment assignment) {
        LocalDate day = assignment.lastResetDate();
        return countOf(day == null ? NO_DAY : day.toEpochDay(), assignment.callsMadeToday());
    }

    private static long countOf(long day, int calls) {
        return (long) Math.toIntExact(day) << Integer.SIZE | calls;
    }

    private static int dayOf(long count) {
        return (int) (count >> Integer.SIZE);
    }

    private static int callsOf(long count) {
        return (int) (count & CALLS);
    }

    private Assignment with(int calls, @Nullable LocalDate day) {
        return new Assignment(id, agent, number, terms, calls, day, createdAt, updatedAt);
    }

    PhoneNumber number() {
        return number;
    }

    boolean isSealed() {
        return count == SEALED;
    }

    /** Returns the assignment, or null if this object is sealed. */
    @Nullable
    Assignment get() {
        long now = count;
        return now == SEALED ? null : with(callsOf(now), dayOf(now) == NO_DAY ? null : date(dayOf(now)));
    }

    private static LocalDate date(int epochDay) {
        LocalDate known = lastDate;
        if (known.toEpochDay() != epochDay) {
            known = LocalDate.ofEpochDay(epochDay);
            lastDate = known;
        }
        return known;
    }

    /**
     * Counts a call on a day, as {@link Assignment#counted} does, if the assignment is the agent's, allows the call and has calls left.
     *
     * @return the assignment after it; null if nothing was counted, or this object is sealed
     */
    @Nullable
    Assignment count(AgentId by, E164 to, @Nullable NumberClass requiredClass, LocalDate date) {
        if (!agent.equals(by) || !number.isUsableOn(date) || !terms.allow(to, requiredClass)) {
            return null;
        }
        long wanted = date.toEpochDay();
        while (true) {
            long before = count;
            int calls = dayOf(before) < wanted ? 1 : callsOf(before) + 1;
            long day = Math.max(dayOf(before), wanted);
            if (before == SEALED || calls > terms.dailyLimit()) {
                return null;
            }
            if (COUNT.compareAndSet(this, before, countOf(day, calls))) {
                return with(calls, day == wanted ? date : date((int) day));
            }
        }
    }

    /** Replaces the count if the assignment still has the count that was read. */
    boolean replace(Assignment read, Assignment after) {
        return COUNT.compareAndSet(this, countOf(read), countOf(after));
    }

    /** Seals this object if the assignment still has the count that was read. */
    boolean seal(Assignment read) {
        return COUNT.compareAndSet(this, countOf(read), SEALED);
    }
}
