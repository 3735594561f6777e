package dev.callgate.examples.benchmarks;

import dev.callgate.model.ActorId;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.CallId;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.services.CallGateServices;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares each day that is over with what callers and administrators were told: the journal, the sums, the refusals and the audit
 * trail; and the acknowledged calls with the limits.
 */
final class SoakAuditor implements Runnable {
    private static final ActorId ADMINISTRATOR = new ActorId("administrator");
    private static final Duration AFTER_MIDNIGHT = Duration.ofHours(3);
    private static final long PAUSE = Duration.ofMillis(50).toNanos();

    private final SoakRun run;
    private final SoakTenant tenant;
    private final CallGateServices services;

    SoakAuditor(SoakRun run, SoakTenant tenant, CallGateServices services) {
        this.run = run;
        this.tenant = tenant;
        this.services = services;
    }

    @Override
    public void run() {
        LocalDate day = tenant.ledger.dateAt(run.clock().first());
        while (!run.clock().isOver()) {
            Instant begin =
                    day.plusDays(1).atStartOfDay(tenant.zone).toInstant().plus(AFTER_MIDNIGHT);
            if (run.clock().instant().isBefore(begin)
                    || tenant.ledger.day(day).pending.get() > 0) {
                LockSupport.parkNanos(PAUSE);
            } else {
                compare(day);
                tenant.ledger.drop(day, run.clock().instant());
                day = day.plusDays(1);
            }
        }
    }

    /** Compares the days that are left, when nothing happens any more: also the counts of today. */
    void finish() {
        Instant now = run.clock().instant();
        LocalDate today = tenant.ledger.dateAt(now);
        tenant.ledger.dates().forEach(this::compare);
        compareAssignments(today);
        run.totals()
                .countersCompared
                .add(tenant.ledger.compareCounters(
                        services.gate(tenant.policy).utilization(tenant.id, Double.MIN_NORMAL, Integer.MAX_VALUE),
                        now));
    }

    private void compare(LocalDate date) {
        SoakDay day = tenant.ledger.day(date);
        if (day.calls.isEmpty() && day.refusals.isEmpty()) {
            return;
        }
        compareJournal(date, day);
        compareUsage(date, day);
        compareAttributes(date, day);
        compareRefusals(date, day);
        compareAuditTrail(date, day);
        compareOverlaps(day);
        run.totals().daysCompared.increment();
        run.totals().callsCompared.add(day.calls.size());
    }

    private void fault(LocalDate date, String what) {
        run.fault("%s of %s: %s".formatted(date, tenant.id, what));
    }

    private void compareJournal(LocalDate date, SoakDay day) {
        Set<String> found = new HashSet<>();
        CallQuery query = CallQuery.of(tenant.id, date).limit(CallQuery.MAX_LIMIT);
        for (List<CallRecord> page = services.journal().list(query);
                !page.isEmpty();
                page = services.journal().list(query.after(page.get(page.size() - 1)))) {
            page.forEach(each -> found.add(compared(date, day, each).value()));
        }
        day.calls.keySet().stream()
                .filter(each -> !found.contains(each))
                .forEach(each -> fault(date, "call %s is not in the journal".formatted(each)));
    }

    private CallId compared(LocalDate date, SoakDay day, CallRecord found) {
        CallId id = found.call().callId();
        SoakCall call = day.calls.get(id.value());
        if (call == null) {
            fault(date, "call %s of the journal was not acknowledged".formatted(id));
        } else if (!call.assignment.id().equals(found.call().counted().id())
                || call.isReleased != found.call().isReleased()
                || !Objects.equals(call.outcome, found.outcome())) {
            fault(
                    date,
                    "call %s is %s in the journal, but was acknowledged with outcome %s, released: %s"
                            .formatted(id, found, call.outcome, call.isReleased));
        }
        return id;
    }

    private record AgentAndNumber(String agent, String number) {}

    private void compareUsage(LocalDate date, SoakDay day) {
        Map<AgentAndNumber, List<SoakCall>> expected = day.calls.values().stream()
                .collect(Collectors.groupingBy(each -> new AgentAndNumber(
                        each.agent(), each.assignment.number().e164().toString())));
        Map<AgentAndNumber, CallStatistics> found = new HashMap<>();
        for (UsageRow row :
                services.reports().usage(UsageQuery.of(tenant.id, date, date).by(Dimension.AGENT, Dimension.NUMBER))) {
            found.put(
                    new AgentAndNumber(
                            Objects.requireNonNull(row.agent()).value(),
                            Objects.requireNonNull(row.number()).toString()),
                    row.calls());
        }
        compareSums(date, expected, found);
    }

    private void compareAttributes(LocalDate date, SoakDay day) {
        Map<String, List<SoakCall>> expected =
                day.calls.values().stream().collect(Collectors.groupingBy(each -> each.campaign));
        Map<String, CallStatistics> found = new HashMap<>();
        services.reports()
                .usageByAttribute(tenant.id, SoakPlan.CAMPAIGN, date, date)
                .forEach(each -> found.put(String.valueOf(each.value()), each.calls()));
        compareSums(date, expected, found);
    }

    private <K> void compareSums(LocalDate date, Map<K, List<SoakCall>> expected, Map<K, CallStatistics> found) {
        Set<K> all = new HashSet<>(expected.keySet());
        all.addAll(found.keySet());
        for (K each : all) {
            List<SoakCall> calls = expected.getOrDefault(each, List.of());
            CallStatistics sum = found.getOrDefault(each, CallStatistics.NONE);
            long sure = calls.stream().filter(call -> call.isUncounted).count();
            long unsure = calls.stream().filter(call -> call.isUncountedPerhaps).count();
            boolean isSame = new SoakRange(sure, unsure).contains(sum.released())
                    && withReleased(sum(calls), sum.released()).equals(sum);
            if (!isSame) {
                fault(
                        date,
                        "%s: %s was acknowledged, %d released, the sum is %s".formatted(each, sum(calls), sure, sum));
            }
        }
    }

    private static CallStatistics sum(List<SoakCall> calls) {
        CallStatistics sum = CallStatistics.NONE;
        for (SoakCall each : calls) {
            sum = sum.plus(CallStatistics.ONE_CALL);
            sum = each.outcome == null ? sum : sum.plus(CallStatistics.of(each.outcome));
        }
        return sum;
    }

    private static CallStatistics withReleased(CallStatistics sum, long released) {
        CallStatistics all = sum;
        for (long n = 0; n < released; n++) {
            all = all.plus(CallStatistics.ONE_RELEASE);
        }
        return all;
    }

    private void compareRefusals(LocalDate date, SoakDay day) {
        Map<String, Long> found = services.reports().refusals(UsageQuery.of(tenant.id, date, date)).stream()
                .collect(Collectors.toMap(RefusalRow::reason, RefusalRow::refusals));
        Set<String> all = new HashSet<>(day.refusals.keySet());
        all.addAll(found.keySet());
        for (String reason : all) {
            SoakRange expected = day.refusals.getOrDefault(reason, SoakRange.NONE);
            if (!expected.contains(found.getOrDefault(reason, 0L))) {
                fault(
                        date,
                        "%s: %s refusals were given, %d are counted"
                                .formatted(reason, expected, found.getOrDefault(reason, 0L)));
            }
        }
    }

    private void compareAuditTrail(LocalDate date, SoakDay day) {
        AuditQuery query = AuditQuery.of(tenant.id)
                .actor(ADMINISTRATOR)
                .from(date.atStartOfDay(tenant.zone).toInstant())
                .until(date.plusDays(1).atStartOfDay(tenant.zone).toInstant())
                .limit(AuditQuery.MAX_LIMIT);
        long found = 0;
        for (List<AuditEntry> page = services.auditTrail().list(query);
                !page.isEmpty();
                page = services.auditTrail().list(query.olderThan(page.get(page.size() - 1)))) {
            found += page.size();
        }
        if (!day.changes().contains(found)) {
            fault(date, "%s changes were made, the audit trail has %d".formatted(day.changes(), found));
        }
    }

    private void compareOverlaps(SoakDay day) {
        atMost(SoakPlan.AGENT_AT_ONCE, "calls of an agent at once", day, SoakCall::agent, SoakCall::endOfLive);
        atMost(SoakPlan.CALLEE_AT_ONCE, "calls to a callee at once", day, each -> each.callee, SoakCall::endOfLive);
        atMost(
                SoakPlan.CAMPAIGN_AT_ONCE,
                "calls of a campaign at once",
                day,
                each -> each.campaign,
                SoakCall::endOfLive);
        atMost(
                SoakPlan.CALLEE_A_DAY,
                "calls to a callee in a window",
                day,
                each -> each.callee,
                within(SoakPlan.CALLEE_WINDOW));
        atMost(
                SoakPlan.ORGANIZATION_WINDOW_CALLS,
                "calls in a window",
                day,
                each -> "",
                within(SoakPlan.ORGANIZATION_WINDOW));
    }

    private static Function<SoakCall, Instant> within(Duration window) {
        return call -> call.releasedBefore(call.asked.plus(window));
    }

    private void atMost(
            int most, String what, SoakDay day, Function<SoakCall, String> key, Function<SoakCall, Instant> end) {
        day.calls.values().stream().collect(Collectors.groupingBy(key)).forEach((id, calls) -> {
            int found = SoakOverlaps.most(calls, end);
            if (found > most) {
                run.fault("%s of %s: %d %s, not %d".formatted(id, tenant.id, found, what, most));
            }
        });
    }

    /** Compares the counts of the day, on the assignments that there are. */
    private void compareAssignments(LocalDate today) {
        Map<String, List<SoakCall>> expected = tenant.ledger.day(today).calls.values().stream()
                .collect(Collectors.groupingBy(each -> each.assignment.id().toString()));
        services.assignments().stream(tenant.id).forEach(each -> {
            List<SoakCall> calls = expected.getOrDefault(each.id().toString(), List.of());
            long released = calls.stream().filter(call -> call.isUncounted).count();
            long perhaps =
                    calls.stream().filter(call -> call.isUncountedPerhaps).count();
            if (!new SoakRange(calls.size() - released - perhaps, perhaps).contains(each.callsOn(today))) {
                fault(
                        today,
                        "%s of %s has %d calls of %d"
                                .formatted(
                                        each.number().e164(),
                                        each.agent(),
                                        each.callsOn(today),
                                        calls.size() - released));
            }
        });
    }
}
