package dev.callgate.model;

import dev.callgate.internal.Micros;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * One change that an administrator made. Immutable. Stores write it in the transaction of the change itself, so that there
 * is an entry for each change, and none for what was not done.
 *
 * @param id made by the library; entries sort by it as they do by time
 * @param organization whose number or whose counts it is about
 * @param actor who did it
 * @param at when, to the microsecond
 * @param action what was done
 * @param numberId to which number; null where counts were reset, which is of no number
 * @param e164 that number's digits; null where counts were reset
 * @param agent whose assignment it was, or became; null where no assignment is concerned
 * @param before what it was, by the column's name, as text; of a change, only what became different; what was not set is
 *     left out
 * @param after what it became, in the same form
 */
public record AuditEntry(
        UUID id,
        OrganizationId organization,
        ActorId actor,
        Instant at,
        Action action,
        @Nullable UUID numberId,
        @Nullable E164 e164,
        @Nullable AgentId agent,
        Map<String, String> before,
        Map<String, String> after) {
    /** What can be done to a number, to its assignment, or to counts. */
    public enum Action {
        /** A number was added, by itself or by an import; also one that was deleted before. */
        NUMBER_ADDED,
        /** Its provider, capabilities, status or quarantine was changed. */
        NUMBER_CHANGED,
        /** It was deleted. */
        NUMBER_DELETED,
        /** It was given to an agent. */
        NUMBER_ASSIGNED,
        /** The limit or the countries of its assignment were changed. */
        TERMS_CHANGED,
        /** It was taken back from its agent. */
        NUMBER_UNASSIGNED,
        /**
         * The roll-over of a day was written into the counts of older days. Its values are {@code last_reset_date}, the day
         * that they are on since, and {@code counts}, how many there were.
         */
        DAILY_COUNTS_RESET
    }

    /**
     * Copies the values, and cuts the time to the microsecond, which is what every store keeps.
     *
     * @throws IllegalArgumentException if it is of reset counts, and of a number or an agent all the same
     */
    public AuditEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(actor, "actor");
        at = Micros.of(at);
        Objects.requireNonNull(action, "action");
        if (action != Action.DAILY_COUNTS_RESET) {
            Objects.requireNonNull(numberId, "number id");
            Objects.requireNonNull(e164, "e164");
        } else if (numberId != null || e164 != null || agent != null) {
            throw new IllegalArgumentException(
                    "reset counts are of no number and no agent, not of %s, %s".formatted(numberId, agent));
        }
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }

    /** The entry of a number that was added. */
    public static AuditEntry added(ChangeContext by, PhoneNumber number) {
        return of(by, Action.NUMBER_ADDED, number, null, Map.of(), AuditValues.of(number));
    }

    /** The entry of a number's change; nothing where all but the time stayed as it was. */
    public static Optional<AuditEntry> changed(ChangeContext by, PhoneNumber before, PhoneNumber after) {
        return difference(by, Action.NUMBER_CHANGED, after, null, AuditValues.of(before), AuditValues.of(after));
    }

    /** The entry of a number that was deleted. */
    public static AuditEntry deleted(ChangeContext by, PhoneNumber number) {
        return of(by, Action.NUMBER_DELETED, number, null, AuditValues.of(number), Map.of());
    }

    /** The entry of a number that was given to an agent. */
    public static AuditEntry assigned(ChangeContext by, Assignment assignment) {
        return of(
                by,
                Action.NUMBER_ASSIGNED,
                assignment.number(),
                assignment.agent(),
                Map.of(),
                AuditValues.of(assignment.terms()));
    }

    /** The entry of changed terms; nothing where they stayed as they were. */
    public static Optional<AuditEntry> termsChanged(ChangeContext by, Assignment before, Assignment after) {
        return difference(
                by,
                Action.TERMS_CHANGED,
                after.number(),
                after.agent(),
                AuditValues.of(before.terms()),
                AuditValues.of(after.terms()));
    }

    /** The entry of a number that was taken back. */
    public static AuditEntry unassigned(ChangeContext by, Assignment ended) {
        return of(by, Action.NUMBER_UNASSIGNED, ended.number(), ended.agent(), AuditValues.of(ended.terms()), Map.of());
    }

    /**
     * The entry of counts that were reset.
     *
     * @param day the day that they are on since, in the organization's zone
     * @param counts how many there were
     */
    public static AuditEntry countsReset(ChangeContext by, OrganizationId organization, LocalDate day, int counts) {
        return new AuditEntry(
                TimeOrderedId.at(by.at()),
                organization,
                by.actor(),
                by.at(),
                Action.DAILY_COUNTS_RESET,
                null,
                null,
                null,
                Map.of(),
                Map.of("last_reset_date", day.toString(), "counts", String.valueOf(counts)));
    }

    private static Optional<AuditEntry> difference(
            ChangeContext by,
            Action action,
            PhoneNumber number,
            @Nullable AgentId agent,
            Map<String, String> before,
            Map<String, String> after) {
        Map<String, String> old = new HashMap<>(before);
        old.entrySet().removeAll(after.entrySet());
        Map<String, String> now = new HashMap<>(after);
        now.entrySet().removeAll(before.entrySet());
        return old.isEmpty() && now.isEmpty() ? Optional.empty() : Optional.of(of(by, action, number, agent, old, now));
    }

    private static AuditEntry of(
            ChangeContext by,
            Action action,
            PhoneNumber number,
            @Nullable AgentId agent,
            Map<String, String> before,
            Map<String, String> after) {
        return new AuditEntry(
                TimeOrderedId.at(by.at()),
                number.organization(),
                by.actor(),
                by.at(),
                action,
                number.id(),
                number.e164(),
                agent,
                before,
                after);
    }
}
