package dev.callgate.examples.console.organization;

import dev.callgate.admin.Assignments;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.AssignmentQuery.Cursor;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.util.List;

/** Reads an agent's assignments a page at a time, in the order of their numbers: an agent may have any number of them. */
public final class AgentAssignments {
    /** Sorts before every number that a country has. */
    private static final E164 BEFORE_ALL = E164.of("+10");

    private AgentAssignments() {}

    /**
     * Returns one page of an agent's assignments. No more than a page is read.
     *
     * @param after the number after which the page begins; null for the first page
     * @param limit 1 to {@value AssignmentQuery#MAX_LIMIT}
     */
    public static List<Assignment> page(
            Assignments assignments, OrganizationId organization, AgentId agent, @Nullable E164 after, int limit) {
        Cursor place = new Cursor(agent, after == null ? BEFORE_ALL : after);
        return assignments.list(new AssignmentQuery(organization, place, limit)).stream()
                .takeWhile(each -> each.agent().equals(agent))
                .toList();
    }
}
