package dev.callgate.report;

import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import java.time.LocalDate;
import java.util.List;

/**
 * Aggregates the data of a {@link dev.callgate.spi.JournalStore}. Implemented by stores; hosts use {@link Reports}.
 * Implementations must be thread-safe. Any operation may throw a {@link StoreException}.
 */
public interface ReportStore {
    /**
     * Aggregates calls.
     *
     * @return one row per combination of the requested dimensions that has calls, in the order of day, agent, number
     *     and country; without dimensions, exactly one row, even if there are no calls
     */
    List<UsageRow> usage(UsageQuery query);

    /**
     * Aggregates calls by the values of an attribute: those that were counted while their organization's policy reported by it.
     *
     * @param attribute the name of the attribute
     * @param from the first day
     * @param to the last day, inclusive
     * @return one row for each value that has calls, in the order of the values; the row of all other values comes last
     */
    List<AttributeUsage> usageByAttribute(OrganizationId organization, String attribute, LocalDate from, LocalDate to);

    /**
     * Aggregates refusals by reason and by the requested dimensions.
     *
     * @param query a query by day, by agent, by both, or by neither
     * @return the rows in the order of day, agent and reason; rows without an agent come first
     */
    List<RefusalRow> refusals(UsageQuery query);

    /**
     * Returns the current assignments that have used a large share of their limit, largest share first, then in the
     * order of agent and number.
     *
     * @param today the current day, in the organization's time zone
     * @param leastShare the minimum share of the limit, 0 to 1
     * @param most the maximum number of assignments
     */
    List<Utilization> utilization(OrganizationId organization, LocalDate today, double leastShare, int most);

    /**
     * Deletes the sums of calls and refusals of all days before a day. Calls, and the counters of limits, do not change. If the store
     * fails, some days may have been deleted.
     *
     * @return the number of sums that were deleted
     */
    int forgetUsageBefore(OrganizationId organization, LocalDate day);
}
