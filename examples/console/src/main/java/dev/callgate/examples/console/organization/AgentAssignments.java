package dev.callgate.examples.console.organization;

import dev.callgate.admin.Assignments;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.AssignmentQuery.Cursor;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Optional;

/** Reads an agent's assignments a page at a time, in the order of their numbers: an agent may have any number of them. */
public final class AgentAssignments {
    /** Sorts before every number that a country has. */
    private static final E164 BEFORE_ALL = E164.of("+10");

    private static final int MOST_DIGITS = 15;

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

    /** Returns the assignment of a number, if an agent has it. No other assignment is read. */
    public static Optional<Assignment> of(Assignments assignments, PhoneNumber number) {
        AgentId agent = number.assignedTo();
        return agent == null
                ? Optional.empty()
                : page(assignments, number.organization(), agent, before(number.e164()), 1).stream()
                        .filter(each -> each.number().id().equals(number.id()))
                        .findFirst();
    }

    /** Returns the text in E.164 form that comes right before a number, in the order of texts. */
    static E164 before(E164 number) {
        String text = number.toString();
        String start = text.substring(0, text.length() - 1);
        char last = text.charAt(text.length() - 1);
        if (last == '0') {
            // No country has a number of two digits.
            return start.length() > 2 ? E164.of(start) : BEFORE_ALL;
        }
        String lower = start + (char) (last - 1);
        return E164.of(lower + "9".repeat(MOST_DIGITS + 1 - lower.length()));
    }
}
