package dev.callgate.report;

import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import java.time.LocalDate;
import java.util.List;

/**
 * Adds up what a {@link dev.callgate.spi.JournalStore} kept. A port: hosts use {@link Reports}. Any operation may throw a
 * {@link StoreException}.
 */
public interface ReportStore {
    /**
     * Adds calls up.
     *
     * @return a row for each combination of what is asked by that there are calls of, in the order of day, agent, number and
     *     country; without anything to ask by, one row, also where there are no calls
     */
    List<UsageRow> usage(UsageQuery query);

    /**
     * Adds refusals up, by reason and by what is asked by.
     *
     * @param query by days or agents, or both, or neither
     * @return in the order of day, agent and reason; what was counted without an agent comes before what was counted by one
     */
    List<RefusalRow> refusals(UsageQuery query);

    /**
     * Lists assignments in force that have used much of their limit, those that have used most of it first; equals in the
     * order of agent and number.
     *
     * @param today the day that they count on, in the organization's zone
     * @param leastShare from which share of the limit on: 0 to 1
     * @param most how many at most
     */
    List<Utilization> utilization(OrganizationId organization, LocalDate today, double leastShare, int most);
}
