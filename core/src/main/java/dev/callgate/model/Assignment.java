package dev.callgate.model;

import dev.callgate.internal.Micros;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;

/**
 * A number in an agent's hands, as it stood when it was read. Immutable.
 *
 * @param id the same for the same agent and number, however often it is unassigned and assigned again
 * @param agent who may call from the number
 * @param number the number, as it stood at the same time
 * @param terms how often a day, and where to
 * @param callsMadeToday the calls that count on {@code lastResetDate}; for any other day see {@link #callsOn}
 * @param lastResetDate the day that the count belongs to, in the organization's zone; null before the first call
 * @param createdAt when the agent first got the number, to the microsecond
 * @param updatedAt when an administrator last changed it; calls do not
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
    /** Requires everything but the day, and cuts the times to the microsecond, which is what every store keeps. */
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
     * else of either. Both have the same ID.
     */
    public static Assignment of(UUID id, OrganizationId organization, AgentId agent, E164 e164, Terms terms) {
        return new Assignment(
                id,
                agent,
                PhoneNumber.of(id, organization, e164).withAssignee(agent, Instant.EPOCH),
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

    /** Returns the organization of the number. */
    public OrganizationId organization() {
        return number.organization();
    }

    private DailyCount dailyCount() {
        return new DailyCount(callsMadeToday, lastResetDate);
    }

    /**
     * Returns how many calls count against the limit on a day. The stored day never goes back, so a day before it sees
     * the newer day's count, and a day after it starts from zero.
     */
    public int callsOn(LocalDate day) {
        return dailyCount().callsOn(day);
    }

    /** Returns how many calls the limit still allows on a day: 0 or more. */
    public int remainingOn(LocalDate day) {
        return dailyCount().remainingOn(day, terms.dailyLimit());
    }

    /** Returns the day that a call on {@code day} would be counted on: that one, or the stored one where it is newer. */
    public LocalDate countedDay(LocalDate day) {
        return dailyCount().countedDay(day);
    }

    /** Returns the assignment as it is after one more call on a day; whether there is room is for the caller to know. */
    public Assignment counted(LocalDate day) {
        return new Assignment(id, agent, number, terms, callsOn(day) + 1, countedDay(day), createdAt, updatedAt);
    }

    /** Returns the assignment with one call of a day given back; this one where it holds another day's count, or none. */
    public Assignment released(LocalDate day) {
        return day.equals(lastResetDate) && callsMadeToday > 0
                ? new Assignment(id, agent, number, terms, callsMadeToday - 1, lastResetDate, createdAt, updatedAt)
                : this;
    }

    /** Returns the assignment with its count rolled over to a day, if the stored one is older; otherwise this one. */
    public Assignment rolledOver(LocalDate day) {
        return lastResetDate != null && lastResetDate.isBefore(day)
                ? new Assignment(id, agent, number, terms, 0, day, createdAt, updatedAt)
                : this;
    }

    /** Returns the same assignment under other terms. */
    public Assignment withTerms(Terms newTerms, Instant now) {
        return new Assignment(id, agent, number, newTerms, callsMadeToday, lastResetDate, createdAt, now);
    }

    /** Returns the same assignment of a number whose own state has changed. */
    public Assignment withNumber(PhoneNumber changed) {
        return new Assignment(id, agent, changed, terms, callsMadeToday, lastResetDate, createdAt, updatedAt);
    }
}
