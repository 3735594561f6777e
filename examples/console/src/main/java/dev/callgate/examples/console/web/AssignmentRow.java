package dev.callgate.examples.console.web;

import dev.callgate.model.Assignment;
import java.time.LocalDate;
import java.util.List;

/**
 * An assignment in the table of an agent's numbers.
 *
 * @param calls made today
 * @param quarantined whether the number is in quarantine today
 */
record AssignmentRow(Assignment assignment, List<Country> countries, int calls, boolean quarantined) {
    static AssignmentRow of(Assignment assignment, LocalDate today) {
        return new AssignmentRow(
                assignment,
                Country.of(assignment.terms().countries()),
                assignment.callsOn(today),
                assignment.number().isQuarantinedOn(today));
    }
}
