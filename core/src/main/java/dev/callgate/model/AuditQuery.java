package dev.callgate.model;

import dev.callgate.internal.Micros;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Which entries of one organization's audit trail to list: those that pass every filter, a page at a time, the newest
 * first. Immutable: the methods return a changed copy.
 *
 * @param organization whose trail
 * @param numberId keep the entries of this number only; null for any, and for those of no number
 * @param actor keep what this actor did only; null for anyone
 * @param from keep what was done at this instant or later; null for the beginning
 * @param until keep what was done before this instant; null for the end
 * @param olderThan the id of the entry behind which the page begins; null at the start
 * @param limit how many entries the page holds at most: 1 to {@value #MAX_LIMIT}
 */
public record AuditQuery(
        OrganizationId organization,
        @Nullable UUID numberId,
        @Nullable ActorId actor,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable UUID olderThan,
        int limit) {
    /** The most entries that one page holds. */
    public static final int MAX_LIMIT = 1_000;

    private static final int DEFAULT_LIMIT = 100;

    /**
     * Checks the values, and cuts the times to the microsecond, which is what every store keeps.
     *
     * @throws IllegalArgumentException if the limit is not 1 to {@value #MAX_LIMIT}
     */
    public AuditQuery {
        Objects.requireNonNull(organization, "organization");
        from = from == null ? null : Micros.of(from);
        until = until == null ? null : Micros.of(until);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page holds 1 to %d entries, not %d".formatted(MAX_LIMIT, limit));
        }
    }

    /** Asks for the newest 100 entries of an organization. */
    public static AuditQuery of(OrganizationId organization) {
        return new AuditQuery(organization, null, null, null, null, null, DEFAULT_LIMIT);
    }

    /** Keeps the entries of one number, by its id; deleted ones have theirs still. Resets of counts are of no number. */
    public AuditQuery ofNumber(UUID only) {
        return new AuditQuery(organization, Objects.requireNonNull(only), actor, from, until, olderThan, limit);
    }

    /** Keeps what one actor did. */
    public AuditQuery by(ActorId only) {
        return new AuditQuery(organization, numberId, Objects.requireNonNull(only), from, until, olderThan, limit);
    }

    /** Keeps what was done at an instant or later. */
    public AuditQuery from(Instant first) {
        return new AuditQuery(organization, numberId, actor, Objects.requireNonNull(first), until, olderThan, limit);
    }

    /** Keeps what was done before an instant. */
    public AuditQuery until(Instant end) {
        return new AuditQuery(organization, numberId, actor, from, Objects.requireNonNull(end), olderThan, limit);
    }

    /** Continues behind the last entry of an earlier page. */
    public AuditQuery olderThan(AuditEntry lastSeen) {
        return new AuditQuery(organization, numberId, actor, from, until, lastSeen.id(), limit);
    }

    /**
     * Asks for at most so many entries.
     *
     * @throws IllegalArgumentException if it is not 1 to {@value #MAX_LIMIT}
     */
    public AuditQuery limit(int most) {
        return new AuditQuery(organization, numberId, actor, from, until, olderThan, most);
    }

    /** Tells whether the filters keep an entry; the page's place and size aside. */
    public boolean keeps(AuditEntry entry) {
        return entry.organization().equals(organization)
                && (numberId == null || numberId.equals(entry.numberId()))
                && (actor == null || actor.equals(entry.actor()))
                && (from == null || !entry.at().isBefore(from))
                && (until == null || entry.at().isBefore(until));
    }
}
