package dev.callgate.model;

import dev.callgate.internal.Micros;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A query for one page of an organization's audit trail: the entries that pass all filters, newest first. Immutable:
 * the methods return a modified copy.
 *
 * @param organization the organization whose audit trail is listed
 * @param numberId keeps only the entries of this number; null for no filter, which also keeps entries without a number
 * @param actor keeps only the changes by this actor; null for no filter
 * @param from keeps only the changes at this instant or later; null for no filter
 * @param until keeps only the changes before this instant; null for no filter
 * @param olderThan the ID of the entry after which the page begins; null for the first page
 * @param limit the maximum number of entries on the page, 1 to {@value #MAX_LIMIT}
 */
public record AuditQuery(
        OrganizationId organization,
        @Nullable UUID numberId,
        @Nullable ActorId actor,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable UUID olderThan,
        int limit) {
    /** The largest page size. */
    public static final int MAX_LIMIT = 1_000;

    private static final int DEFAULT_LIMIT = 100;

    /**
     * Validates the values and truncates the times to the microsecond, the precision of every store.
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

    /** Returns a query for the newest 100 entries of an organization. */
    public static AuditQuery of(OrganizationId organization) {
        return new AuditQuery(organization, null, null, null, null, null, DEFAULT_LIMIT);
    }

    /**
     * Keeps only the entries of one number, by its ID. The entries of deleted numbers are still there. Resets of counts
     * have no number.
     */
    public AuditQuery numberId(UUID only) {
        return new AuditQuery(organization, Objects.requireNonNull(only), actor, from, until, olderThan, limit);
    }

    /** Keeps only the changes by one actor. */
    public AuditQuery actor(ActorId only) {
        return new AuditQuery(organization, numberId, Objects.requireNonNull(only), from, until, olderThan, limit);
    }

    /** Keeps only the changes at an instant or later. */
    public AuditQuery from(Instant first) {
        return new AuditQuery(organization, numberId, actor, Objects.requireNonNull(first), until, olderThan, limit);
    }

    /** Keeps only the changes before an instant. */
    public AuditQuery until(Instant end) {
        return new AuditQuery(organization, numberId, actor, from, Objects.requireNonNull(end), olderThan, limit);
    }

    /** Returns a query for the page after the last entry of the previous page. */
    public AuditQuery olderThan(AuditEntry lastSeen) {
        return new AuditQuery(organization, numberId, actor, from, until, lastSeen.id(), limit);
    }

    /**
     * Returns a query with another page size.
     *
     * @throws IllegalArgumentException if the size is not 1 to {@value #MAX_LIMIT}
     */
    public AuditQuery limit(int most) {
        return new AuditQuery(organization, numberId, actor, from, until, olderThan, most);
    }

    /** Returns whether an entry passes the filters, regardless of the position and size of the page. */
    public boolean keeps(AuditEntry entry) {
        return entry.organization().equals(organization)
                && (numberId == null || numberId.equals(entry.numberId()))
                && (actor == null || actor.equals(entry.actor()))
                && (from == null || !entry.at().isBefore(from))
                && (until == null || entry.at().isBefore(until));
    }
}
