package dev.callgate.report;

import dev.callgate.internal.Attributes;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.report.UsageQuery.Dimension;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Reports on calls that were allowed under a call ID and on refused requests with a call ID. Calls without an ID are
 * not in any report: if a host uses no IDs, its reports are empty although its limits count every call. With {@link
 * dev.callgate.CallPolicy#journalEveryCall}, every call has an ID, and the reports have the same totals as the counters
 * of the limits.
 *
 * <p>All usage comes from one table of daily sums, which is updated atomically with the counting of the call. So
 * reports by agent, by number, by country and by day have the same totals and agree with the counters of the limits.
 *
 * <p>Immutable and thread-safe. Any method may throw a {@link StoreException}.
 */
public final class Reports {
    private static final int ABANDONMENT_DAYS = 30;

    private static final Set<Dimension> OF_REFUSALS = EnumSet.of(Dimension.DAY, Dimension.AGENT);

    private final ReportStore store;

    private Reports(ReportStore store) {
        this.store = store;
    }

    /** Returns reports on the data of a store. */
    public static Reports over(ReportStore store) {
        return new Reports(Objects.requireNonNull(store, "store"));
    }

    /**
     * Returns the usage: one row per combination of the requested dimensions that has calls, in the order of day,
     * agent, number and country. Without dimensions, one row contains all calls.
     */
    public List<UsageRow> usage(UsageQuery query) {
        return store.usage(Objects.requireNonNull(query, "query"));
    }

    /**
     * Returns the usage by the values of an attribute, such as by campaign, of the calls that were allowed while their policy had
     * {@link dev.callgate.CallPolicy#reportBy} for it.
     *
     * @param attribute the name of the attribute
     * @param from the first day, in the organization's time zone
     * @param to the last day, not before the first day
     * @return one row for each value that has calls, in the order of the values; the row of all other values comes last
     * @throws IllegalArgumentException if the text is not the name of an attribute, or the last day is before the first
     */
    public List<AttributeUsage> usageByAttribute(
            OrganizationId organization, String attribute, LocalDate from, LocalDate to) {
        UsageQuery days = UsageQuery.of(organization, from, to);
        return store.usageByAttribute(days.organization(), Attributes.requireName(attribute), days.from(), days.to());
    }

    /**
     * Returns the usage by campaign within 30 days, highest {@linkplain CallStatistics#abandonmentRate abandonment rate} first. In the
     * United States, the rate of a campaign is measured over 30 days (47 CFR 64.1200(a)(7)(i); 16 CFR 310.4(b)(4)(i)). Campaigns with the
     * same rate are in the order of {@link #usageByAttribute}.
     *
     * @param attribute the name of the attribute that has the campaign
     * @param lastDay the last of the 30 days, in the organization's time zone
     * @throws IllegalArgumentException if the text is not the name of an attribute
     */
    public List<AttributeUsage> abandonment(OrganizationId organization, String attribute, LocalDate lastDay) {
        return usageByAttribute(organization, attribute, lastDay.minusDays(ABANDONMENT_DAYS - 1L), lastDay).stream()
                .sorted(Comparator.<AttributeUsage>comparingDouble(
                                each -> each.calls().abandonmentRate().rate().orElse(0))
                        .reversed())
                .toList();
    }

    /**
     * Returns the refusals by their cause and, if requested, by day or agent. Refusals of agents without a
     * number are counted {@linkplain RefusalRow without an agent}: a report on all agents includes them, but a report
     * on {@linkplain UsageQuery#agent one agent} does not.
     *
     * @throws IllegalArgumentException if the query is by number or country, which a refused call does not necessarily
     *     have
     */
    public List<RefusalRow> refusals(UsageQuery query) {
        if (!OF_REFUSALS.containsAll(query.by())) {
            throw new IllegalArgumentException("refusals are reported by day or agent, not by " + query.by());
        }
        return store.refusals(query);
    }

    /**
     * Returns the assignments that have reached their daily limit or are about to reach it, largest share first.
     *
     * @param today the current day in the organization's time zone; an earlier day has the counts of the stored day,
     *     because stored days never go back
     * @param leastShare the minimum share of the limit, 0 to 1
     * @param most the maximum number of assignments, 1 or more
     * @throws IllegalArgumentException if the share or the number of assignments is out of range
     */
    public List<Utilization> utilization(OrganizationId organization, LocalDate today, double leastShare, int most) {
        if (!(leastShare >= 0 && leastShare <= 1)) {
            throw new IllegalArgumentException("the least share must be 0 to 1, not " + leastShare);
        }
        if (most < 1) {
            throw new IllegalArgumentException("the number of assignments to list must be 1 or more, not " + most);
        }
        return store.utilization(
                Objects.requireNonNull(organization, "organization"),
                Objects.requireNonNull(today, "today"),
                leastShare,
                most);
    }

    /**
     * Deletes the usage and the refusals of all days before a day. They cannot be restored. The calls of these days that the journal
     * still has are kept, and no limit changes.
     *
     * @param day the first day to keep, in the organization's time zone
     * @return the number of sums that were deleted; there is one for each day, agent, number and country with calls, and others
     */
    public int forgetUsageBefore(OrganizationId organization, LocalDate day) {
        return store.forgetUsageBefore(
                Objects.requireNonNull(organization, "organization"), Objects.requireNonNull(day, "day"));
    }

    /**
     * Compares the numbers of an organization by the outcomes of their calls.
     *
     * @param from the first day, in the organization's time zone
     * @param to the last day, not before the first day
     */
    public NumberPerformance performance(OrganizationId organization, LocalDate from, LocalDate to) {
        return NumberPerformance.of(usage(UsageQuery.of(organization, from, to).by(Dimension.NUMBER)));
    }
}
