package dev.callgate.admin;

import dev.callgate.model.E164;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The result of a {@link BulkChange}. While it runs, the listener for its progress gets a report after each batch. Immutable.
 *
 * @param total how many numbers were chosen when the change began
 * @param changed how many numbers were changed; in a dry run, how many would have been
 * @param unchanged how many numbers already were as the change makes them
 * @param skipped how many numbers were not changed, by reason; each of them was passed to the receiver
 * @param elapsed the time since the change began, by the clock of the changing object
 */
public record BulkReport(long total, long changed, long unchanged, Map<Reason, Long> skipped, Duration elapsed) {
    /** Why a number was not changed. */
    public enum Reason {
        /** The organization does not have the number: it was never added, or it was deleted. */
        NOT_IN_INVENTORY,
        /** The change needs an unassigned number. */
        ASSIGNED,
        /** The change needs an assigned number. */
        NOT_ASSIGNED
    }

    /**
     * A number that was not changed. Immutable.
     *
     * @param number the number
     * @param reason the kind of obstacle
     * @param message a sentence that describes the obstacle and names the number
     */
    public record Skipped(E164 number, Reason reason, String message) {}

    /** Copies the counts, and checks that the duration is not null. */
    public BulkReport {
        Map<Reason, Long> copy = new EnumMap<>(Reason.class);
        copy.putAll(skipped);
        skipped = Map.copyOf(copy);
        Objects.requireNonNull(elapsed, "elapsed");
    }

    /** Returns how many numbers were not changed, for all reasons together. */
    public long skippedNumbers() {
        return skipped.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns how many of the numbers are finished: changed, unchanged or skipped. */
    public long finished() {
        return changed + unchanged + skippedNumbers();
    }
}
