package dev.callgate.examples.console.organization;

import dev.callgate.examples.console.organization.AgentTotals.Totals;
import dev.callgate.model.Assignment;
import java.time.LocalDate;
import java.util.List;

/**
 * How much an agent used of the daily limits.
 *
 * @param day the current day of the organization
 * @param totals of all numbers of the agent
 * @param assignments one page of them, in the order of their numbers
 */
public record AgentUsage(LocalDate day, Totals totals, List<Assignment> assignments) {}
