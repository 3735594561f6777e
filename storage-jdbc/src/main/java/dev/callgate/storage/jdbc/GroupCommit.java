package dev.callgate.storage.jdbc;

import java.time.Duration;
import java.util.Objects;

/**
 * How calls that wait at the same moment are counted together. Immutable.
 *
 * <p>A database makes each commit durable by writing to its disk, and locks a row until then; so calls that are counted one by
 * one wait for the disk one after the other, above all on one row, such as an organization's cap. In a group, all of them wait
 * for it once. A caller that is alone does not wait: only calls that would have to wait anyway are grouped.
 *
 * <p>A group is of one organization. No two groups at once have a row in common, and of the calls that want the same row, the
 * one that came first is counted first, in this JVM; other JVMs wait for the row as they do without groups.
 *
 * @param largestGroup how many calls at most: 1 to {@value #MAX_GROUP}
 * @param groupsAtOnce how many groups at once at most, and so how many connections are in use: 1 to {@value #MAX_GROUPS}
 * @param patience how long a call waits for its turn and its answer; more than zero. A call that is not in a group by then has
 *     not been counted: {@link dev.callgate.model.StoreException.NotApplied}; of one that is, it is not known:
 *     {@link dev.callgate.model.StoreException.OutcomeUnknown}. The same holds where its thread is interrupted. Only the thread
 *     that counts for the others waits for the database as long as it does without groups
 */
public record GroupCommit(int largestGroup, int groupsAtOnce, Duration patience) {
    /** The largest group that may be asked for; beyond it, calls wait longer and not more of them are counted. */
    public static final int MAX_GROUP = 1_000;

    /** The most groups at once that may be asked for. */
    public static final int MAX_GROUPS = 64;

    private static final GroupCommit STANDARD = new GroupCommit(256, 2, Duration.ofSeconds(5));

    /**
     * Checks all three.
     *
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public GroupCommit {
        Objects.requireNonNull(patience, "patience");
        requireInRange("the largest group", largestGroup, MAX_GROUP);
        requireInRange("the number of groups at once", groupsAtOnce, MAX_GROUPS);
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("the patience is longer than zero, not " + patience);
        }
    }

    private static void requireInRange(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("%s is 1 to %d, not %d".formatted(what, most, value));
        }
    }

    /** Up to 256 calls in a group, two groups at once, and a patience of five seconds. */
    public static GroupCommit standard() {
        return STANDARD;
    }

    /** The same with another patience. */
    public GroupCommit patience(Duration other) {
        return new GroupCommit(largestGroup, groupsAtOnce, other);
    }
}
