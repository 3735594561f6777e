package dev.callgate.examples.console.api;

import dev.callgate.admin.AssignmentRow;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import java.util.Iterator;

/** Rows of assignments, of which those to an agent that the organization does not have are rejected. */
final class KnownAgents implements Iterator<AssignmentRow> {
    private final Iterator<AssignmentRow> rows;
    private final Agents agents;
    private final OrganizationId organization;

    KnownAgents(Iterator<AssignmentRow> rows, Agents agents, OrganizationId organization) {
        this.rows = rows;
        this.agents = agents;
        this.organization = organization;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public AssignmentRow next() {
        AssignmentRow row = rows.next();
        return row.problem() != null || isKnown(row.agent().strip())
                ? row
                : new AssignmentRow(
                        row.line(),
                        row.text(),
                        row.number(),
                        row.agent(),
                        row.dailyLimit(),
                        row.countries(),
                        row.classes(),
                        "there is no agent with this ID: add the agent first");
    }

    /** Returns whether there is the agent. What cannot be an ID is left to the import, which says why. */
    private boolean isKnown(String agent) {
        AgentId id;
        try {
            id = new AgentId(agent);
        } catch (IllegalArgumentException e) {
            return true;
        }
        return agents.isKnown(organization, id);
    }
}
