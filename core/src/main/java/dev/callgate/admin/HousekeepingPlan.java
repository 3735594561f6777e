package dev.callgate.admin;

import jakarta.annotation.Nullable;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@link Housekeeping} does each day for an organization: how long its calls, its usage and its audit trail are kept, and which
 * numbers are put in quarantine. What a plan does not name is kept forever, and not changed. Counters of limits that count nothing any
 * more are always deleted. Immutable and thread-safe.
 */
public final class HousekeepingPlan {
    private static final int MAX_DAYS = 36_500;

    private final ZoneId zone;

    @Nullable
    private final Integer callDays;

    @Nullable
    private final Integer usageDays;

    @Nullable
    private final Integer auditDays;

    @Nullable
    private final Quarantine quarantine;

    private final boolean resetsCounts;

    private HousekeepingPlan(
            ZoneId zone,
            @Nullable Integer callDays,
            @Nullable Integer usageDays,
            @Nullable Integer auditDays,
            @Nullable Quarantine quarantine,
            boolean resetsCounts) {
        this.zone = zone;
        this.callDays = callDays;
        this.usageDays = usageDays;
        this.auditDays = auditDays;
        this.quarantine = quarantine;
        this.resetsCounts = resetsCounts;
    }

    /** Returns a plan that only deletes counters, with the time zone in which the organization's days begin. */
    public static HousekeepingPlan in(ZoneId zone) {
        return new HousekeepingPlan(Objects.requireNonNull(zone, "zone"), null, null, null, null, false);
    }

    /**
     * Returns a copy that keeps the calls of today and of a number of days before. The journal has the callees, if the policy keeps them.
     * Usage and counts do not change. A call that was deleted can be neither released nor completed. Keep calls for as long as the {@linkplain dev.callgate.policy.RestPeriod rest periods} of the
     * policy last: after that, the outcome of a call that was deleted begins no rest period.
     *
     * @param days 1 to 36,500
     * @throws IllegalArgumentException if the number of days is out of range
     */
    public HousekeepingPlan keepCalls(int days) {
        return new HousekeepingPlan(zone, days("calls", days), usageDays, auditDays, quarantine, resetsCounts);
    }

    /**
     * Returns a copy that keeps the usage and the refusals of today and of a number of days before: what {@link
     * dev.callgate.report.Reports} reads.
     *
     * @param days 1 to 36,500
     * @throws IllegalArgumentException if the number of days is out of range
     */
    public HousekeepingPlan keepUsage(int days) {
        return new HousekeepingPlan(zone, callDays, days("usage", days), auditDays, quarantine, resetsCounts);
    }

    /**
     * Returns a copy that keeps the {@linkplain AuditTrail audit trail} of today and of a number of days before.
     *
     * @param days 1 to 36,500
     * @throws IllegalArgumentException if the number of days is out of range
     */
    public HousekeepingPlan keepAuditTrail(int days) {
        return new HousekeepingPlan(zone, callDays, usageDays, days("the audit trail", days), quarantine, resetsCounts);
    }

    /** Returns a copy that puts numbers in quarantine whose calls are answered less often than those from the others. */
    public HousekeepingPlan quarantine(Quarantine rule) {
        return new HousekeepingPlan(
                zone, callDays, usageDays, auditDays, Objects.requireNonNull(rule, "rule"), resetsCounts);
    }

    /**
     * Returns a copy that sets the counts of earlier days to zero: see {@link Assignments#resetDailyCallCounts}. The gate does not need
     * this. It is for hosts whose own SQL reads {@code calls_made_today}.
     */
    public HousekeepingPlan resetDailyCallCounts() {
        return new HousekeepingPlan(zone, callDays, usageDays, auditDays, quarantine, true);
    }

    private static int days(String what, int days) {
        if (days < 1 || days > MAX_DAYS) {
            throw new IllegalArgumentException(
                    "the days of %s must be 1 to %d, not %d".formatted(what, MAX_DAYS, days));
        }
        return days;
    }

    /** Returns the time zone in which the organization's days begin. */
    public ZoneId zone() {
        return zone;
    }

    OptionalInt callDays() {
        return optional(callDays);
    }

    OptionalInt usageDays() {
        return optional(usageDays);
    }

    OptionalInt auditDays() {
        return optional(auditDays);
    }

    private static OptionalInt optional(@Nullable Integer days) {
        return days == null ? OptionalInt.empty() : OptionalInt.of(days);
    }

    Optional<Quarantine> quarantine() {
        return Optional.ofNullable(quarantine);
    }

    boolean resetsCounts() {
        return resetsCounts;
    }

    /**
     * When numbers are put in quarantine, and for how long. A number comes back by itself, and is then judged by its calls since. See
     * {@link NumberInventory#quarantineCandidates}. Immutable.
     *
     * @param days how many days a number stays in quarantine, 1 to 36,500
     * @param judgedDays how many days before today calls are judged, 1 to 36,500
     * @param leastSample how many of a number's calls must have a known outcome, 1 or more
     * @param mostShare the largest share of the organization's active numbers that is in quarantine at a time, 0 to 1
     */
    public record Quarantine(int days, int judgedDays, long leastSample, double mostShare) {
        private static final int JUDGED_DAYS = 7;
        private static final long LEAST_SAMPLE = 100;
        private static final double MOST_SHARE = 0.2;

        /**
         * Validates the values.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public Quarantine {
            HousekeepingPlan.days("numbers in quarantine", days);
            HousekeepingPlan.days("judged calls", judgedDays);
            if (leastSample < 1 || !(mostShare >= 0 && mostShare <= 1)) {
                throw new IllegalArgumentException("the least sample must be 1 or more and the most share 0 to 1, not "
                        + leastSample + " and " + mostShare);
            }
        }

        /**
         * Returns a rule that judges numbers by 100 or more calls of the last 7 days, and has at most a fifth of the numbers in
         * quarantine.
         *
         * @param days how many days a number stays in quarantine
         * @throws IllegalArgumentException if the number of days is out of range
         */
        public static Quarantine ofDays(int days) {
            return new Quarantine(days, JUDGED_DAYS, LEAST_SAMPLE, MOST_SHARE);
        }

        /** Returns a copy that judges numbers by at least this many calls of this many days. */
        public Quarantine judgedBy(long calls, int ofDays) {
            return new Quarantine(days, ofDays, calls, mostShare);
        }

        /** Returns a copy with another largest share of numbers in quarantine, 0 to 1. */
        public Quarantine atMostShare(double share) {
            return new Quarantine(days, judgedDays, leastSample, share);
        }
    }
}
