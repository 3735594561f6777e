package dev.callgate.storage.jdbc;

import java.time.Duration;
import java.util.Objects;

/**
 * Configures group commit: calls that wait at the same moment are counted together. Immutable and thread-safe.
 *
 * <p>A database makes a commit durable by writing it to disk, and it holds row locks until the commit ends. Calls that
 * are counted one by one therefore wait for the disk one after another, above all calls that share a row, such as
 * the counter of an organization's limit. A group waits for the disk only once. A single caller does not wait: only calls that would have
 * to wait anyway are grouped.
 *
 * <p>All calls of a group belong to one organization. Groups that run at the same time never share a row. In one JVM,
 * calls that need the same row are counted in the order in which they arrived. Other JVMs wait for the row, as they do
 * without groups. The calls of one organization never wait for the groups of another.
 *
 * <p>Each group uses one connection, and takes it before it is formed. So counting uses at most {@code groupsAtOnce} connections for each
 * organization that has calls at the moment, and never more than the data source has: the size of the pool bounds the total. While a group
 * waits for a connection, further calls join it.
 *
 * @param largestGroup maximum number of calls in a group, from 1 to {@value #MAX_GROUP}
 * @param groupsAtOnce maximum number of groups of one organization that run at the same time, from 1 to {@value #MAX_GROUPS}
 * @param maxWait maximum time that a call waits for its turn and its result; must be positive. If the call is not yet
 *     in a group when the time ends, or when its thread is interrupted, it has not been counted, and {@link
 *     dev.callgate.model.StoreException.NotApplied} is thrown. The same holds while its group waits for a connection. If its group is
 *     already being counted, the outcome is unknown, and {@link dev.callgate.model.StoreException.OutcomeUnknown} is thrown. The limit does not apply to the
 *     thread that counts for its group: that thread waits for the database as long as it does without groups
 */
public record GroupCommit(int largestGroup, int groupsAtOnce, Duration maxWait) {
    /**
     * The upper bound of {@link #largestGroup()}. Larger groups would make calls wait longer without counting more of
     * them.
     */
    public static final int MAX_GROUP = 1_000;

    /** The upper bound of {@link #groupsAtOnce()}. */
    public static final int MAX_GROUPS = 64;

    private static final GroupCommit STANDARD = new GroupCommit(256, 2, Duration.ofSeconds(5));

    /**
     * Validates the arguments.
     *
     * @throws IllegalArgumentException if {@code largestGroup} or {@code groupsAtOnce} is out of range, or if {@code
     *     maxWait} is zero or negative
     * @throws NullPointerException if {@code maxWait} is null
     */
    public GroupCommit {
        Objects.requireNonNull(maxWait, "maxWait");
        requireInRange("largestGroup", largestGroup, MAX_GROUP);
        requireInRange("groupsAtOnce", groupsAtOnce, MAX_GROUPS);
        if (maxWait.isNegative() || maxWait.isZero()) {
            throw new IllegalArgumentException("maxWait must be positive, but is " + maxWait);
        }
    }

    private static void requireInRange(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException("%s must be from 1 to %d, but is %d".formatted(name, max, value));
        }
    }

    /**
     * Returns the default: up to 256 calls in a group, two groups of an organization at the same time, and a maximum wait of five seconds.
     */
    public static GroupCommit standard() {
        return STANDARD;
    }

    /**
     * Returns a copy with another maximum wait.
     *
     * @param other the new value of {@link #maxWait()}
     * @throws IllegalArgumentException if it is zero or negative
     */
    public GroupCommit maxWait(Duration other) {
        return new GroupCommit(largestGroup, groupsAtOnce, other);
    }
}
