package dev.callgate.examples.benchmarks;

import dev.callgate.model.AuditQuery;
import dev.callgate.model.CallQuery;
import dev.callgate.model.NumberQuery;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.services.CallGateServices;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.locks.LockSupport;

/** Reads all kinds of reports and lists, over and over. */
final class SoakReader implements Runnable {
    private static final long PAUSE = Duration.ofMillis(500).toNanos();
    private static final int PAGE = 100;

    private final SoakRun run;

    SoakReader(SoakRun run) {
        this.run = run;
    }

    @Override
    public void run() {
        for (int i = 0; !run.clock().isOver(); i++) {
            SoakTenant tenant = run.tenants().get(i % run.tenants().size());
            SoakNode node =
                    run.nodes().get(i / run.tenants().size() % run.nodes().size());
            read(tenant, node, run.clock().instant());
            run.totals().reports.increment();
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void read(SoakTenant tenant, SoakNode node, Instant now) {
        CallGateServices services = node.services;
        LocalDate today = tenant.ledger.dateAt(now);
        UsageQuery days = UsageQuery.of(tenant.id, today.minusDays(1), today);
        services.reports().usage(days.by(Dimension.DAY, Dimension.AGENT));
        services.reports().refusals(days.by(Dimension.AGENT));
        services.reports().utilization(tenant.id, today, 0.5, PAGE);
        services.reports().abandonment(tenant.id, SoakPlan.CAMPAIGN, today);
        services.reports().performance(tenant.id, today.minusDays(1), today);
        node.gate.utilization(tenant.id, 0.5, PAGE);
        services.journal().live(tenant.id, now, null, PAGE);
        services.journal().list(CallQuery.of(tenant.id, today).newestFirst(true).limit(PAGE));
        services.auditTrail().list(AuditQuery.of(tenant.id));
        services.inventory().list(NumberQuery.of(tenant.id).assigned(true));
        services.assignments().agents(tenant.id, null, PAGE);
        requireSameTotals(tenant, services, today.minusDays(2));
    }

    /** Compares the reports of a day of which nothing changes any more, unless housekeeping deletes it meanwhile. */
    private void requireSameTotals(SoakTenant tenant, CallGateServices services, LocalDate day) {
        long before = total(tenant, services, day, Dimension.NUMBER);
        long byAgent = total(tenant, services, day, Dimension.AGENT);
        long byCountry = total(tenant, services, day, Dimension.COUNTRY);
        long after = total(tenant, services, day, Dimension.NUMBER);
        if (before == after && (byAgent != before || byCountry != before)) {
            run.fault("%s of %s: %d calls by number, %d by agent, %d by country"
                    .formatted(day, tenant.id, before, byAgent, byCountry));
        }
    }

    private static long total(SoakTenant tenant, CallGateServices services, LocalDate day, Dimension by) {
        return services.reports().usage(UsageQuery.of(tenant.id, day, day).by(by)).stream()
                .map(each -> each.calls())
                .reduce(CallStatistics.NONE, CallStatistics::plus)
                .calls();
    }
}
