package dev.callgate.report;

import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.report.UsageQuery.Dimension;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Reports on the calls that were allowed under an id, and on requests with an id that were refused. Calls without an id
 * are in no report: a host that names no ids gets empty reports, although its limits count every call. With {@link
 * dev.callgate.CallPolicy#journalEveryCall}, every call has an id, and reports have the same totals as the limits'
 * counters.
 *
 * <p>All usage comes from one table of daily sums, which is written in the step that counts the call: so reports by
 * agent, by number, by country and by day add up to the same totals, and agree with the limits' counters.
 *
 * <p>Immutable and safe for use by many threads. Any method may throw a {@link StoreException}.
 */
public final class Reports {
    private static final Set<Dimension> OF_REFUSALS = EnumSet.of(Dimension.DAY, Dimension.AGENT);

    private final ReportStore store;

    private Reports(ReportStore store) {
        this.store = store;
    }

    /** Reports on what a store kept. */
    public static Reports over(ReportStore store) {
        return new Reports(Objects.requireNonNull(store, "store"));
    }

    /**
     * Adds calls up: one row for each combination of what is asked by that there are calls of, in the order of day,
     * agent, number and country. Without anything to ask by, one row has all calls.
     */
    public List<UsageRow> usage(UsageQuery query) {
        return store.usage(Objects.requireNonNull(query, "query"));
    }

    /**
     * Adds refusals up, each by the first thing that stood against the call, and by day or agent, if asked. Those of
     * agents that had no number are counted {@linkplain RefusalRow without an agent}: they are among those of all
     * agents, and among no {@linkplain UsageQuery#agent one agent's}.
     *
     * @throws IllegalArgumentException if asked by number or country, which a refused call need not have
     */
    public List<RefusalRow> refusals(UsageQuery query) {
        if (!OF_REFUSALS.containsAll(query.by())) {
            throw new IllegalArgumentException("refusals are reported by day or agent, not by " + query.by());
        }
        return store.refusals(query);
    }

    /**
     * Lists the assignments that are about to reach their limit, or have reached it: those that have used most of it
     * first.
     *
     * @param today the date of the organization's zone; an earlier one sees today's counts, since stored days never go
     *     back
     * @param leastShare from which share of the limit on, 0 to 1
     * @param most how many at most, 1 or more
     * @throws IllegalArgumentException if the share or the number is out of its range
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
     * Compares the numbers of an organization by how their calls went.
     *
     * @param from the first day, in the organization's zone
     * @param to the last day, the first one or later
     */
    public NumberPerformance performance(OrganizationId organization, LocalDate from, LocalDate to) {
        return NumberPerformance.of(usage(UsageQuery.of(organization, from, to).by(Dimension.NUMBER)));
    }
}
