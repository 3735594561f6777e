package dev.callgate.admin;

import dev.callgate.model.ActorId;
import dev.callgate.model.CallDay;
import dev.callgate.model.E164;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import dev.callgate.report.NumberPerformance.Suggestion;
import dev.callgate.report.Reports;
import dev.callgate.spi.Storage;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done each day, so that data does not grow without limit: deletes old calls, usage, audit entries, and counters of limits,
 * and puts numbers in quarantine. No limit depends on it. A host starts it in one line, or calls {@link #run} from a scheduler of its own:
 *
 * <pre>{@code
 * var schedule = Housekeeping.over(storage).start(executor, () -> Map.of(acme, HousekeepingPlan.in(zone).keepCalls(90)));
 * }</pre>
 *
 * <p>Several nodes may do it at the same time: each step changes only what is still to be changed. Rows are deleted in many short
 * transactions, so calls are not delayed. If it is interrupted, the next run does the rest.
 *
 * <p>Immutable and thread-safe.
 */
public final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    /** Counters are kept for longer than their period, so that a host whose clock lags counts on them. */
    private static final Duration COUNTER_MARGIN = Duration.ofDays(2);

    private final Storage store;
    private final Administrator administrator;

    private Housekeeping(Storage store, Administrator administrator) {
        this.store = store;
        this.administrator = administrator;
    }

    /** Returns the housekeeping of a store that uses the system's clock and acts as {@link ActorId#SYSTEM}, without listeners. */
    public static Housekeeping over(Storage store) {
        return new Housekeeping(Objects.requireNonNull(store, "store"), Administrator.SYSTEM);
    }

    /** Returns a copy that takes the time from another clock. */
    public Housekeeping withClock(Clock other) {
        return new Housekeeping(store, administrator.withClock(other));
    }

    /** Returns a copy that changes numbers and counts, and records that in the audit trail, in the name of an actor. */
    public Housekeeping withActor(ActorId other) {
        return new Housekeeping(store, administrator.withActor(other));
    }

    /** Returns a copy that reports changes of numbers and counts to one more listener, after the listeners that it has already. */
    public Housekeeping withListener(AdministrationListener another) {
        return new Housekeeping(store, administrator.withListener(another));
    }

    /** What ends the housekeeping that {@link Housekeeping#start} began. Thread-safe. */
    public interface Schedule extends AutoCloseable {
        /**
         * Cancels the next run. A step that is in progress is finished, and no organization follows. The executor is not shut down.
         * Closing again has no effect.
         */
        @Override
        void close();
    }

    /**
     * Starts to do all steps for each organization once on each of its days. The first run is scheduled immediately, and the others as
     * days begin in the time zones of the plans. Organizations and plans are asked for at each run, at least once an hour; a changed plan
     * holds from the organization's next day on. If an organization's run fails, it is logged and tried again every minute, and the
     * others are not delayed. What was done is logged at INFO.
     *
     * @param executor the host's executor, which runs the steps. The host shuts it down after it has closed the schedule
     * @param plans returns the organizations with their plans. Called on the executor's thread. Must not return null. If it throws, it is
     *     called again a minute later
     * @throws RejectedExecutionException if the executor was shut down
     */
    public Schedule start(
            ScheduledExecutorService executor, Supplier<? extends Map<OrganizationId, HousekeepingPlan>> plans) {
        return DailySchedule.start(administrator.clock(), executor, plans, (organization, plan) -> {
            Report report = run(organization, plan);
            if (!report.equals(Report.NONE)) {
                LOG.info(
                        "housekeeping of organization {} deleted {} calls, {} sums of usage, {} audit entries and {} counters, put {} numbers in quarantine, and reset {} counts",
                        organization,
                        report.callsDeleted(),
                        report.sumsDeleted(),
                        report.auditEntriesDeleted(),
                        report.countersDeleted(),
                        report.numbersQuarantined(),
                        report.countsReset());
            }
        });
    }

    /**
     * Does all steps of a plan now. A step that fails does not keep the others from being done.
     *
     * @return what was done
     * @throws StoreException.Permanent if the clock is more than a day ahead of the store's; nothing is done then
     * @throws StoreException if a step failed; the failures of other steps are suppressed exceptions
     */
    public Report run(OrganizationId organization, HousekeepingPlan plan) {
        Objects.requireNonNull(organization, "organization");
        Instant now = administrator.clock().instant();
        LocalDate today = LocalDate.ofInstant(now, plan.zone());
        store.requirePlausible(organization, new CallDay(today, plan.zone()));
        Steps steps = new Steps();
        Report report = new Report(
                steps.done(() -> plan.resetsCounts()
                        ? new Assignments(store, administrator).resetDailyCallCounts(organization, plan.zone())
                        : 0),
                steps.done(() -> plan.quarantine()
                        .map(rule -> quarantine(organization, rule, today))
                        .orElse(0)),
                steps.done(() -> plan.callDays().isPresent()
                        ? store.forgetCallsBefore(
                                organization, today.minusDays(plan.callDays().getAsInt()))
                        : 0),
                steps.done(() -> plan.usageDays().isPresent()
                        ? store.forgetUsageBefore(
                                organization, today.minusDays(plan.usageDays().getAsInt()))
                        : 0),
                steps.done(() -> plan.auditDays().isPresent()
                        ? store.forgetEntriesBefore(
                                organization,
                                today.minusDays(plan.auditDays().getAsInt())
                                        .atStartOfDay(plan.zone())
                                        .toInstant())
                        : 0),
                steps.done(() -> store.forgetCountersBefore(organization, now.minus(COUNTER_MARGIN))));
        steps.rethrow();
        return report;
    }

    private int quarantine(OrganizationId organization, HousekeepingPlan.Quarantine rule, LocalDate today) {
        NumberInventory inventory = new NumberInventory(store, administrator);
        // Before the room is read: what another node does meanwhile only leaves less of it.
        List<Suggestion> candidates = inventory.quarantineCandidates(
                Reports.over(store),
                organization,
                today.minusDays(rule.judgedDays()),
                today.minusDays(1),
                rule.leastSample());
        if (candidates.isEmpty()) {
            return 0;
        }
        Map<E164, PhoneNumber> numbers =
                inventory
                        .findAll(
                                organization,
                                candidates.stream().map(Suggestion::number).toList())
                        .stream()
                        .collect(Collectors.toMap(PhoneNumber::e164, each -> each));
        List<PhoneNumber> resting = candidates.stream()
                .flatMap(each -> Stream.ofNullable(numbers.get(each.number())))
                .filter(PhoneNumber::isActive)
                .limit(room(inventory, organization, rule, today))
                .toList();
        resting.forEach(each -> inventory.quarantine(each, today.plusDays(rule.days())));
        return resting.size();
    }

    /** Returns how many more active numbers may be in quarantine. */
    private static long room(
            NumberInventory inventory, OrganizationId organization, HousekeepingPlan.Quarantine rule, LocalDate today) {
        try (Stream<PhoneNumber> active =
                inventory.stream(NumberQuery.of(organization).status(NumberStatus.ACTIVE))) {
            Map<Boolean, Long> byQuarantine = active.collect(
                    Collectors.partitioningBy(each -> each.isQuarantinedOn(today), Collectors.counting()));
            long inQuarantine = byQuarantine.getOrDefault(true, 0L);
            long all = inQuarantine + byQuarantine.getOrDefault(false, 0L);
            return Math.max(0, (long) (all * rule.mostShare()) - inQuarantine);
        }
    }

    /** Does steps, and keeps their failures until all have been done. */
    private static final class Steps {
        @Nullable
        private RuntimeException failure;

        int done(IntSupplier step) {
            try {
                return step.getAsInt();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
                return 0;
            }
        }

        void rethrow() {
            if (failure != null) {
                throw failure;
            }
        }
    }

    /**
     * What housekeeping did for an organization. Immutable.
     *
     * @param countsReset how many counts of assignments were set to zero
     * @param numbersQuarantined how many numbers were put in quarantine
     * @param callsDeleted how many calls were deleted
     * @param sumsDeleted how many sums of usage and refusals were deleted
     * @param auditEntriesDeleted how many entries of the audit trail were deleted
     * @param countersDeleted how many counters of limits were deleted
     */
    public record Report(
            int countsReset,
            int numbersQuarantined,
            int callsDeleted,
            int sumsDeleted,
            int auditEntriesDeleted,
            int countersDeleted) {
        /** Nothing had to be done. */
        public static final Report NONE = new Report(0, 0, 0, 0, 0, 0);
    }
}
