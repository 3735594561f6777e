package dev.callgate.examples.console.organization;

import dev.callgate.admin.Assignments;
import dev.callgate.examples.console.organization.AgentTotals.Totals;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Reads how much agents used of their limits today. Thread-safe. */
@Service
public class AgentUsages {
    private final Assignments assignments;
    private final AgentTotals totals;
    private final Organizations organizations;

    AgentUsages(Assignments assignments, AgentTotals totals, Organizations organizations) {
        this.assignments = assignments;
        this.totals = totals;
        this.organizations = organizations;
    }

    /**
     * Returns the usage of an agent, with one page of the assignments.
     *
     * @param after the number after which the page begins; null for the first page
     * @param limit the most assignments on the page
     */
    public AgentUsage of(OrganizationId organization, AgentId agent, @Nullable E164 after, int limit) {
        LocalDate today = organizations.today(organization);
        return new AgentUsage(
                today,
                totals.of(organization, agent, today),
                AgentAssignments.page(assignments, organization, agent, after, limit));
    }

    /** Returns the usage of each agent, with the first assignments, at most {@code limit} of each. */
    public Map<AgentId, AgentUsage> of(OrganizationId organization, Collection<AgentId> agents, int limit) {
        LocalDate today = organizations.today(organization);
        Map<AgentId, Totals> all = totals.of(organization, agents, today);
        Map<AgentId, AgentUsage> usages = new LinkedHashMap<>();
        all.forEach((agent, sums) -> usages.put(
                agent,
                new AgentUsage(today, sums, AgentAssignments.page(assignments, organization, agent, null, limit))));
        return usages;
    }
}
