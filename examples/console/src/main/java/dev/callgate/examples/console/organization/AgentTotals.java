package dev.callgate.examples.console.organization;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.OrganizationId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the totals of agents. The database adds them up, so that no assignment is read. Thread-safe. */
@Repository
public class AgentTotals {
    private final JdbcClient database;

    AgentTotals(JdbcClient database) {
        this.database = database;
    }

    /**
     * The totals of all numbers of an agent.
     *
     * @param numbers how many the agent has
     * @param calls that count on the day, as {@link Assignment#callsOn} has them
     * @param dailyLimit how many the limits allow
     */
    public record Totals(long numbers, long calls, long dailyLimit) {
        private static final Totals NONE = new Totals(0, 0, 0);
    }

    /** Returns the totals of an agent on a day. */
    public Totals of(OrganizationId organization, AgentId agent, LocalDate day) {
        return of(organization, List.of(agent), day).getOrDefault(agent, Totals.NONE);
    }

    /** Returns the totals of each of the agents on a day. */
    public Map<AgentId, Totals> of(OrganizationId organization, Collection<AgentId> agents, LocalDate day) {
        Map<AgentId, Totals> totals = new HashMap<>();
        agents.forEach(each -> totals.put(each, Totals.NONE));
        if (!agents.isEmpty()) {
            database.sql("""
                            SELECT n.assigned_to, COUNT(*) AS numbers, SUM(a.daily_limit) AS daily_limits,
                                SUM(CASE WHEN a.last_reset_date >= :day THEN a.calls_made_today ELSE 0 END) AS calls
                            FROM phone_numbers n
                            JOIN agent_phone_numbers a ON a.organization_id = n.organization_id
                                AND a.agent_id = n.assigned_to AND a.phone_number_id = n.id
                            WHERE n.organization_id = :organization AND n.assigned_to IN (:agents)
                            GROUP BY n.assigned_to""")
                    .param("day", day)
                    .param("organization", organization.value())
                    .param("agents", agents.stream().map(AgentId::value).toList())
                    .query(row -> {
                        totals.put(
                                new AgentId(row.getString("assigned_to")),
                                new Totals(row.getLong("numbers"), row.getLong("calls"), row.getLong("daily_limits")));
                    });
        }
        return totals;
    }
}
