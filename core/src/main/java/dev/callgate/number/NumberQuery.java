package dev.callgate.number;

import dev.callgate.id.OrganizationId;
import jakarta.annotation.Nullable;
import java.util.Objects;

/**
 * Which numbers of one organization to list: all of them, unless filtered, a page at a time. Immutable: each method
 * returns a changed copy.
 */
public final class NumberQuery {
    /** The most numbers that one page holds. */
    public static final int MAX_LIMIT = 1_000;

    private static final int DEFAULT_LIMIT = 100;

    private final OrganizationId organization;

    @Nullable
    private final NumberStatus status;

    @Nullable
    private final Boolean assigned;

    @Nullable
    private final E164 after;

    private final int limit;

    private NumberQuery(
            OrganizationId organization,
            @Nullable NumberStatus status,
            @Nullable Boolean assigned,
            @Nullable E164 after,
            int limit) {
        this.organization = organization;
        this.status = status;
        this.assigned = assigned;
        this.after = after;
        this.limit = limit;
    }

    /** Asks for the first 100 numbers of an organization. */
    public static NumberQuery of(OrganizationId organization) {
        return new NumberQuery(Objects.requireNonNull(organization, "organization"), null, null, null, DEFAULT_LIMIT);
    }

    /** Keeps numbers of this status only. */
    public NumberQuery status(NumberStatus only) {
        return new NumberQuery(organization, Objects.requireNonNull(only, "status"), assigned, after, limit);
    }

    /** Keeps numbers that are assigned to somebody. */
    public NumberQuery assigned() {
        return new NumberQuery(organization, status, true, after, limit);
    }

    /** Keeps numbers that are assigned to nobody. */
    public NumberQuery available() {
        return new NumberQuery(organization, status, false, after, limit);
    }

    /** Continues behind the last number of an earlier page. */
    public NumberQuery after(E164 lastSeen) {
        return new NumberQuery(organization, status, assigned, Objects.requireNonNull(lastSeen, "after"), limit);
    }

    /**
     * Asks for at most so many numbers.
     *
     * @throws IllegalArgumentException if it is not 1 to {@value #MAX_LIMIT}
     */
    public NumberQuery limit(int most) {
        if (most < 1 || most > MAX_LIMIT) {
            throw new IllegalArgumentException("a page holds 1 to %d numbers, not %d".formatted(MAX_LIMIT, most));
        }
        return new NumberQuery(organization, status, assigned, after, most);
    }

    /** Returns whose numbers are asked for. */
    public OrganizationId organization() {
        return organization;
    }

    /** Returns the status to keep, or null for any. */
    @Nullable
    public NumberStatus status() {
        return status;
    }

    /** Returns true to keep the assigned, false to keep the available, null for both. */
    @Nullable
    public Boolean isAssigned() {
        return assigned;
    }

    /** Returns the number behind which the page begins, or null at the start. */
    @Nullable
    public E164 after() {
        return after;
    }

    /** Returns how many numbers the page holds at most. */
    public int limit() {
        return limit;
    }

    /** Tells whether the filters keep a number; the page's place and size aside. */
    public boolean keeps(PhoneNumber number) {
        return number.organization().equals(organization)
                && (status == null || status == number.status())
                && (assigned == null || assigned == (number.assignedTo() != null));
    }
}
