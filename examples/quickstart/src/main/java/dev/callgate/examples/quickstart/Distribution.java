package dev.callgate.examples.quickstart;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.NumberInventory;
import dev.callgate.host.Text;
import dev.callgate.host.UserException;
import dev.callgate.model.AgentId;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A distribution of numbers to agents.
 *
 * @param agents number of agents
 * @param numbersPerAgent numbers assigned to each agent
 * @param terms terms of each assignment
 */
record Distribution(int agents, int numbersPerAgent, Terms terms) {
    Distribution {
        if (agents < 1 || numbersPerAgent < 1) {
            throw new UserException(
                    "--agents %d, --numbers-per-agent %d: both must be 1 or more".formatted(agents, numbersPerAgent));
        }
    }

    /** Assigns the organization's free numbers to its agents in turn, in one transaction. */
    void apply(OrganizationId organization, NumberInventory inventory, Assignments assignments) {
        List<PhoneNumber> free = inventory.stream(
                        NumberQuery.of(organization).status(NumberStatus.ACTIVE).assigned(false))
                .toList();
        requireEnough(free.size());
        List<AgentId> all =
                IntStream.rangeClosed(1, agents).mapToObj(Distribution::agent).toList();
        assignments.distribute(free.subList(0, agents * numbersPerAgent), all, terms);
    }

    private void requireEnough(int free) {
        long needed = (long) agents * numbersPerAgent;
        if (free < needed) {
            throw new UserException("too few numbers: %s with %s each need %s, but only %s free"
                    .formatted(
                            Text.count(agents, "agent"),
                            Text.count(numbersPerAgent, "number"),
                            Text.count(needed),
                            free == 1 ? "1 is" : Text.count(free) + " are"));
        }
    }

    private static AgentId agent(int position) {
        return new AgentId(String.format(Locale.ROOT, "agent-%02d", position));
    }
}
