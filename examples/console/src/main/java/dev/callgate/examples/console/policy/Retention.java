package dev.callgate.examples.console.policy;

import dev.callgate.PolicyDocument;
import dev.callgate.admin.Housekeeping;
import dev.callgate.admin.HousekeepingPlan;
import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.organization.Organization;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.model.OrganizationId;
import java.time.LocalDate;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Does the {@link Housekeeping} of the library, and deletes entries of the access log that are older than the policy keeps them, once a day
 * for each organization. Of several
 * consoles on a database, the first one that sees the new day does it. If it fails, it is tried again an hour later.
 */
@Component
public class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final JdbcClient database;
    private final Organizations organizations;
    private final Policies policies;
    private final Housekeeping housekeeping;
    private final AccessLog log;

    Retention(
            JdbcClient database,
            Organizations organizations,
            Policies policies,
            Housekeeping housekeeping,
            AccessLog log) {
        this.database = database;
        this.organizations = organizations;
        this.policies = policies;
        this.housekeeping = housekeeping;
        this.log = log;
    }

    /** Applies the policies of all organizations whose day has begun since the last time. A failure of one does not delay the others. */
    @Scheduled(initialDelay = 5, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    public void apply() {
        for (Organization each : organizations.all()) {
            LocalDate today = organizations.today(each.id());
            if (begin(each.id(), today)) {
                apply(each, today);
            }
        }
    }

    /** Returns whether no console has begun on this day. */
    private boolean begin(OrganizationId organization, LocalDate today) {
        return database.sql("""
                        UPDATE console_organizations SET retention_day = ?
                        WHERE id = ? AND (retention_day IS NULL OR retention_day < ?)""").params(today, organization.value(), today).update() > 0;
    }

    private void apply(Organization organization, LocalDate today) {
        try {
            PolicyDocument policy =
                    PolicyDocument.of(policies.current(organization.id()).document());
            Housekeeping.Report report = housekeeping.run(organization.id(), plan(organization, policy));
            int entries =
                    report.auditEntriesDeleted() + forgetEntries(organization, policy.auditRetentionDays(), today);
            if (report.callsDeleted() + entries > 0) {
                log.retentionApplied(organization.id(), report.callsDeleted(), entries);
            }
        } catch (RuntimeException e) {
            LOG.error("what the policy of organization {} does not keep was not deleted", organization.id(), e);
            database.sql("UPDATE console_organizations SET retention_day = NULL WHERE id = ?")
                    .param(organization.id().value())
                    .update();
        }
    }

    private static HousekeepingPlan plan(Organization organization, PolicyDocument policy) {
        HousekeepingPlan plan = HousekeepingPlan.in(organization.zone());
        OptionalInt calls = policy.callRetentionDays();
        OptionalInt audit = policy.auditRetentionDays();
        plan = calls.isPresent() ? plan.keepCalls(calls.getAsInt()) : plan;
        return audit.isPresent() ? plan.keepAuditTrail(audit.getAsInt()) : plan;
    }

    private int forgetEntries(Organization organization, OptionalInt days, LocalDate today) {
        if (days.isEmpty()) {
            return 0;
        }
        LocalDate first = today.minusDays(days.getAsInt());
        return log.forgetBefore(
                organization.id(), first.atStartOfDay(organization.zone()).toInstant());
    }
}
