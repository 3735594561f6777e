package dev.callgate.model;

import dev.callgate.internal.Micros;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;

/**
 * A snapshot of the assignment of one number to one agent. Immutable.
 *
 * @param id stays the same for an agent and a number, no matter how often the number is unassigned and assigned again
 * @param agent the agent that may call from the number
 * @param number a snapshot of the number, taken at the same time
 * @param terms how many calls a day are allowed, and to which destinations
 * @param callsMadeToday the number of calls that count on {@code lastResetDate}; for other days, see {@link #callsOn}
 * @param lastResetDate the day of the count, in the organization's time zone; null before the first call
 * @param createdAt when the number was first assigned to the agent, to the microsecond
 * @param updatedAt when an administrator last changed it, to the microsecond; calls do not change it
 */
public record Assignment(
        UUID id,
        AgentId agent,
        PhoneNumber number,
        Terms terms,
        int callsMadeToday,
        @Nullable LocalDate lastResetDate,
        Instant createdAt,
        Instant updatedAt) {
    /**
     * Requires all values except the day, and truncates the times to the microsecond, the precision of every store.
     */
    public Assignment {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(terms, "terms");
        createdAt = Micros.of(createdAt);
        updatedAt = Micros.of(updatedAt);
    }

    /**
     * Returns an assignment without calls of a number with neutral properties ({@link PhoneNumber#of}), for stores that keep nothing
     * else of either. Its ID is derived from the organization, the agent and the number, so it is always the same.
     */
    public static Assignment of(OrganizationId organization, AgentId agent, E164 e164, Terms terms) {
        return new Assignment(
                OpaqueId.derived(organization, agent, e164),
                agent,
                PhoneNumber.of(organization, e164).withAssignee(agent, Instant.EPOCH),
                terms,
                0,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /** Returns the same assignment with a stored count and the day that it belongs to; null before the first call. */
    public Assignment withCount(int calls, @Nullable LocalDate day) {
        return new Assignment(id, agent, number, terms, calls, day, createdAt, updatedAt);
    }

    /** Returns the organization that owns the number. */
    public OrganizationId organization() {
        return number.organization();
    }

    private DailyCount dailyCount() {
        return new DailyCount(callsMadeToday, lastResetDate);
    }

    /**
     * Returns how many calls count against the limit on a day. The stored day never goes back: an earlier day has the
     * count of the stored day, and a later day starts from zero.
     */
    public int callsOn(LocalDate day) {
        return dailyCount().callsOn(day);
    }

    /** Returns how many more calls the limit allows on a day, 0 or more. */
    public int remainingOn(LocalDate day) {
        return dailyCount().remainingOn(day, terms.dailyLimit());
    }

    /** Returns the day on which a call on {@code day} is counted: that day, or the stored day if it is later. */
    public LocalDate countedDay(LocalDate day) {
        return dailyCount().countedDay(day);
    }

    /** Returns a copy with one more call counted on a day. Does not check the limit. */
    public Assignment counted(LocalDate day) {
        return new Assignment(id, agent, number, terms, callsOn(day) + 1, countedDay(day), createdAt, updatedAt);
    }

    /** Returns a copy with one call of a day released, or this assignment if it has no calls or counts another day. */
    public Assignment released(LocalDate day) {
        return day.equals(lastResetDate) && callsMadeToday > 0
                ? new Assignment(id, agent, number, terms, callsMadeToday - 1, lastResetDate, createdAt, updatedAt)
                : this;
    }

    /** Returns a copy with the count rolled over to a day if the stored day is earlier; otherwise, this assignment. */
    public Assignment rolledOver(LocalDate day) {
        return lastResetDate != null && lastResetDate.isBefore(day)
                ? new Assignment(id, agent, number, terms, 0, day, createdAt, updatedAt)
                : this;
    }

    /** Returns a copy with other terms. */
    public Assignment withTerms(Terms newTerms, Instant now) {
        return new Assignment(id, agent, number, newTerms, callsMadeToday, lastResetDate, createdAt, now);
    }

    /** Returns a copy with a newer snapshot of the number. */
    public Assignment withNumber(PhoneNumber changed) {
        return new Assignment(id, agent, changed, terms, callsMadeToday, lastResetDate, createdAt, updatedAt);
    }
}
